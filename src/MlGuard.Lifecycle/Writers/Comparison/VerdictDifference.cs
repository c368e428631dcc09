using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Writers.Comparison;

/// <summary>One thing that changed between two verdicts.</summary>
/// <param name="Kind">What it is about: stage, profile, row, metric, model, waiver, attestation, finding, unseen, score.</param>
/// <param name="Subject">Which one.</param>
/// <param name="What">What became of it.</param>
/// <param name="Direction">1 for the better, -1 for the worse, 0 for neither.</param>
internal sealed record VerdictChange(string Kind, string Subject, string What, int Direction);

/// <summary>What a change does to a product: everything that two verdicts tell apart, the worst first.</summary>
/// <param name="Changes">The changes.</param>
internal sealed record VerdictDifference(ImmutableArray<VerdictChange> Changes)
{
    private static readonly ImmutableArray<string> s_stages = ["", "mvp", "growth", "maturity"];

    private static readonly ImmutableArray<string> s_profiles = ["small", "standard", "regulated"];

    public bool IsWorse => Changes.Any(change => change.Direction < 0);

    public static VerdictDifference Of(VerdictDocument old, VerdictDocument now) =>
        new(
        [
            .. new[]
            {
                Stages(old, now), Profiles(old, now), Rows(old, now), Metrics(old, now), Models(old, now), Waivers(old, now),
                Attestations(old, now),
                Findings(old, now), Unseen(old, now), Score(old, now),
            }.SelectMany(changes => changes).OrderBy(change => change.Direction),
        ]);

    private static IEnumerable<VerdictChange> Stages(VerdictDocument old, VerdictDocument now)
    {
        (string Subject, string Old, string New)[] stages =
            [("earned", old.Earned ?? "", now.Earned ?? ""), ("declared", old.Declared, now.Declared), ("target", old.Target, now.Target)];
        return from stage in stages
               where stage.Old != stage.New
               select new VerdictChange(
                   "stage", stage.Subject, $"from {Named(stage.Old)} to {Named(stage.New)}",
                   stage.Subject == "earned" ? Math.Sign(s_stages.IndexOf(stage.New) - s_stages.IndexOf(stage.Old)) : 0);
    }

    /// <summary>A smaller profile asks for less, so the same stage is worth less.</summary>
    private static IEnumerable<VerdictChange> Profiles(VerdictDocument old, VerdictDocument now)
    {
        var (before, after) = (SizeOf(old), SizeOf(now));
        if (before != after)
            yield return new("profile", "profile", $"from {s_profiles[before]} to {s_profiles[after]}", Math.Sign(after - before));
    }

    /// <summary>A verdict from before there were profiles was of the standard one.</summary>
    private static int SizeOf(VerdictDocument verdict) =>
        s_profiles.IndexOf(verdict.Profile) is >= 0 and var at ? at : s_profiles.IndexOf("standard");

    private static IEnumerable<VerdictChange> Rows(VerdictDocument old, VerdictDocument now)
    {
        var before = old.Rows.GroupBy(row => row.Rule).ToDictionary(group => group.Key, group => group.First());
        foreach (var row in now.Rows.Where(row => row.Rule != "stage"))
            if (before.TryGetValue(row.Rule, out var was) && (was.State != row.State || was.Open != row.Open))
                yield return new("row", row.Rule, $"from {was.State} to {row.State}: {row.Reason}", Direction(was, row, now.Declared));
    }

    /// <summary>
    /// A row that no stage asks for yet is neither won nor lost; one that is known less well is no loss while it is fulfilled.
    /// </summary>
    private static int Direction(RowDocument was, RowDocument row, string declared)
    {
        if (was.Open == row.Open || (row.Open && !StageOrder.IsWithin(row.Stage, declared)))
            return 0;
        return row.Open ? -1 : 1;
    }

    private static IEnumerable<VerdictChange> Metrics(VerdictDocument old, VerdictDocument now) =>
        from metric in now.Metrics
        let was = old.Metrics.FirstOrDefault(other => other.Name == metric.Name)
        where was?.Value != metric.Value
        select new VerdictChange(
            "metric", metric.Name, $"from {Written(was?.Value)} to {Written(metric.Value)}", Moved(metric, was?.Value));

    private static int Moved(MetricDocument metric, double? was)
    {
        if (metric.Value is not { } value || was is not { } before)
            return 0;
        return metric.Min is null && metric.Max is not null ? Math.Sign(before - value) : Math.Sign(value - before);
    }

