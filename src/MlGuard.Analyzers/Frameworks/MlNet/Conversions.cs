namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>Which kinds of items <c>ConvertType</c> turns into which: ML.NET's standard conversions (<c>Conversion.cs</c>).</summary>
internal static class Conversions
{
    private const ItemKinds FromSigned = ItemKinds.Signed | ItemKinds.Real | ItemKinds.Boolean | ItemKinds.Text;
    private const ItemKinds FromUnsigned = ItemKinds.Unsigned | ItemKinds.RowId | ItemKinds.Real | ItemKinds.Boolean | ItemKinds.Text;
    private const ItemKinds FromReal = ItemKinds.Real | ItemKinds.Boolean | ItemKinds.Text;
    private const ItemKinds FromTime = ItemKinds.Int64 | ItemKinds.Real | ItemKinds.Text;

    private static readonly ImmutableArray<(ItemKinds From, ItemKinds To)> s_rows =
    [
        (ItemKinds.Signed, FromSigned),
        (ItemKinds.Unsigned, FromUnsigned),
        (ItemKinds.RowId, ItemKinds.Unsigned | ItemKinds.Text),
        (ItemKinds.Real, FromReal),
        (ItemKinds.Text, ItemKinds.Standard),
        (ItemKinds.Boolean, FromSigned),
        (ItemKinds.TimeSpan, FromTime),
        (ItemKinds.DateTime, FromTime | ItemKinds.DateTime),
        (ItemKinds.DateTimeOffset, FromTime),
    ];

    /// <summary>The kinds from which there is a way to <paramref name="target"/>.</summary>
    public static ItemKinds Into(ItemKinds target) =>
        s_rows.Where(row => (row.To & target) != 0).Aggregate((ItemKinds)0, (sum, row) => sum | row.From);
}
