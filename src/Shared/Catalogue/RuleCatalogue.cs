namespace MlGuard.Catalogue;

/// <summary>
/// Every rule of MlGuard, analyzers' and build's. Descriptors, globalconfigs, pages, tables and reports are made from it.
/// </summary>
internal static class RuleCatalogue
{
    public static ImmutableArray<Rule> All { get; } = [.. CodeRules.All, .. LifecycleRules.All];

    private static readonly Dictionary<string, Rule> s_byId = All.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">No rule has this ID.</exception>
    public static Rule Get(string id) => s_byId[id];
}
