using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>A document that a row, or an attestation, rests on.</summary>
/// <param name="Row">The row, or what else names it.</param>
/// <param name="Text">As the manifest writes it: a path, with an anchor or without.</param>
internal sealed record DocumentUse(string Row, string Text)
{
    /// <summary>The file, comparable.</summary>
    public string File { get; } = Comparable(FilePointer.FileOf(Text));

    /// <summary>The part of it; empty for the whole.</summary>
    public string Anchor { get; } = FilePointer.Of(Text).Place ?? "";

    public static string Comparable(string path) =>
        string.Join("/", path.Replace('\\', '/').Split('/').Where(part => part is not ("" or "."))).ToLowerInvariant();
}
