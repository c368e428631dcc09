using System.Reflection;

namespace MlGuard.Tests;

/// <summary>
/// How often a test of chance tries: a few times in every run, and as often as it can where <c>-p:Thorough=true</c> asks, as the workflow
/// does.
/// </summary>
internal static class Trials
{
    private static readonly bool s_isThorough = typeof(Trials).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Any(attribute => attribute is { Key: "Thorough", Value: "true" });

    public static int Of(int usual, int thorough) => s_isThorough ? thorough : usual;

    /// <summary>One in <paramref name="share"/> of the items, spread evenly; all of them in a thorough run.</summary>
    public static IEnumerable<T> Some<T>(this IEnumerable<T> items, int share) =>
        items.Where((_, index) => s_isThorough || index % share == 0);
}
