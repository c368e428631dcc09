namespace MlGuard.Lifecycle.Text;

/// <summary>
/// A file and a place in it: <c>artifacts/eval.json#/recall</c> with a JSON pointer (RFC 6901), <c>docs/runbook.md#drift</c> with an
/// anchor.
/// </summary>
/// <param name="File">Before the <c>#</c>.</param>
/// <param name="Place">Behind it; null when only the file is named.</param>
internal readonly record struct FilePointer(string File, string? Place)
{
    private const char Separator = '#';

    public static FilePointer Of(string text) =>
        text.IndexOf(Separator) is >= 0 and var at ? new(text.Substring(0, at), text.Substring(at + 1)) : new(text, null);

    public static string FileOf(string text) => Of(text).File;

    /// <summary>Whether a text names a file and a JSON pointer, and nothing else.</summary>
    public static bool IsWellFormed(string text) =>
        Of(text) is { File.Length: > 0, Place: { Length: > 0 } place } && place[0] == '/' && place.IndexOf(Separator) < 0;

    /// <summary>The steps of a JSON pointer, unescaped.</summary>
    public static IEnumerable<string> Steps(string pointer) => pointer.Split('/').Skip(1).Select(Unescaped);

    public static string Unescaped(string step) => step.Replace("~1", "/").Replace("~0", "~");

    /// <summary>The last step of the pointer, which is what a metric is called.</summary>
    public string Leaf => Place is null ? "" : Place.Substring(1 + Place.LastIndexOf('/'));

    /// <summary>The same leaf under a name beside it: <c>baseline/recall</c> beside <c>recall</c>.</summary>
    public FilePointer Beside(string name)
    {
        var place = Place ?? "";
        var leaf = Math.Max(0, place.LastIndexOf('/'));
        return this with { Place = $"{place.Substring(0, leaf)}/{name}{place.Substring(leaf)}" };
    }

    public override string ToString() => Place is null ? File : $"{File}{Separator}{Place}";
}
