using MlGuard.Catalogue;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Code;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>
/// What every verdict says of its own ground, also when there is nothing to say: a line that is missing would look like a line that is
/// fine.
/// </summary>
internal static class StandingLines
{
    private const int NamesShown = 3;
    private const string None = "none";

    /// <summary>Nothing when the manifest cannot be read, and so nothing was looked at.</summary>
    public static ImmutableArray<string> Of(Verdict verdict) => verdict.ModeReason.Length == 0 ? [] : Lines(verdict);

    private static ImmutableArray<string> Lines(Verdict verdict) =>
        [
            $"mode      {verdict.Mode.ToString().ToLowerInvariant()}, because {verdict.ModeReason}",
            $"rows      {States(verdict.Rows.Where(row => StageOrder.IsWithin(row.Stage, verdict.DeclaredStage)))}",
            .. Target(verdict),
            $"projects  {Projects(verdict)}",
            $"left out  {LeftOut(verdict)}",
            $"evidence  {Evidence(verdict)}",
            $"findings  {Code(verdict)}",
            $"practices {Practices(verdict)}",
            $"waivers   {Waivers(verdict)}",
            $"severity  {Severities(verdict)}",
            $"floor     {(verdict.Floors.IsEmpty ? None : string.Join(", ", verdict.Floors))}",
            $"day       {Days.Written(verdict.Today)}",
        ];

    /// <summary>The four practices, at every stage: what is a suggestion at mvp is not seen on the command line.</summary>
    private static string Practices(Verdict verdict)
    {
        var open = verdict.Code.SelectMany(code => code.Findings).Where(finding => finding.IsOpen).ToLookup(finding => finding.Rule);
        return string.Join(
            " · ", $"predicting methods {Numbers.Written(verdict.Predictions)}",
            Fallback(open[RuleIds.UnguardedPrediction].Count(), open[RuleIds.HiddenFailure].Count()),
            Missing("observation", open[RuleIds.UnobservedPrediction].Count()),
            Missing("description", open[RuleIds.UndeclaredModel].Count() + open[RuleIds.UndocumentedContract].Count()),
            Missing("pipeline tests", verdict.UntestedPipelines.Length));
    }

    /// <summary>Where nothing is found nothing need be complete: a program that answers nobody is asked for no fallback.</summary>
    private static string Missing(string practice, int count) =>
        $"{practice} {(count == 0 ? "no finding" : $"missing {Numbers.Written(count)}")}";

    /// <summary>A handler that tells nobody is no missing fallback: it is there, and hides that the model failed.</summary>
    private static string Fallback(int missing, int hidden)
    {
        if (hidden == 0)
            return Missing("fallback", missing);
        var catches = $"{Numbers.Counted(hidden, "catch", "catches")} that {(hidden == 1 ? "tells" : "tell")} nobody of the failure "
            + $"({RuleIds.HiddenFailure})";
        return missing == 0 ? $"fallback with {catches}" : $"{Missing("fallback", missing)} and {catches}";
    }

    /// <summary>The rows of the stage that the product works towards, as its plan counts them: the stage itself is none.</summary>
    private static ImmutableArray<string> Target(Verdict verdict)
    {
        if (verdict.Target.Length == 0)
            return [];
        var asked = verdict.Rows.Where(row => row.Rule != "stage"
            && row.State != RowState.NotApplicable
            && StageOrder.IsWithin(row.BindsFrom, verdict.Target));
        var left = $"{Numbers.Written(verdict.Plan.Length)} of {Numbers.Counted(verdict.PlanSize, "row")} left";
        var partly = asked.Where(row => row.State < RowState.Pending && verdict.Plan.Contains(row.Rule)).ToImmutableArray();
        return
        [
            $"target    {verdict.Target}: {left}: {States(asked.Except(partly))}"
                + (partly.IsEmpty ? "" : $" · {Numbers.Written(partly.Length)} fulfilled for {verdict.DeclaredStage} alone"),
        ];
    }

    private static string States(IEnumerable<RowVerdict> rows)
    {
        var asked = rows.ToLookup(row => row.State);
        return string.Join(" · ", RowStates.All.Where(asked.Contains)
            .Select(state => $"{Numbers.Written(asked[state].Count())} {RowStates.NameOf(state)}"
                + (state >= RowState.Pending && asked[state].All(row => !row.Binds) ? " (not binding yet)" : "")));
    }

