using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>The way of a prediction through the product, as the compiled code has it.</summary>
/// <param name="Entry">Where somebody asks: verb and route, or the method.</param>
/// <param name="Steps">From there to what asks the model, both ends included.</param>
internal sealed record WayVerdict(string Entry, ImmutableArray<string> Steps)
{
    /// <summary>Nobody reads a report of more ways, and each takes a walk.</summary>
    private const int MostWays = 24;
    private const int MostTests = 5;

    /// <summary>What answers when the prediction fails, where a way leads there.</summary>
    public string Fallback { get; init; } = "";

    /// <summary>What records the prediction, where a way leads there.</summary>
    public string Log { get; init; } = "";

    /// <summary>What becomes of the prediction before it is answered, where a way leads there.</summary>
    public string Policy { get; init; } = "";

    /// <summary>The first tests that reach the entry point.</summary>
    public ImmutableArray<string> Tests { get; init; } = [];

    public static ImmutableArray<WayVerdict> Of(ProductSnapshot product)
    {
        if (product.Serving is not { } serving)
            return [];
        ImmutableHashSet<ProductMethod> predictions = [.. serving.Predictions];
        var (fallback, log, policy) = (
            Bodies(product, ManifestPaths.ArchitectureTechnicalFallbackSymbol), Bodies(product, ManifestPaths.ServingLog),
            Bodies(product, ManifestPaths.ServingPostProcessing));
        var areSent = EndpointTests.AreIn(product.Facts!);
        return
        [
            .. from entry in serving.Predicting.OrderBy(entry => entry.Name, StringComparer.Ordinal).Take(MostWays)
               let steps = serving.Path(entry, predictions)
               where steps is not null
               select new WayVerdict(entry.Name, [.. steps.Value.Select(step => step.Short)])
               {
                   Fallback = End(serving, entry, fallback),
                   Log = End(serving, entry, log),
                   Policy = End(serving, entry, policy),
                   Tests =
                   [
                       .. product.Tests!.Reaching([entry.Method, .. steps.Value]).Concat(areSent ? Sending(product, entry) : [])
                           .Select(test => test.Short)
                           .Distinct().OrderBy(name => name, StringComparer.Ordinal).Take(MostTests),
                   ],
               },
        ];
    }

    /// <summary>The tests that ask over HTTP, which no call leads from, and look at the answer; a mere status may be a refusal's.</summary>
    private static IEnumerable<ProductMethod> Sending(ProductSnapshot product, EntryPoint entry)
    {
        if (!EntryPoint.IsEndpoint(entry.Name))
            return [];
        var asking = new EndpointTests(product, entry.Name);
        return product.Tests!.All.Where(test => asking.SendsRequest(test) && asking.ReadsAnswer(test));
    }

    private static ImmutableHashSet<ProductMethod> Bodies(ProductSnapshot product, string path) =>
        product.Manifest.Text(path) is { } symbol
            ? [.. product.Facts!.Bodies(symbol).Where(method => method.Fact.Name is not (".ctor" or ".cctor"))]
            : [];

    private static string End(ServingMap serving, EntryPoint entry, ImmutableHashSet<ProductMethod> targets) =>
        targets.IsEmpty || serving.Path(entry, targets) is not { } path ? "" : path[path.Length - 1].Short;
}
