using System.Text.RegularExpressions;

namespace MlGuard.CodeFixes.Documentation;

/// <summary>Adds entries to <c>models</c> of a manifest, as text: comments, order and layout of the rest stay as they are.</summary>
/// <remarks>An editor has no YAML library beside the analyzers, so this knows the layouts that people write, and gives up on
/// others.</remarks>
internal static class ManifestModels
{
    private static readonly Regex s_key = new(
        @"^models[ \t]*:[ \t]*(?<rest>[^\r\n]*)", RegexOptions.Multiline | RegexOptions.CultureInvariant);
    private static readonly Regex s_items = new(
        @"\G(?:(?<item>[ \t]*-[^\r\n]*)|[ \t]+[^\r\n]*|[ \t]*)(?:\r?\n|$)", RegexOptions.CultureInvariant);
    private static readonly Regex s_plain = new(@"^[A-Za-z0-9_./-]+$", RegexOptions.CultureInvariant);

    /// <summary>
    /// The manifest with a model for each of <paramref name="paths"/> that it has not, or null when its layout leaves no safe place.
    /// </summary>
    public static string? Add(string manifest, IEnumerable<string> paths)
    {
        var missing = paths.Where(path => manifest.IndexOf(Scalar(path.Replace('\\', '/')), StringComparison.Ordinal) < 0).ToList();
        if (missing.Count == 0)
            return null;

        var newLine = LineEndings.Of(manifest) ?? LineEndings.Unix;
        if (!s_key.IsMatch(manifest))
            return $"{WithNewLine(manifest, newLine)}models:{newLine}{Items(missing, "  ", newLine)}";

        var key = s_key.Match(manifest);
        var rest = Regex.Replace(key.Groups["rest"].Value, @"(^|\s)#.*$", "").Trim();
        if (rest.Length == 0)
            return AfterLastItem(manifest, key.Index + key.Length, missing, newLine);
        return rest == "[]"
            ? manifest.Remove(key.Index, key.Length).Insert(key.Index, $"models:{newLine}{Items(missing, "  ", newLine).TrimEnd()}")
            : null;
    }

    private static string? AfterLastItem(string manifest, int endOfKey, List<string> missing, string newLine)
    {
        var position = manifest.IndexOf('\n', endOfKey) + 1;
        if (position == 0)
            return $"{manifest}{newLine}{Items(missing, "  ", newLine)}";

        string? indent = null;
        var end = position;
        for (var line = s_items.Match(manifest, position); line.Success
            && line.Length > 0; line = s_items.Match(manifest, line.Index + line.Length))
        {
            if (line.Groups["item"].Success)
                indent ??= line.Value.Substring(0, line.Value.IndexOf('-'));
            if (line.Value.Trim().Length > 0)
                end = line.Index + line.Length;
        }

        var head = WithNewLine(manifest.Substring(0, end), newLine);
        return head + Items(missing, indent ?? "  ", newLine) + manifest.Substring(end);
    }

    private static string Items(List<string> paths, string indent, string newLine) =>
        string.Concat(
            paths.Select(path => $"{indent}- {{ name: {Scalar(NameOf(path))}, artifact: {Scalar(path.Replace('\\', '/'))} }}{newLine}"));

    private static string NameOf(string path)
    {
        var file = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        return file.LastIndexOf('.') is > 0 and var dot ? file.Substring(0, dot) : file;
    }

    private static string Scalar(string text) =>
        s_plain.IsMatch(text) ? text : $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    private static string WithNewLine(string text, string newLine) =>
        text.Length == 0 || text.EndsWith("\n", StringComparison.Ordinal) ? text : text + newLine;
}
