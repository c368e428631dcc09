using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Data;

/// <summary>What a data file and the loader that reads it do not agree about.</summary>
internal static class FileChecks
{
    private const CellKinds NoReal = CellKinds.Text | CellKinds.Day | CellKinds.Truth;
    private const CellKinds NoInteger = NoReal | CellKinds.Real | CellKinds.Comma | CellKinds.Missing;
    private const ItemKinds UpTo32Bits =
        ItemKinds.SByte | ItemKinds.Byte | ItemKinds.Int16 | ItemKinds.UInt16 | ItemKinds.Int32 | ItemKinds.UInt32;

    private static readonly ImmutableArray<Func<string, DataFileShape, LoaderSettings, Contradiction?>> s_checks =
        [Separator, LineEnds, Quotes, Header, LastColumn, DecimalMark, Kinds, Names];

    private static readonly ImmutableHashSet<string> s_roles = ["label", "features", "weight", "groupid", "score"];

    /// <summary>The first of them: one often is the reason of the next.</summary>
    public static Contradiction? First(string file, DataFileShape shape, LoaderSettings loader) => loader.ReadsWholeLines
        ? null
        : s_checks.Select(check => check(file, shape, loader)).FirstOrDefault(contradiction => contradiction is not null);

    private static Contradiction? Separator(string file, DataFileShape shape, LoaderSettings loader) =>
        loader.Separator is { } separator && separator != shape.Separator
            ? new(
                $"the cells of '{file}' are separated by {NameOf(shape.Separator)}, and the loader looks for {NameOf(separator)}",
                "every column after the first comes out empty without an error", $"Set the separator to {LiteralOf(shape.Separator)}.",
                loader.PlaceOf("SeparatorChar"))
            : null;

    private static Contradiction? LineEnds(string file, DataFileShape shape, LoaderSettings loader) =>
        shape.Columns.FirstOrDefault(column => column.HoldsLineEnd) is not null
        && (loader.AllowsQuotes == false || loader.ReadsMultilines == false)
            ? new(
                $"cells of '{file}' go over several lines, and the loader takes each line for a row", "their rows are torn apart",
                "Set AllowQuoting and ReadMultilines in TextLoader.Options.", loader.PlaceOf("ReadMultilines"))
            : null;

    private static Contradiction? Quotes(string file, DataFileShape shape, LoaderSettings loader)
    {
        if (loader.AllowsQuotes != false)
            return null;

        for (var i = 0; i < shape.Columns.Length; i++)
        {
            var isShifted = shape.Columns[i].HoldsSeparator && loader.Columns.Any(column => column.Last >= i);
            var isNoText = shape.Columns[i].IsQuoted
                && loader.Columns.Any(column => column.First <= i && i <= column.Last && IsNumberOrFlag(column.Items));
            if (isShifted || isNoText)
                return new(
                    isShifted
                        ? $"column {i} of '{file}' holds separators in quotes, and the loader knows no quotes"
                        : $"column {i} of '{file}' stands in quotes, and the loader knows no quotes",
                    isShifted ? "the cells behind them are shifted" : "its cells cannot be read", "Set allowQuoting to true.",
                    loader.PlaceOf("AllowQuoting"));
        }

        return null;
    }

    private static Contradiction? Header(string file, DataFileShape shape, LoaderSettings loader) =>
        (shape.HasHeader, loader.HasHeader) switch
    {
        (true, false) => new(
            $"'{file}' begins with the names of its columns, and the loader takes them for a row", "the first row is garbage",
            "Set hasHeader to true.", loader.PlaceOf("HasHeader")),
        (false, true) => new(
            $"'{file}' begins with data, and the loader takes it for the names of columns", "the first row is lost",
            "Set hasHeader to false.", loader.PlaceOf("HasHeader")),
        _ => null,
    };

    private static Contradiction? LastColumn(string file, DataFileShape shape, LoaderSettings loader) =>
        loader.Columns.FirstOrDefault(column => column.Last >= shape.Columns.Length) is { } beyond
            ? new(
                $"'{beyond.Name}' reads column {beyond.Last}, and the last of '{file}' is {shape.Columns.Length - 1}",
                "it comes out empty without an error", "Count the columns from 0.", loader.PlaceOf(setting: null))
            : null;

