namespace MlGuard.Lifecycle.Decisions;

/// <summary>The 28 tests of the ML Test Score (Breck et al., 2017), which attestations can name.</summary>
internal static class MlTests
{
    public static ImmutableHashSet<string> Ids { get; } =
        [.. MlTestScore.Names.Select(name => $"mltest/{name}")];
}
