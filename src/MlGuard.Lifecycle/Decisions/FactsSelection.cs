using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>Which facts decide: those of the build that is decided about. The others are stale, which is said.</summary>
/// <param name="Used">The facts, and the files that they were read from.</param>
/// <param name="Stale">Facts of another build.</param>
internal sealed record FactsSelection(
    ImmutableArray<(string Path, AssemblyFacts Facts)> Used, ImmutableArray<(AssemblyFacts Facts, string Why)> Stale)
{
    /// <param name="facts">All that are there.</param>
    /// <param name="circumstances">The manifest, in whose folder the assemblies lie, and the configuration.</param>
    public static FactsSelection Of(ImmutableArray<(string Path, AssemblyFacts Facts)> facts, Circumstances circumstances)
    {
        var root = Path.GetDirectoryName(Path.GetFullPath(circumstances.ManifestPath))!;
        var judged = facts.Select(pair => (Pair: pair, Why: WhyStale(pair.Facts, root, circumstances.Configuration))).ToImmutableArray();
        return new(
            [.. judged.Where(found => found.Why is null).Select(found => (found.Pair.Path, AsItIs(found.Pair.Facts)))],
            [.. judged.Where(found => found.Why is not null).Select(found => (found.Pair.Facts, found.Why!))]);
    }

    /// <summary>What calls itself a test project, holds no test and answers requests is a service.</summary>
    private static AssemblyFacts AsItIs(AssemblyFacts facts)
    {
        if (!facts.IsTestProject || facts.Methods.Any(method => method.IsTest))
            return facts;
        var service = facts with { IsTestProject = false };
        return EntryPoints.Of(new ProductFacts([service], []), []).Any(entry => !entry.IsCallback) ? service : facts;
    }

    /// <summary>The projects of which only stale facts are there, so that nothing is known about them.</summary>
    public IEnumerable<UncheckedProject> Unseen()
    {
        var seen = Used.Select(pair => pair.Facts.Project).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        return Stale.GroupBy(stale => stale.Facts.Project, StringComparer.OrdinalIgnoreCase).Where(group => !seen.Contains(group.Key))
            .Select(group => new UncheckedProject(
                group.Key, $"its facts are stale: {group.First().Why}",
                "Build it again as it is shipped; until then its code counts for nothing."));
    }

    public IEnumerable<FactsVerdict> Verdicts() =>
        Used.Where(pair => pair.Facts.Fault is null).Select(pair => ToVerdict(pair.Facts, ""))
            .Concat(Stale.Select(stale => ToVerdict(stale.Facts, stale.Why)))
            .OrderBy(facts => facts.Project, StringComparer.Ordinal).ThenBy(facts => facts.TargetFramework, StringComparer.Ordinal)
            .ThenBy(facts => facts.Configuration, StringComparer.Ordinal);

    private static FactsVerdict ToVerdict(AssemblyFacts facts, string why) =>
        new(
            facts.Project, facts.Assembly, facts.TargetFramework, facts.Origin.Configuration, facts.Origin.RuntimeIdentifier,
            facts.Origin.Mvid, facts.Origin.Sha256, why);

    private static string? WhyStale(AssemblyFacts facts, string root, string? configuration)
    {
        var own = facts.Origin.Configuration;
        if (configuration is not null && own.Length > 0 && !string.Equals(own, configuration, StringComparison.OrdinalIgnoreCase))
            return $"they are of {own}, not of {configuration}";
        return facts.Origin.Fits(root) ? null : "the assembly has been compiled anew since";
    }
}
