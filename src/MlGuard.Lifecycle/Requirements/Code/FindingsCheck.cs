using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Code;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Code;

/// <summary>The findings that the compiler logged, by the stage that asks for none of them.</summary>
internal static class FindingsCheck
{
    private const int Shown = 3;
    private const string Security = "MLG7";
    private const string LogRemedy =
        "Build it with MlGuard's analyzers on and -t:MlGuardGate as a command of its own, or waive the project.";

    private const string WaiverRemedy = "Look through its code by hand, and waive the project.";

    private static readonly ImmutableArray<Stage> s_stages = [Stage.Mvp, Stage.Growth, Stage.Maturity];

    private static readonly ImmutableDictionary<string, Tier> s_tiers =
        CodeRules.All.ToImmutableDictionary(rule => rule.Id, rule => rule.Tier, StringComparer.Ordinal);

    public static RowAnswer Run(RowContext context)
    {
        var span = Span.At(1, 1);
        var reached = s_stages.TakeWhile(stage => ProblemsAt(context.Product.Code, stage, span).IsEmpty).Select(stage => (Stage?)stage)
            .DefaultIfEmpty(null).Max();
        var problems = ProblemsAt(context.Product.Code, context.Product.Declared, span);
        return problems.IsEmpty
            ? RowAnswer.Proven(Reason(context.Product, Ahead(context.Product, span))) with { Reaches = reached }
            : RowAnswer.Of(problems) with { Reaches = reached };
    }

    /// <summary>Whether any stage asks that nothing of a rule is open: of advice and opinions none does.</summary>
    public static bool IsAsked(string rule) => Asks(Stage.Maturity, rule);

    /// <summary>Whether a stage asks that nothing of a rule is open.</summary>
    private static bool Asks(Stage stage, string rule) => s_tiers.TryGetValue(rule, out var tier) && stage switch
    {
        Stage.Mvp => tier == Tier.Bug && rule.StartsWith(Security, StringComparison.Ordinal),
        Stage.Growth => tier == Tier.Bug,
        _ => tier is Tier.Bug or Tier.Practice,
    };

    private static ImmutableArray<Problem> ProblemsAt(ImmutableArray<ProjectCode> code, Stage stage, Span span) =>
    [
        .. code.Where(project => project.Unseen.Length > 0).Select(project => Problem.Absent(
            $"the findings of '{Quoted.Short(project.Project)}' are unseen, since {project.Unseen}",
            project.IsForeign ? WaiverRemedy : LogRemedy, span) with
        {
            Scope = project.Project,
        }),
        .. from project in code
           from rule in project.SwitchedOff
           where Asks(stage, rule)
           select Problem.Failed(
               $"{rule} is switched off in '{Quoted.Short(project.Project)}', so what it would find is open",
               "Turn it on, and suppress with a reason what is meant to be so.", span) with { Scope = rule },
        .. from project in code
           from found in project.Findings.Where(finding => finding.IsOpen && Asks(stage, finding.Rule)).ToLookup(finding => finding.Rule)
           select Problem.Failed(What(found.Key, [.. found]), "Fix it, or suppress it with a justification.", span) with
           {
               Scope = found.Key,
           },
    ];

    /// <summary>What keeps the code from the target, where it is all that the declared stage asks; empty where nothing does.</summary>
    private static string Ahead(ProductSnapshot product, Span span)
    {
        if (product.Target is not { } target || ProblemsAt(product.Code, target, span) is not { IsEmpty: false } ahead)
            return "";
        return $"; {target.ToString().ToLowerInvariant()} asks for more, and {ahead[0].What}"
            + (ahead.Length > 1 ? $" ({Numbers.Written(ahead.Length - 1)} more to close)" : "");
    }

    private static string What(string rule, ImmutableArray<CodeFinding> found) =>
        $"{rule} is open in {string.Join(", ", found.Take(Shown).Select(Place))}"
            + (found.Length > Shown ? $" and {Numbers.Written(found.Length - Shown)} more" : "");

    private static string Place(CodeFinding finding) =>
        $"{Quoted.Short(finding.File)}({Numbers.Written(finding.Line)})"
            + (finding.IsSuppressed ? ", suppressed without a justification" : "");

    private static string Reason(ProductSnapshot product, string ahead)
    {
        var code = product.Code;
        var stage = (ahead.Length == 0 ? product.Target : null) ?? product.Declared;
        var justified = code.SelectMany(project => project.Findings).Where(finding => !finding.IsOpen).GroupBy(finding => finding.Rule)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {Numbers.Counted(group.Count(), "time")}")
            .ToImmutableArray();
        return $"the compiler's log of {Numbers.Counted(code.Length, "project")}, tests left out, holds none that "
            + $"{stage.ToString().ToLowerInvariant()} asks to close"
            + (justified.IsEmpty ? "" : $"; suppressed with a reason: {string.Join(", ", justified)}")
            + ahead;
    }
}
