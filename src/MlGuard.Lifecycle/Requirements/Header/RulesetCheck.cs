using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Header;

/// <summary>The pinned rule pack is one that this MlGuard knows.</summary>
internal static class RulesetCheck
{
    public static RowAnswer Run(RowContext context) =>
        RuleSets.All.Contains(context.First.Text!)
            ? RowAnswer.Proven($"pins {context.First.Text}")
            : RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(context.First.Text!)}' is no rule pack of this MlGuard, so nothing is pinned",
                Nearest.Remedy(context.First.Text!, RuleSets.All, $"Write {RuleSets.All[RuleSets.All.Length - 1]}."), context.First.Span));
}