    private static IEnumerable<VerdictChange> Models(VerdictDocument old, VerdictDocument now)
    {
        static bool IsOfModel(string path) =>
            path is "model.name" or "model.version" or "training.artifact.hash" or "training.artifact.path"
            || (path.StartsWith("models[", StringComparison.Ordinal)
                && (path.EndsWith("].id", StringComparison.Ordinal) || path.EndsWith("].hash", StringComparison.Ordinal)));

        var before = new SaidValues(old.Manifest);
        var after = new SaidValues(now.Manifest);
        return from path in old.Manifest.Concat(now.Manifest).Select(said => said.Path).Where(IsOfModel).Distinct()
               where before[path] != after[path]
               select new VerdictChange("model", path, $"from {Named(before[path])} to {Named(after[path])}", 0);
    }

    private static IEnumerable<VerdictChange> Waivers(VerdictDocument old, VerdictDocument now) =>
        Sets(
            old.Waivers, now.Waivers, waiver => (waiver.Rule, waiver.Scope),
            waiver => new("waiver", Scoped(waiver), $"added until {waiver.Expires} by {waiver.Owner}: {waiver.Reason}", -1),
            waiver => new("waiver", Scoped(waiver), "ended", 1))
        .Concat(
            from waiver in now.Waivers
            let was = old.Waivers.FirstOrDefault(other => other.Rule == waiver.Rule && other.Scope == waiver.Scope)
            where was is not null && was.Expires != waiver.Expires
            select new VerdictChange(
                "waiver", Scoped(waiver), $"moved from {was.Expires} to {waiver.Expires}",
                string.CompareOrdinal(was.Expires, waiver.Expires) < 0 ? -1 : 1));

    private static IEnumerable<VerdictChange> Attestations(VerdictDocument old, VerdictDocument now) =>
        Sets(
            old.Attestations, now.Attestations, one => (one.Rule, one.By + one.Date),
            one => new("attestation", one.Rule, $"by {one.By} on {one.Date}", 0),
            one => new("attestation", one.Rule, $"by {one.By} is gone", 0));

    private static IEnumerable<VerdictChange> Findings(VerdictDocument old, VerdictDocument now) =>
        Sets(
            [.. old.Findings.Where(IsLoud)], [.. now.Findings.Where(IsLoud)], finding => (finding.Code, finding.Message),
            finding => new("finding", finding.Code, finding.Message, -1),
            finding => new("finding", finding.Code, $"gone: {finding.Message}", 1))
        .Concat(Sets(
            InCode(old), InCode(now), finding => (finding.Rule, finding.File),
            finding => new("code", finding.Rule, $"new in {finding.File}", -1),
            finding => new("code", finding.Rule, $"gone from {finding.File}", 1)));

    private static IEnumerable<VerdictChange> Unseen(VerdictDocument old, VerdictDocument now) =>
        Sets(
            old.Unseen, now.Unseen, project => (project.Project, ""), project => new("unseen", project.Project, project.Why, -1),
            project => new("unseen", project.Project, "is seen now", 1));

    private static IEnumerable<VerdictChange> Score(VerdictDocument old, VerdictDocument now)
    {
        if (old.MlTestScore is { } was && now.MlTestScore is { } score && was.Strict - score.Strict is not 0 and var moved)
            yield return new(
                "score", "ML Test Score", $"from {Numbers.Written(was.Strict)} to {Numbers.Written(score.Strict)}", Math.Sign(-moved));
    }

    private static IEnumerable<VerdictChange> Sets<T>(
        ImmutableArray<T> old, ImmutableArray<T> now, Func<T, (string, string)> key, Func<T, VerdictChange> added,
        Func<T, VerdictChange> gone)
    {
        var before = new HashSet<(string, string)>(old.Select(key));
        var after = new HashSet<(string, string)>(now.Select(key));
        return now.Where(item => !before.Contains(key(item))).Select(added)
            .Concat(old.Where(item => !after.Contains(key(item))).Select(gone))
            .Distinct();
    }

    private static ImmutableArray<CodeFindingDocument> InCode(VerdictDocument verdict) =>
        [.. verdict.Code.SelectMany(code => code.Findings).Where(finding => finding.Open)];

    private static bool IsLoud(FindingDocument finding) => finding.Severity != "message";

    private static string Scoped(WaiverDocument waiver) => waiver.Scope.Length > 0 ? $"{waiver.Rule} ({waiver.Scope})" : waiver.Rule;

    private static string Named(string value) => value.Length > 0 ? value : "none";

    private static string Written(double? value) => value is { } number ? Numbers.Written(number) : "nothing";
}
