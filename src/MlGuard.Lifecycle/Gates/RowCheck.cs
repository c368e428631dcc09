namespace MlGuard.Lifecycle.Gates;

/// <summary>The part of a row that is an algorithm. It is asked only when every value is present and well-formed.</summary>
internal delegate RowAnswer RowCheck(RowContext context);

/// <summary>A row and the product that it is decided on.</summary>
internal sealed record RowContext(Row Row, Product Product)
{
    public ImmutableArray<Manifest.Slot> Slots(string path) => Product.Manifest.Find(path);

    /// <summary>The first place of a field; every path has at least one.</summary>
    public Manifest.Slot Slot(string path) => Slots(path)[0];

    public Manifest.Slot First => Slot(Row.Fields[0].Path);
}
