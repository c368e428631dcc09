namespace MlGuard.Lifecycle.Evidence.Data;

/// <summary>How a text file is written, and what its columns hold, as its beginning shows it.</summary>
/// <param name="Separator">What stands between its cells.</param>
/// <param name="HasHeader">Whether its first line names the columns; null when it may or may not.</param>
/// <param name="Columns">In order.</param>
internal sealed record DataShape(char Separator, bool? HasHeader, ImmutableArray<DataColumn> Columns)
{
    private const int FewestInSequence = 3;
    private const double ClearlyMore = 0.2;

    private static readonly ImmutableArray<char> s_separators = [',', ';', '\t', '|', ' '];

    /// <summary>The shape of <paramref name="text"/>, whole lines of a file; null when it may be read in more than one way.</summary>
    public static DataShape? Of(string text)
    {
        // What ML.NET takes for comments and options.
        if (text.StartsWith("#@", StringComparison.Ordinal) || text.Contains("\n//") || text.StartsWith("//", StringComparison.Ordinal))
            return null;

        var readings = s_separators.Select(separator => (Separator: separator, Records: SeparatedText.Read(text, separator)))
            .Where(reading => reading.Records is { Count: >= 2 } records && IsTable(records))
            .Select(reading => (reading.Separator, Records: reading.Records!, Typed: TypedShare(reading.Records!)))
            .Where(reading => reading.Separator != ' ' || reading.Typed >= 1)
            .OrderByDescending(reading => reading.Typed).ToList();
        if (readings.Count == 0 || (readings.Count > 1 && readings[0].Typed - readings[1].Typed < ClearlyMore))
            return null;

        return Of(readings[0].Separator, readings[0].Records);
    }

    private static bool IsTable(List<Cell[]> records) =>
        records[0].Length >= 2 && records.All(record => record.Length == records[0].Length);

    private static double TypedShare(List<Cell[]> records) =>
        records.Skip(1).SelectMany(record => record).Average(cell => (cell.Kinds & (CellKinds.Typed | CellKinds.Missing)) != 0 ? 1.0 : 0.0);

    private static DataShape Of(char separator, List<Cell[]> records)
    {
        var hasHeader = HeaderIn(records);
        var rows = hasHeader == false ? records : [.. records.Skip(1)];
        return new(separator, hasHeader,
        [
            .. records[0].Select((first, index) => DataColumn.Of(
                hasHeader == true ? first.Text : "", [.. rows.Select(row => row[index])], separator)),
        ]);
    }

    private static bool? HeaderIn(List<Cell[]> records)
    {
        var first = records[0];
        var below = first.Select((_, index) =>
            records.Skip(1).Aggregate(CellKinds.None, (kinds, row) => kinds | row[index].Kinds)).ToArray();
        var isBelowTyped = below.Select(kinds =>
            (kinds & CellKinds.Text) == 0 && (kinds & CellKinds.Typed) != 0).ToArray();
        var typed = first.Select((cell, index) => isBelowTyped[index] && (cell.Kinds & CellKinds.Typed) != 0).ToArray();
        var names = first.Select((cell, index) => isBelowTyped[index] && cell.Kinds == CellKinds.Text).ToArray();
        if (names.Contains(true))
            return first.All(cell => cell.Kinds is CellKinds.Text) && Differ(first) ? true : null;
        return typed.Contains(true) && !MayBeNames([.. first.Where((_, index) => typed[index])]) ? false : null;
    }

    private static bool Differ(Cell[] cells) => cells.Select(cell => cell.Text).Distinct(StringComparer.Ordinal).Count() == cells.Length;

    /// <summary>Years and numbers in sequence are names of columns too.</summary>
    private static bool MayBeNames(Cell[] cells)
    {
        if (cells.Any(cell => (cell.Kinds & (CellKinds.Bit | CellKinds.Integer)) == 0))
            return false;
        var numbers = cells.Select(cell => int.Parse(cell.Text, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return numbers.All(number => number is >= 1900 and <= 2100)
            || (numbers.Length >= FewestInSequence
                && Enumerable.Range(1, numbers.Length - 1).All(i => (long)numbers[i] - numbers[i - 1] == 1));
    }
}
