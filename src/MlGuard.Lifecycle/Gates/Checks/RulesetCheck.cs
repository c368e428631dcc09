using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>The pinned rule pack is one that this MlGuard knows.</summary>
internal static class RulesetCheck
{
    public static RowAnswer Run(RowContext context) =>
        RuleSets.All.Contains(context.First.Text!)
            ? RowAnswer.Proven($"pins {context.First.Text}")
            : RowAnswer.Of(Problem.Failed($"'{Quoted.Short(context.First.Text!)}' is no rule pack of this MlGuard, so nothing is pinned", Nearest.Remedy(context.First.Text!, RuleSets.All, $"Write {RuleSets.All[RuleSets.All.Length - 1]}."), context.First.Span));
}