    private static Contradiction? DecimalMark(string file, DataFileShape shape, LoaderSettings loader)
    {
        if (loader.DecimalMarker is not { } marker)
            return null;

        var other = marker == ',' ? CellKinds.Real : CellKinds.Comma;
        return FirstOf(shape, loader, (column, cells) => (column.Items & ~ItemKinds.Real) == 0 && (cells.Kinds & other) != 0) is { } wrong
            ? new(
                $"'{wrong.Name}' has {(marker == ',' ? "points" : "commas")} in the numbers of '{file}', and the loader expects '{marker}'",
                "they come out as NaN without an error", $"Set DecimalMarker to '{(marker == ',' ? '.' : ',')}' in TextLoader.Options.",
                loader.PlaceOf("DecimalMarker"))
            : null;
    }

    private static Contradiction? Kinds(string file, DataFileShape shape, LoaderSettings loader) =>
        FirstOf(shape, loader, static (column, cells) => !CanRead(column.Items, cells.Kinds)) is { } wrong
            ? new(
                $"'{wrong.Name}' is read as {ColumnType.Of(wrong.Items, Shapes.Scalar)}, and column {wrong.First} of '{file}' holds "
                    + "something else",
                (wrong.Items & ItemKinds.Real) != 0 ? "its cells come out as NaN without an error" : "reading it throws",
                "Read another column, or another type.", loader.PlaceOf(setting: null))
            : null;

    private static Contradiction? Names(string file, DataFileShape shape, LoaderSettings loader)
    {
        var names = shape.Columns.Select(column => Plain(column.Name)).ToList();
        foreach (var column in loader.Columns)
        {
            var name = Plain(column.Name);
            if (column.First != column.Last || s_roles.Contains(name) || column.First >= names.Count || names[column.First] == name
                || names.Count(other => other == name) != 1)
                continue;
            var meant = names.IndexOf(name);
            if (!loader.Columns.Any(other => other.Name == column.Name && other.First <= meant && meant <= other.Last))
                return new(
                    $"'{column.Name}' reads column {column.First} of '{file}', which is called '{shape.Columns[column.First].Name}'",
                    "it holds the values of another", $"Read column {meant}.", loader.PlaceOf(setting: null));
        }

        return null;
    }

    private static LoadedColumn? FirstOf(
        DataFileShape shape, LoaderSettings loader, Func<LoadedColumn, DataFileColumn, bool> isWrong)
    {
        foreach (var column in loader.Columns)
        {
            for (var i = column.First; i <= column.Last && i < shape.Columns.Length; i++)
            {
                if (isWrong(column, shape.Columns[i]))
                    return column with { First = i };
            }
        }

        return null;
    }

    private static bool CanRead(ItemKinds items, CellKinds cells) => items switch
    {
        ItemKinds.Single or ItemKinds.Double => (cells & NoReal) == 0,
        ItemKinds.Boolean => (cells & (CellKinds.Text | CellKinds.Day | CellKinds.Missing | CellKinds.Real | CellKinds.Comma)) == 0
            && ((cells & (CellKinds.Integer | CellKinds.Large)) == 0 || (cells & CellKinds.Negative) != 0),
        _ when (items & ~(ItemKinds.Signed | ItemKinds.Unsigned)) == 0 => (cells & NoInteger) == 0
            && ((items & UpTo32Bits) == 0 || (cells & CellKinds.Large) == 0)
            && ((items & ItemKinds.Unsigned) == 0 || (cells & CellKinds.Negative) == 0),
        _ => true,
    };

    private static bool IsNumberOrFlag(ItemKinds items) => (items & ~(ItemKinds.Number | ItemKinds.Boolean)) == 0;

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static string NameOf(char separator) => separator switch { '\t' => "tabs", ' ' => "blanks", _ => $"'{separator}'" };

    private static string LiteralOf(char separator) => separator == '\t' ? @"'\t'" : $"'{separator}'";
}
