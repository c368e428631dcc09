using System.Globalization;
using System.Text;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;
namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>The verdict as a few lines of plain text.</summary>
internal static class TerminalReport
{
    private const int NamesShown = 3;

    /// <summary>The block that ends a build: product, stages, the states of each section, and what the next stage asks for.</summary>
    public static string Write(Verdict verdict)
    {
        var text = new StringBuilder();
        text.Append(Headline(verdict)).Append('\n');
        var asked = verdict.Rows.Where(row => IsAsked(row, verdict.DeclaredStage)).GroupBy(row => row.Section).ToImmutableArray();
        var width = asked.IsEmpty ? 0 : asked.Max(section => section.Key.Length);
        foreach (var section in asked)
            text.Append("  ").Append(section.Key.PadRight(width + 2)).Append(States(verdict, section)).Append('\n');
        string?[] last = [Open(verdict), Score(verdict), Next(verdict), NotAsked(verdict), .. StandingLines.Of(verdict)];
        foreach (var line in last.OfType<string>())
            text.Append("  ").Append(line).Append('\n');
        return text.ToString();
    }

    private static string Headline(Verdict verdict)
    {
        if (verdict.DeclaredStage.Length == 0)
            return "MlGuard lifecycle: the manifest cannot be read, so no stage is earned";
        var product = string.Join(" ", new[] { verdict.Product, verdict.Version }.Where(part => part.Length > 0));
        var ruleset = verdict.Ruleset.Length > 0 ? $"   ruleset {verdict.Ruleset}" : "";
        return $"MlGuard lifecycle: {product}   declared {verdict.DeclaredStage} · earned "
            + $"{verdict.EarnedStage ?? "none"}{(verdict.HasWaivers ? "*" : "")}{Target(verdict)}{Profile(verdict)}{ruleset}";
    }

    /// <summary>A profile that nobody named is the usual one, and nothing to say.</summary>
    private static string Profile(Verdict verdict) => verdict.IsProfileNamed ? $" · profile {verdict.Profile}" : "";

    private static string? NotAsked(Verdict verdict) =>
        verdict.Rows.Count(row => !row.IsAsked) is > 0 and var count
            ? $"Not asked by profile {verdict.Profile}: {Numbers.Counted(count, "row, which is", "rows, which are")} advice"
            : null;

    private static string Target(Verdict verdict)
    {
        if (verdict.Target.Length == 0)
            return "";
        return verdict.Plan.IsEmpty
            ? $" · target {verdict.Target}, ready to be claimed"
            : $" · target {verdict.Target}, {Numbers.Written(verdict.Plan.Length)} of {Numbers.Counted(verdict.PlanSize, "row")} left";
    }

    /// <summary>The rows that the declared stage speaks of, and those that somebody answered early.</summary>
    private static bool IsAsked(RowVerdict row, string declared) =>
        StageOrder.IsWithin(row.Stage, declared);

    private static string States(Verdict verdict, IEnumerable<RowVerdict> rows)
    {
        var list = rows.ToImmutableArray();
        return string.Join(" · ", from state in RowStates.All
                                  let found = list.Where(row => row.State == state).ToImmutableArray()
                                  where !found.IsEmpty
                                  select $"{Numbers.Written(found.Length)} {RowStates.NameOf(state)}{Named(verdict, state, found)}");
    }

    /// <summary>Who reads the summary wants to know which rows are not simply fine.</summary>
    private static string Named(Verdict verdict, RowState state, ImmutableArray<RowVerdict> rows) =>
        state switch
        {
            RowState.Proven or RowState.NotApplicable or RowState.Declared => "",
            RowState.Waived => $" ({Waived(verdict, rows)})",
            RowState.Attested or RowState.Unbound => $" ({Names(rows)})",
            _ => $" ({Open(rows)})",
        };

    /// <summary>A gap beside an earned stage says that it does not bind yet.</summary>
    private static string Open(ImmutableArray<RowVerdict> rows) =>
        rows.All(row => row.Binds)
            ? Names(rows)
            : string.Join(", ", rows.Take(NamesShown).Select(row => row.Binds ? row.Rule : $"{row.Rule}, {Later(row)}"))
                + (rows.Length > NamesShown ? ", ..." : "");

