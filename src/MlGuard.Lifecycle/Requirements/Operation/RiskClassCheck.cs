using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Operation;

/// <summary>The risk class under the EU AI Act, Art. 5 and 6, said once a year.</summary>
internal static class RiskClassCheck
{
    private const int LimitDays = 365;

    public static RowAnswer Run(RowContext context)
    {
        var risk = context.Entry(ManifestPaths.GovernanceEuAiActClass);
        if (risk.Text == "prohibited")
            return RowAnswer.Of(Problem.Failed(
                "the product is of a kind that Article 5 of the EU AI Act prohibits", "Stop.", risk.Span) with { IsWaivable = false });
        return AgeCheck.ProblemOf(context.Product, context.Entry("governance.euAiAct.date"), "the classification", LimitDays) is { } problem
            ? RowAnswer.Of(problem)
            : RowAnswer.Proven($"{risk.Text}, and says why");
    }
}
