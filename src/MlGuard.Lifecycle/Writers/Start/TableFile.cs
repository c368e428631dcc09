using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>
/// Files of rows whose name does not say so, such as a <c>.txt</c>: code that loads rows names them, and each of their lines has columns.
/// </summary>
internal static class TableFile
{
    private const int HeadBytes = 1 << 14;
    private const int MostLines = 50;
    private const char Tab = '\t';

    private static readonly ImmutableHashSet<string> s_endings =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "", ".txt", ".data", ".dat");

    private static readonly ImmutableArray<char> s_separators = [',', ';', '|'];

    /// <param name="path">The file.</param>
    /// <param name="folder">The product's folder.</param>
    /// <param name="named">The names that stand in code which loads rows.</param>
    public static bool Is(string path, ProductFolder folder, ImmutableHashSet<string> named) =>
        s_endings.Contains(Path.GetExtension(path))
        && named.Contains(Path.GetFileName(path))
        && folder.Find(path).Open(Head) is { } head
        && HasColumns(head);

    /// <summary>In prose a space follows a comma, and a tab stands nowhere.</summary>
    private static bool HasColumns(string head)
    {
        ImmutableArray<string> lines =
            [.. head.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Take(MostLines)];
        return lines.Length > 1
            && (lines.All(line => line.Contains(Tab)) || s_separators.Any(separator => HasColumns(lines, separator)));
    }

    private static bool HasColumns(ImmutableArray<string> lines, char separator) =>
        lines.Select(line => line.Where((letter, at) => letter == separator && at + 1 < line.Length && line[at + 1] != ' ').Count())
            .Distinct().ToImmutableArray() is [> 0];

    /// <summary>The whole lines at the beginning.</summary>
    private static string Head(Stream stream)
    {
        var (head, length) = (new byte[(int)Math.Min(HeadBytes, stream.Length)], 0);
        for (int read; length < head.Length && (read = stream.Read(head, length, head.Length - length)) > 0;)
            length += read;
        var text = System.Text.Encoding.UTF8.GetString(head, 0, length);
        return length < HeadBytes ? text : text.Substring(0, text.LastIndexOf('\n') + 1);
    }
}
