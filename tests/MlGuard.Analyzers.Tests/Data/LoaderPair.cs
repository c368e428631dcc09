using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using TextLoader = Microsoft.ML.Data.TextLoader;

namespace MlGuard.Analyzers.Tests.Data;

/// <summary>A file, and a loader that was written for it by somebody who may have been mistaken.</summary>
internal sealed class LoaderPair
{
    private static readonly string[] s_words = ["red", "green", "light blue", "it was fine", "late again", "x9"];
    private static readonly DataKind[] s_kinds = [DataKind.Single, DataKind.Int32, DataKind.Boolean, DataKind.String, DataKind.Double];

    private readonly char _separator;
    private readonly bool _hasHeader;
    private readonly bool _hasQuotes;
    private readonly char _marker;
    private readonly DataKind[] _kinds;
    private readonly string[][] _rows;
    private readonly Loader _loader;
    private bool? _arrives;

    private LoaderPair(int number, Random random)
    {
        Number = number;
        _separator = random.Next(4) switch { 0 => ',', 1 => ';', 2 => '\t', _ => '|' };
        _hasHeader = random.Next(3) > 0;
        _hasQuotes = random.Next(3) == 0;
        _marker = _separator == ',' || random.Next(4) > 0 ? '.' : ',';
        _kinds = [.. Enumerable.Range(0, random.Next(2, 7)).Select(_ => s_kinds[random.Next(s_kinds.Length)])];
        // A file of texts alone shows neither its header nor its separator.
        if (_kinds.Count(kind => kind != DataKind.String) == 0)
            _kinds[random.Next(_kinds.Length)] = DataKind.Single;
        _rows = [.. Enumerable.Range(0, random.Next(4, 12)).Select(_ => _kinds.Select(kind => CellOf(kind, random)).ToArray())];
        _loader = Loader.Mistaken(_separator, _hasHeader, _hasQuotes, _marker, _kinds, random);
    }

    public int Number { get; }

    public string FileName => $"file{Number:0000}.{(_separator == ',' ? "csv" : "txt")}";

    public string Content
    {
        get
        {
            var text = new StringBuilder();
            if (_hasHeader)
                text.AppendJoin(_separator, _kinds.Select((_, index) => "Column" + (char)('A' + index))).Append('\n');
            foreach (var row in _rows)
                text.AppendJoin(_separator, row.Select((cell, index) => Written(cell, _kinds[index]))).Append('\n');
            return text.ToString();
        }
    }

    public static LoaderPair Make(int number, Random random) => new(number, random);

    public static string SourceOf(IEnumerable<LoaderPair> pairs) => $$"""
        using Microsoft.ML;
        using Microsoft.ML.Data;
        public static class Loads
        {
        {{string.Join("\n", pairs.Select(pair => $"    public static IDataView Read{pair.Number:0000}(MLContext ml) => {pair.Call};"))}}
        }
        """;

    public static int NumberAt(Location place)
    {
        var line = place.SourceTree!.GetText().Lines.GetLineFromPosition(place.SourceSpan.Start).ToString();
        return int.Parse(line.Substring(line.IndexOf("Read", StringComparison.Ordinal) + 4, 4), CultureInfo.InvariantCulture);
    }

    /// <summary>Whether ML.NET reads every cell that the loader asks for as it was written.</summary>
    public bool Arrives(string folder) => _arrives ??= Read(Path.Combine(folder, FileName));

    public override string ToString() => $"{Call}\n{Content.Replace("\t", "<tab>", StringComparison.Ordinal)}";

    private string Call => $"ml.Data.LoadFromTextFile(\"{FileName}\", {_loader.Code})";