    private static string Projects(Verdict verdict)
    {
        ImmutableArray<FactsVerdict> used = [.. verdict.Facts.Where(facts => facts.Stale.Length == 0)];
        ImmutableArray<FactsVerdict> stale = [.. verdict.Facts.Where(facts => facts.Stale.Length > 0)];
        var configurations = used.Select(facts => facts.Configuration).Where(name => name.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        return string.Concat(
            Numbers.Counted(used.Length, "assembly", "assemblies"),
            configurations.IsEmpty ? "" : $" of {string.Join(", ", configurations)}",
            verdict.AreFactsFound ? ", from facts that were found and not made by this build" : ", as this build made them",
            stale.IsEmpty
                ? ""
                : $"; {Numbers.Written(stale.Length)} stale and not used ({stale[0].Project}: {stale[0].Stale})");
    }

    private static string LeftOut(Verdict verdict) =>
        verdict.Unseen.IsEmpty
            ? None
            : Named(verdict.Unseen.Select(project => $"{project.Project} ({project.Why})"), "; ");

    private static string Evidence(Verdict verdict)
    {
        var bound = verdict.Evidence.Count(evidence => evidence.Unbound.Length == 0);
        var free = verdict.Evidence.Where(evidence => evidence.Unbound.Length > 0 && !evidence.IsModel)
            .ToLookup(evidence => evidence.IsOfModel);
        string[] parts =
        [
            bound > 0 ? $"{Numbers.Written(bound)} sealed in this build" : "",
            free[true].Any() ? $"{Numbers.Written(free[true].Count())} bound to the model" : "",
            free[false].Any()
                ? $"{Numbers.Written(free[false].Count())} unbound: "
                    + Named(free[false].OrderBy(IsNumber).Select(evidence => $"{evidence.Path} ({evidence.Unbound})"), ", ")
                    + "; 'dotnet test' seals what it writes, 'mlguard seal PROJECT' the rest"
                : "",
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0).DefaultIfEmpty(None));
    }

    /// <summary>A stage asks for the seals of results and coverage, so they are named before numbers.</summary>
    private static bool IsNumber(EvidenceVerdict evidence) => evidence.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static string Code(Verdict verdict)
    {
        ImmutableArray<ProjectCode> unseen = [.. verdict.Code.Where(code => code.Unseen.Length > 0)];
        var open = verdict.Code.SelectMany(code => code.Findings).Where(finding => finding.IsOpen)
            .ToLookup(finding => FindingsCheck.IsAsked(finding.Rule));
        var justified = verdict.Code.Sum(code => code.Findings.Count(finding => !finding.IsOpen));
        return $"{Numbers.Written(open[true].Count())} open"
            + (open[false].Any() ? $", and {Numbers.Written(open[false].Count())} of advice" : "")
            + (justified > 0 ? $", {Numbers.Written(justified)} suppressed with a reason" : "")
            + (unseen.IsEmpty ? "" : $"; unseen: {Named(unseen.Select(code => $"{code.Project} ({code.Unseen})"), ", ")}");
    }

    private static string Waivers(Verdict verdict) =>
        verdict.Waivers.IsEmpty
            ? None
            : Named(
                verdict.Waivers.OrderBy(waiver => waiver.DaysLeft).Select(waiver =>
                    $"{waiver.Rule}{(waiver.Scope.Length > 0 ? $" ({waiver.Scope})" : "")} until {Days.Written(waiver.Expires)}"),
                ", ");

    private static string Severities(Verdict verdict)
    {
        string[] parts =
        [
            Part("raised", verdict.Severities.Where(row => row.IsRaised)),
            Part("lowered", verdict.Severities.Where(row => row is { IsRaised: false, Holds: true, Chosen: not "error" })),
            Part("asked lower and not followed", verdict.Severities.Where(row => !row.Holds)),
        ];
        return parts.Any(part => part.Length > 0) ? string.Join("; ", parts.Where(part => part.Length > 0)) : None;
    }

    private static string Part(string what, IEnumerable<SeverityVerdict> rows) =>
        rows.Any() ? $"{what}: {Named(rows.Select(row => row.Rule), ", ")}" : "";

    private static string Named(IEnumerable<string> names, string between)
    {
        ImmutableArray<string> all = [.. names];
        return string.Join(between, all.Take(NamesShown)) + (all.Length > NamesShown ? $"{between}{all.Length - NamesShown} more" : "");
    }
}
