using MlGuard.Lifecycle.Evidence.Data;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Api;

/// <summary>
/// What the beginnings of the data files show that code names, for the analyzers: kinds and names of columns, never a value.
/// </summary>
public static class DataDescription
{
    private const string Header = "mlguard-data";
    private const string Version = "1";
    private const int MaximumFiles = 1000;
    private const int MaximumCandidates = 20_000;
    private const int MaximumColumns = 2000;

    /// <summary>Describes the data files that <paramref name="sources"/> name.</summary>
    /// <param name="sources">Full paths of the project's source files.</param>
    /// <param name="files">Full paths of the project's other files.</param>
    /// <param name="projectDirectory">Full path of the project's folder.</param>
    /// <returns>The text of <c>mlguard.data</c>.</returns>
    public static string Write(IEnumerable<string> sources, IEnumerable<string> files, string projectDirectory)
    {
        var text = new TabbedText().Line(Header, Version);
        var named = Named(sources, files, projectDirectory).Distinct(StringComparer.Ordinal).OrderBy(path => path, StringComparer.Ordinal);
        foreach (var path in named.Take(MaximumFiles))
        {
            // A file that cannot be told still is one that may be meant.
            if (DataFileSample.Of(path) is not { } sample)
                continue;
            Describe(text, path.Replace('\\', '/'), DataShape.Of(sample));
        }

        return text.ToString();
    }

    private static void Describe(TabbedText text, string path, DataShape? shape)
    {
        if (shape is null || shape.Columns.Length > MaximumColumns)
        {
            text.Line("unknown", path);
            return;
        }

        text.Line("file", path, shape.Separator.ToString(), shape.HasHeader switch { true => "yes", false => "no", null => "" });
        foreach (var column in shape.Columns)
            text.Line(
                "column", column.Name, TabbedText.Number((int)column.Kinds), Mark(column.IsQuoted), Mark(column.HoldsSeparator),
                Mark(column.HoldsLineEnd), column.Scale is { } scale ? TabbedText.Number(scale) : "");
    }

    private static string Mark(bool isSo) => isSo ? "1" : "0";

    private static IEnumerable<string> Named(IEnumerable<string> sources, IEnumerable<string> files, string projectDirectory)
    {
        var texts = sources.Where(ProjectPlaces.IsSource).Select(File.ReadAllText).ToList();
        var names = new HashSet<string>(texts.SelectMany(NamedDataFiles.In), StringComparer.OrdinalIgnoreCase);
        if (names.Count == 0)
            return [];

        var items = files.Where(NamedDataFiles.IsDataFile).Take(MaximumCandidates).Where(file => names.Contains(Path.GetFileName(file)));
        var beside = texts.SelectMany(NamedDataFiles.PathsIn).Take(MaximumCandidates)
            .SelectMany(path => ProjectPlaces.Of(path, projectDirectory));
        return items.Concat(beside).Where(path => ProjectPlaces.IsBelow(path, projectDirectory)).Where(File.Exists);
    }
}