    private bool Read(string path)
    {
        try
        {
            var rows = new MLContext(seed: 1).Data.LoadFromTextFile(path, _loader.Options);
            for (var i = 0; i < _loader.Columns.Length; i++)
            {
                var (kind, index) = _loader.Columns[i];
                var got = ValuesOf(rows, rows.Schema[i], kind);
                if (index >= _kinds.Length || got.Count != _rows.Length || _rows.Where((row, at) => !IsSame(row[index], got[at])).Any())
                    return false;
            }

            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    private bool IsSame(string written, object got) => got switch
    {
        float number => float.TryParse(Plain(written), CultureInfo.InvariantCulture, out var value) && value.Equals(number),
        double number => double.TryParse(Plain(written), CultureInfo.InvariantCulture, out var value) && value.Equals(number),
        int number => int.TryParse(written, CultureInfo.InvariantCulture, out var value) && value == number,
        bool flag => written is "1" or "0" or "true" or "false" && flag == written is "1" or "true",
        // Quotes that are left around a text are as they stand in the file.
        string text => text == written || text == $"\"{written}\"",
        _ => false,
    };

    private string Plain(string number) => _marker == ',' ? number.Replace(',', '.') : number;

    private static List<object> ValuesOf(IDataView rows, DataViewSchema.Column column, DataKind kind) => kind switch
    {
        DataKind.Single => [.. rows.GetColumn<float>(column).Cast<object>()],
        DataKind.Double => [.. rows.GetColumn<double>(column).Cast<object>()],
        DataKind.Int32 => [.. rows.GetColumn<int>(column).Cast<object>()],
        DataKind.Boolean => [.. rows.GetColumn<bool>(column).Cast<object>()],
        _ => [.. rows.GetColumn<string>(column)],
    };

    private string Written(string cell, DataKind kind) => _hasQuotes && kind == DataKind.String ? $"\"{cell}\"" : cell;

    private string CellOf(DataKind kind, Random random) => kind switch
    {
        DataKind.Single or DataKind.Double => ((random.NextDouble() * 100) + 0.01).ToString("0.00", CultureInfo.InvariantCulture)
            .Replace('.', _marker),
        DataKind.Int32 => random.Next(2, 5000).ToString(CultureInfo.InvariantCulture),
        DataKind.Boolean => random.Next(2) == 0 ? "0" : "1",
        _ => s_words[random.Next(s_words.Length)] + (_hasQuotes && random.Next(3) == 0 ? $"{_separator} again" : ""),
    };

    /// <summary>How the file is read.</summary>
    private sealed record Loader(
        char Separator, bool HasHeader, bool AllowsQuotes, char Marker, ImmutableArray<(DataKind Kind, int Index)> Columns)
    {
        public TextLoader.Options Options => new()
        {
            Separators = [Separator],
            HasHeader = HasHeader,
            AllowQuoting = AllowsQuotes,
            DecimalMarker = Marker,
            Columns = [.. Columns.Select((column, at) => new TextLoader.Column($"C{at}", column.Kind, column.Index))],
        };

        public string Code => $$"""
            new TextLoader.Options { Separators = [{{Literal(Separator)}}]{{(HasHeader ? ", HasHeader = true" : "")}}{{(AllowsQuotes
                ? ", AllowQuoting = true" : "")}}{{(Marker == '.' ? "" : ", DecimalMarker = ','")}}, Columns = new[] { {{string.Join(
                    ", ", Columns.Select((column, at) => $"new TextLoader.Column(\"C{at}\", DataKind.{column.Kind}, {column.Index})"))}} } }
            """;

        /// <summary>A loader that is right, or has one mistake.</summary>
        public static Loader Mistaken(
            char separator, bool hasHeader, bool hasQuotes, char marker, DataKind[] kinds, Random random)
        {
            var right = new Loader(
                separator, hasHeader, hasQuotes || random.Next(2) == 0, marker,
                [.. kinds.Select((kind, index) => (kind, index)).Where(_ => random.Next(5) > 0)]);
            if (right.Columns.IsEmpty)
                right = right with { Columns = [(kinds[^1], kinds.Length - 1)] };
            return random.Next(14) switch
            {
                0 => right with { Separator = separator == '\t' ? ',' : '\t' },
                1 => right with { Separator = separator == ';' ? ',' : ';' },
                2 or 3 => right with { HasHeader = !hasHeader },
                4 or 5 => right with { AllowsQuotes = false },
                6 or 7 => right with { Marker = marker == '.' ? ',' : '.' },
                8 => right with { Columns = [.. right.Columns, (DataKind.Single, kinds.Length + random.Next(3))] },
                9 => right with { Columns = [.. right.Columns.Select(column => (Other(column.Kind, random), column.Index))] },
                _ => right,
            };
        }

        private static DataKind Other(DataKind kind, Random random) => s_kinds[(Array.IndexOf(s_kinds, kind) + random.Next(1, 5)) % 5];

        private static string Literal(char separator) => separator == '\t' ? @"'\t'" : $"'{separator}'";
    }
}
