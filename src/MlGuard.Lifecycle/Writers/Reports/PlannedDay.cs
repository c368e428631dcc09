using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>Something of the manifest that has a day.</summary>
/// <param name="Day">When.</param>
/// <param name="Kind">What it is: a milestone, a tactic.</param>
/// <param name="Name">Which one.</param>
/// <param name="Who">Who does it; empty when nobody is named.</param>
/// <param name="IsDone">Whether it is behind the product.</param>
/// <param name="CanBeLate">Whether somebody waits for it.</param>
internal sealed record PlannedDay(DateTime Day, string Kind, string Name, string Who, bool IsDone, bool CanBeLate)
{
    private static readonly ImmutableArray<(string Path, string Kind, string Name)> s_single =
    [
        ("strategy.northStar.by", "north star", "strategy.northStar.metric"),
        ("rollout.rollback.drilled", "drill", "rollout.rollback.to"),
        ("pipelines.featureStore.review", "review", "pipelines.featureStore.decision"),
        ("iterate.review", "review", ""),
    ];

    /// <summary>In the order of time; on one day in the order of the manifest.</summary>
    public static ImmutableArray<PlannedDay> Of(ReportModel model)
    {
        var said = model.Said;
        var today = Days.TryRead(model.Verdict.Day, out var day) ? day : DateTime.MinValue;
        return
        [
            .. new[]
            {
                Stages(said, today), Listed(said, "strategy.milestones", "milestone", "name", "proof"),
                Listed(said, "tactics", "tactic", "what", "done"), Single(said, HasDrill(model.Verdict)), Waivers(model.Verdict),
            }.SelectMany(days => days).OrderBy(planned => planned.Day),
        ];
    }

    private static IEnumerable<PlannedDay> Stages(SaidValues said, DateTime today) =>
        from stage in new[] { "mvp", "growth", "maturity" }
        from edge in new[] { (Key: "from", Word: "begins"), (Key: "to", Word: "ends") }
        let day = said.Day($"stages.{stage}.{edge.Key}")
        where day is not null
        select new PlannedDay(day.Value, "stage", $"{stage} {edge.Word}", "", day <= today, false);

    private static IEnumerable<PlannedDay> Listed(SaidValues said, string list, string kind, string name, string done) =>
        from item in said.Items(list)
        let day = said.Day($"{item}.due")
        where day is not null
        select new PlannedDay(
            day.Value, kind, said[$"{item}.{name}"], said[$"{item}.who"], said[$"{item}.{done}"] is { Length: > 0 } and not "false", true);

    /// <summary>A drill that the gate does not believe is neither done nor late.</summary>
    private static bool HasDrill(VerdictDocument verdict) =>
        verdict.Rows.Any(row => row is { Rule: "rollout/rollback", State: "proven" });

    private static IEnumerable<PlannedDay> Single(SaidValues said, bool hasDrill) =>
        from single in s_single
        let day = said.Day(single.Path)
        where day is not null
        select new PlannedDay(
            day.Value, single.Kind, single.Name.Length == 0 ? "Product" : said[single.Name], "",
            single.Kind == "drill" && hasDrill, single.Kind != "drill");

    private static IEnumerable<PlannedDay> Waivers(VerdictDocument verdict) =>
        from waiver in verdict.Waivers
        where Days.TryRead(waiver.Expires, out _)
        select new PlannedDay(
            DateTime.ParseExact(waiver.Expires, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "waiver ends",
                waiver.Rule,
            waiver.Owner, false, true);
}
