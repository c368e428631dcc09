namespace MlGuard.Lifecycle.Evidence.Data;

/// <summary>One column of a text file.</summary>
/// <param name="Name">As its header calls it; empty when there is none.</param>
/// <param name="Kinds">What its cells look like.</param>
/// <param name="IsQuoted">Whether quotes stand around one of them.</param>
/// <param name="HoldsSeparator">Whether one of them holds the separator, in quotes.</param>
/// <param name="HoldsLineEnd">Whether one of them goes over a line's end.</param>
/// <param name="Scale">The power of ten of its largest number; null when it has none.</param>
internal sealed record DataColumn(string Name, CellKinds Kinds, bool IsQuoted, bool HoldsSeparator, bool HoldsLineEnd, int? Scale)
{
    public static DataColumn Of(string name, IReadOnlyCollection<Cell> cells, char separator) => new(
        name,
        cells.Aggregate(CellKinds.None, (kinds, cell) => kinds | cell.Kinds),
        cells.Any(cell => cell.IsQuoted),
        cells.Any(cell => cell.Text.IndexOf(separator) >= 0),
        cells.Any(cell => cell.Text.IndexOfAny(['\r', '\n']) >= 0),
        cells.Select(ScaleOf).Max());

    private static int? ScaleOf(Cell cell) =>
        (cell.Kinds & CellKinds.Number) != 0
        && double.TryParse(
            cell.Text.Replace(',', '.'), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture,
            out var value)
        && value is not 0 && !double.IsInfinity(value)
            ? (int)Math.Floor(Math.Log10(Math.Abs(value)))
            : null;
}
