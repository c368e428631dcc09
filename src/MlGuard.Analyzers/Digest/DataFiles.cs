using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace MlGuard.Analyzers.Digest;

/// <summary>The data files that the code names. The build looks into them, since an analyzer reads no file.</summary>
internal sealed class DataFiles
{
    public const string FileName = "mlguard.data";

    private static readonly ConditionalWeakTable<SourceText, DataFiles> s_parsed = new();

    private readonly ILookup<string, DataFile> _byName;

    private DataFiles(IEnumerable<DataFile> files) =>
        _byName = files.ToLookup(file => file.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the build saw none.</summary>
    public bool IsEmpty => _byName.Count == 0;

    private static DataFiles None { get; } = new([]);

    public static DataFiles Of(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var file = options.AdditionalFiles.FirstOrDefault(it => it.Path.EndsWith(FileName, StringComparison.OrdinalIgnoreCase));
        return file?.GetText(cancellationToken) is { } text ? s_parsed.GetValue(text, Parse) : None;
    }

    /// <summary>
    /// The file that code in <paramref name="source"/> means by a path that ends so: the only one of the name, or that which lies nearest
    /// above the code.
    /// </summary>
    public DataFile? Find(string pathEnd, string source)
    {
        var segments = pathEnd.Replace('\\', '/').Split('/');
        var end = "/" + string.Join("/", segments.Where(segment => segment is not ("" or "." or "..")));
        var all = _byName[segments[segments.Length - 1]]
            .Where(file => file.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase)).ToList();
        if (all.Count < 2)
            return all.FirstOrDefault();

        return all.Where(file => file.IsAbove(source.Replace('\\', '/'))).OrderByDescending(file => file.Path.Length).FirstOrDefault();
    }

    private static DataFiles Parse(SourceText text)
    {
        var lines = TabbedLines.Of(text).ToList();
        if (lines.Count == 0 || lines[0] is not ["mlguard-data", "1"])
            return None;

        var files = new List<DataFile>();
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i] is ["unknown", var unknown])
                files.Add(new DataFile(unknown, Shape: null));
            else if (lines[i] is ["file", var path, { Length: 1 } separator, var header])
            {
                var columns = lines.Skip(i + 1).TakeWhile(line => line[0] == "column").Select(ColumnOf).ToList();
                var isRead = columns.All(column => column is not null);
                files.Add(new DataFile(path, isRead ? new DataFileShape(separator[0], HeaderOf(header), [.. columns!]) : null));
                i += columns.Count;
            }
        }

        return new DataFiles(files);
    }

    private static bool? HeaderOf(string header) => header switch { "yes" => true, "no" => false, _ => null };

    private static DataFileColumn? ColumnOf(string[] line) =>
        line is [_, var name, var kinds, var isQuoted, var holdsSeparator, var holdsLineEnd, var scale]
        && int.TryParse(kinds, NumberStyles.None, CultureInfo.InvariantCulture, out var flags)
            ? new DataFileColumn(name, (CellKinds)flags, isQuoted == "1", holdsSeparator == "1", holdsLineEnd == "1", ScaleOf(scale))
            : null;

    private static int? ScaleOf(string scale) =>
        int.TryParse(scale, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) ? power : null;
}
