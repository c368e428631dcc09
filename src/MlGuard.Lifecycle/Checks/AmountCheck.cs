using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>An amount of money that is one.</summary>
internal static class AmountCheck
{
    public static RowAnswer Run(RowContext context) =>
        MeasureParser.TryParse(context.First.Text!, out var amount) && amount.Amount > 0
            ? RowAnswer.Proven($"{Quoted.Short(context.First.Text!)}")
            : RowAnswer.Of(Problem.Failed(
                $"'{context.First.Path}' is not above zero, so {context.Row.Without}", "Write what it is worth.", context.First.Span));
}
