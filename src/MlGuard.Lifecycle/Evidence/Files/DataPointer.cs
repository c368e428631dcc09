using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>A small file that stands for a large one.</summary>
/// <param name="Kind">Who wrote it.</param>
/// <param name="Outputs">Path and hash of what it stands for; the path is empty when it stands in the file's own place.</param>
internal sealed record DataPointer(string Kind, ImmutableArray<(string Path, string Algorithm, string Hash)> Outputs)
{
    private const int MaxPointerBytes = 1 << 20;
    private const string LfsVersion = "version https://git-lfs.github.com/spec/v1";

    private static readonly Regex s_oid = new("^oid sha256:([0-9a-f]{64})\r?$", RegexOptions.CultureInvariant | RegexOptions.Multiline);
    private static readonly Regex s_sum = new(@"^([0-9a-fA-F]{64})(?:\s+\*?(\S.*?))?\s*$", RegexOptions.CultureInvariant);

    /// <summary>A pointer of Git LFS, which stands where the file would (its specification, version 1).</summary>
    public static DataPointer? Lfs(byte[] bytes)
    {
        if (bytes.Length > 1024)
            return null;
        var text = EvidenceText.Of(bytes);
        return text.StartsWith(LfsVersion, StringComparison.Ordinal) && s_oid.Match(text) is { Success: true } match
            ? new("Git LFS", [("", "sha256", match.Groups[1].Value)])
            : null;
    }

    /// <summary>A <c>.dvc</c> file, a <c>dvc.lock</c>, a pointer of Git LFS, or the output of <c>sha256sum</c>.</summary>
    public static Reading<DataPointer> Read(byte[] bytes)
    {
        if (bytes.Length > MaxPointerBytes)
            return new Fault("is too large for a file that stands for another");
        if (Lfs(bytes) is { } lfs)
            return Reading<DataPointer>.Of(lfs);
        if (s_sum.Match(EvidenceText.Of(bytes).Trim()) is { Success: true } sum)
            return Reading<DataPointer>.Of(new("a checksum", [(sum.Groups[2].Value, "sha256", sum.Groups[1].Value.ToLowerInvariant())]));
        var (root, fault) = ForeignYaml.Read(bytes);
        if (root is null)
            return fault!;
        var outs = root.At("outs").Items().Concat(root.At("stages").Entries().SelectMany(stage => stage.Value.At("outs").Items()))
            .ToImmutableArray();
        ImmutableArray<(string Path, string Algorithm, string Hash)> pinned = [.. outs.Select(Output).OfType<(string, string, string)>()];
        return pinned.IsEmpty ? new Fault("pins no output with a hash") : Reading<DataPointer>.Of(new("DVC", pinned));
    }

    private static (string Path, string Algorithm, string Hash)? Output(Node output)
    {
        var algorithm = output.TextAt("md5") is null ? "sha256" : "md5";
        return output.TextAt(algorithm) is { Length: >= 32 } hash && output.TextAt("path") is { Length: > 0 } path
            ? (path, algorithm, hash.ToLowerInvariant())
            : null;
    }
}
