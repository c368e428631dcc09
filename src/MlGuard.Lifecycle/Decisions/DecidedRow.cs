using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>A row after waivers and attestations.</summary>
/// <param name="Row">The row.</param>
/// <param name="State">Its state.</param>
/// <param name="Reason">Why, one sentence without a period.</param>
/// <param name="Open">The problems that nothing covers.</param>
/// <param name="Notice">Something to say although it is fulfilled.</param>
/// <param name="Span">Where.</param>
internal sealed record DecidedRow(Row Row, RowState State, string Reason, ImmutableArray<Problem> Open, Problem? Notice, Span Span)
{
    /// <summary>The highest stage for which the row is fulfilled; null for none.</summary>
    public Stage? Reaches { get; init; } = State >= RowState.Pending ? null : Stage.Maturity;

    public bool Fulfils(Stage stage) => Reaches >= stage;
}
