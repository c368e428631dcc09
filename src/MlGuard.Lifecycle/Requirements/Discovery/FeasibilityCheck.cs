using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Discovery;

/// <summary>No product is built that its own team holds for impossible.</summary>
internal static class FeasibilityCheck
{
    public static RowAnswer Run(RowContext context) => context.First.Text switch
    {
        "no-go" =>
            RowAnswer.Of(Problem.Failed(
                "the verdict is no-go, and work goes on all the same", "Stop, or write down what changed.", context.First.Span)),
        "unknown" when context.Product.Declared == Stage.Mvp => RowAnswer.Declared("unknown, which mvp allows"),
        "unknown" =>
            RowAnswer.Of(Problem.Failed(
                "feasibility is unknown, which only mvp allows", "Decide, and write go or no-go.", context.First.Span)),
        _ => RowAnswer.Proven("go"),
    };
}
