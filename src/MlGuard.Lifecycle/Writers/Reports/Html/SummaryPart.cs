using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html;

/// <summary>What a manager sees in ten seconds: the stage, whether it is earned, the target, what is waived, and what to do next.</summary>
internal static class SummaryPart
{
    public static void Write(MarkupWriter html, ReportModel model)
    {
        var verdict = model.Verdict;
        using var header = html.In("header", ("class", "page"));
        using (html.In("p", ("class", "eyebrow")))
        {
            html.Leaf("span", "MlGuard report").Text(" · ").Leaf("time", verdict.Day, ("datetime", verdict.Day));
            if (model.Said["project"] is { Length: > 0 } project)
                html.Text(" · ").Leaf("bdi", project);
            if (model.Said["owner"] is { Length: > 0 } owner)
                html.Text(" · owned by ").Leaf("bdi", owner);
        }

        html.Leaf("h1", model.Title, ("dir", "auto"));
        if (model.Said["discovery.problem"] is { Length: > 0 } problem)
            html.Leaf("p", problem, ("class", "lead"), ("dir", "auto"));
        using (html.In("p", ("class", model.IsEarned ? "verdict good" : "verdict bad")))
            html.Leaf("strong", Headline(model));
        Facts(html, model);
    }

    /// <summary>The verdict in a sentence.</summary>
    public static string Headline(ReportModel model)
    {
        var verdict = model.Verdict;
        if (!model.IsReadable)
            return "The manifest cannot be read, so no stage is earned";
        var declared = ReportModel.StageName(verdict.Declared);
        if (model.IsEarned)
            return $"{declared} is declared and earned{(verdict.HasWaivers ? ", with waivers" : "")}";
        var gaps = model.Gaps.Length;
        return $"{declared} is declared but not earned: {Numbers.Counted(gaps, "row is", "rows are")} missing. "
            + (verdict.Earned is { } earned ? $"{ReportModel.StageName(earned)} is earned" : "No stage is earned");
    }

    public static void Next(MarkupWriter html, ReportModel model)
    {
        using var glance = html.In("div", ("class", "glance"));
        using (html.In("section", ("class", "card"), ("aria-labelledby", "next")))
        {
            html.Leaf("h2", "Next", ("id", "next"));
            if (model.Next.IsEmpty)
                html.Leaf("p", "Nothing is left to do for any stage.", ("class", "muted"));
            else
                Things(html, model.Next);
        }

        using (html.In("section", ("class", "card"), ("aria-labelledby", "waived")))
        {
            html.Leaf("h2", "Waived", ("id", "waived"));
            if (model.Verdict.Waivers.IsEmpty)
                html.Leaf("p", "Nothing is waived.", ("class", "muted"));
            else
                Waivers(html, model.Verdict.Waivers);
        }
    }

    private static void Things(MarkupWriter html, ImmutableArray<NextThing> things)
    {
        using var list = html.In("ol", ("class", "next"));
        foreach (var thing in things)
        {
            using var item = html.In("li");
            html.Leaf("b", thing.Title, ("dir", "auto"));
            html.Leaf("p", thing.Why, ("dir", "auto"));
            using var place = html.In("p", ("class", "muted small"));
            html.Leaf("code", thing.Rule);
            if (thing.Line > 0)
                html.Text($" · line {Numbers.Written(thing.Line)} of the manifest");
        }
    }

    private static void Waivers(MarkupWriter html, ImmutableArray<WaiverDocument> waivers)
    {
        using var list = html.In("ul", ("class", "plain"));
        foreach (var waiver in waivers.OrderBy(waiver => waiver.DaysLeft))
        {
            using var item = html.In("li");
            html.Leaf("code", waiver.Scope.Length > 0 ? $"{waiver.Rule} ({waiver.Scope})" : waiver.Rule);
            html.Leaf("p", $"until {waiver.Expires}, {Numbers.Counted(waiver.DaysLeft, "day")} left: {waiver.Reason}", ("dir", "auto"));
        }
    }

    private static void Facts(MarkupWriter html, ReportModel model)
    {
        var verdict = model.Verdict;
        ImmutableArray<RowDocument> asked = [.. verdict.Rows.Where(model.IsAsked)];
        (string Name, string Value, string More)[] facts =
        [
            ("Declared", verdict.Declared.Length > 0 ? verdict.Declared : "unknown", ""),
            ("Earned", (verdict.Earned ?? "none") + (verdict.HasWaivers ? "*" : ""), verdict.HasWaivers ? "with waivers" : ""),
            ("Profile", verdict.Profile.Length > 0 ? verdict.Profile : "unknown", ""),
            ("Target", verdict.Target.Length > 0 ? verdict.Target : "none", verdict.Target.Length > 0
                ? $"{Numbers.Written(verdict.Plan.Length)} of {Numbers.Counted(verdict.PlanSize, "row")} left"
                : ""),
            ("Proven", Numbers.Written(asked.Count(row => row.State == "proven")), $"of {Numbers.Counted(asked.Length, "row")}"),
            ("Waived", Numbers.Written(verdict.Waivers.Length), verdict.Waivers.IsEmpty
                ? ""
                : $"first until {verdict.Waivers.Min(waiver => waiver.Expires)}"),
            ("ML Test Score", verdict.MlTestScore is { } score ? Numbers.Written(score.Strict) : "none",
                verdict.MlTestScore?.Meaning ?? ""),
        ];
        using var list = html.In("dl", ("class", "facts"));
        foreach (var (name, value, more) in facts)
        {
            using var fact = html.In("div");
            html.Leaf("dt", name);
            using var said = html.In("dd");
            html.Leaf("strong", value);
            if (more.Length > 0)
                html.Text(" ").Leaf("small", more);
        }
    }
}