    private static string Later(RowVerdict row) =>
        row.BindsFrom.Length == 0 ? "which binds no stage" : $"which binds from {row.BindsFrom} on";

    private static string Waived(Verdict verdict, ImmutableArray<RowVerdict> rows) =>
        string.Join("; ", rows.Take(NamesShown).Select(row => Waived(verdict, row))) + (rows.Length > NamesShown ? "; ..." : "");

    private static string Waived(Verdict verdict, RowVerdict row)
    {
        ImmutableArray<WaiverVerdict> waivers =
        [
            .. verdict.Waivers.Where(waiver => waiver.Rule == row.Rule).OrderBy(waiver => waiver.DaysLeft),
        ];
        var scopes = string.Concat(waivers.Where(waiver => waiver.Scope.Length > 0).Select(waiver => $", {waiver.Scope}"));
        return waivers.IsEmpty ? row.Rule : $"{row.Rule}{scopes}, {Numbers.Counted(waivers[0].DaysLeft, "day")} left";
    }

    private static string? Score(Verdict verdict)
    {
        if (verdict.Score is not { } score || verdict.DeclaredStage == "mvp")
            return null;
        var sections = string.Join(" · ", score.Sections.Select(section => $"{SectionName(section.Section)} {Number(section.Points)}"));
        var weakest = score.Sections.Where(section => section.Points <= score.Strict).Select(section => SectionName(section.Section));
        var adjusted = Math.Abs(score.Adjusted - score.Strict) > 0.001 ? $", {Number(Math.Round(score.Adjusted, 1))} adjusted" : "";
        return $"ML Test Score {Number(score.Strict)} strict{adjusted} ({sections}) weakest: {string.Join(", ", weakest)}";
    }

    private static string SectionName(string section) => section == "monitor" ? "monitoring" : section;

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string? Open(Verdict verdict)
    {
        ImmutableArray<RowVerdict> open = [.. verdict.Rows.Where(row => row.Binds && row.Rule != "stage" && row.IsOpen)];
        if (open.IsEmpty || verdict.EarnedStage == verdict.DeclaredStage)
            return null;
        return verdict.KnownGaps.Length == open.Length
            ? $"Not earned yet ({verdict.DeclaredStage}): {Gaps(verdict.KnownGaps.Length)}, all in the baseline"
            : $"Not earned yet ({verdict.DeclaredStage}): {open[0].Rule}: "
                + $"{open[0].Reason}{(open.Length > 1 ? $"; {open.Length - 1} more" : "")}";
    }

    private static string? Next(Verdict verdict)
    {
        if (verdict.Target.Length > 0)
            return verdict.Plan.IsEmpty
                ? $"Target ({verdict.Target}): no gaps. 'mlguard promote {verdict.Target} --claim' or -t:MlGuardClaim moves the stage"
                : $"Target ({verdict.Target}): {Gaps(verdict.Plan.Length)}, first: "
                    + string.Join(", ", verdict.Plan.Take(NamesShown)) + (verdict.Plan.Length > NamesShown ? ", ..." : "");
        if (StageOrder.After(verdict.DeclaredStage) is not { } next)
            return null;
        ImmutableArray<RowVerdict> gaps =
        [
            .. verdict.Rows.Where(row => !StageOrder.IsWithin(next, row.Reaches)
                && StageOrder.IsWithin(row.Stage, next)
                && row.Rule != "stage"
                && (row.Stage == next || !row.Binds)),
        ];
        return gaps.IsEmpty
            ? $"Next stage ({next}): no gaps"
            : $"Next stage ({next}): {Gaps(gaps.Length)}, first: {Names(gaps)}";
    }

    private static string Gaps(int count) => Numbers.Counted(count, "gap");

    private static string Names(ImmutableArray<RowVerdict> rows) =>
        string.Join(", ", rows.Take(NamesShown).Select(row => row.Rule)) + (rows.Length > NamesShown ? ", ..." : "");
}
