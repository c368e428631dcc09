using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>Everything that is decided about a product in one phase, computed once and read by findings, score and verdict.</summary>
/// <param name="Product">What it was decided on.</param>
/// <param name="Acceptances">The waivers and attestations.</param>
/// <param name="Rows">Every row, in the order of the lifecycle.</param>
/// <param name="Remarks">What to say about waivers and attestations.</param>
internal sealed record Decision(
    ProductSnapshot Product, Acceptances Acceptances, ImmutableArray<DecidedRow> Rows, ImmutableArray<Remark> Remarks)
{
    public static Decision Of(ProductSnapshot product) => Of(product, Acceptances.Of(product));

    public static Decision Of(ProductSnapshot product, Acceptances acceptances)
    {
        var (rows, remarks) = RowDecision.Run(product, acceptances);
        return new(product, acceptances, rows, [.. acceptances.Remarks, .. remarks]);
    }
}
