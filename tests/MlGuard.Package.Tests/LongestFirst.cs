using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(MlGuard.Package.Tests.LongestFirst))]

namespace MlGuard.Package.Tests;

/// <summary>Starts the classes with the longest builds first, so that none of them is left over when all others are done.</summary>
internal sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly ImmutableArray<string> s_longest =
    [
        nameof(GateTests), nameof(NeglectedTests), nameof(WholeSolutionTests), nameof(HonestSampleTests), nameof(ShippedAssemblyTests),
        nameof(FraudDetectionTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => PlaceOf(collection.TestCollectionDisplayName))];

    /// <summary>A class without a collection of its own is one by itself, which is named after it.</summary>
    private static int PlaceOf(string collection)
    {
        var place = s_longest.IndexOf(s_longest.FirstOrDefault(name => collection.Contains(name, StringComparison.Ordinal)) ?? "");
        return place < 0 ? s_longest.Length : place;
    }
}
