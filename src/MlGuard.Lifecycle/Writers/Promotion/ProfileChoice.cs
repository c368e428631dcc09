using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>The profile in a manifest's text: how much is asked of the product.</summary>
internal static class ProfileChoice
{
    /// <summary>For who reads the manifest and has not heard of it.</summary>
    public const string Remark =
        "# profile: small   # asks two people for less, 'regulated' a bank for governance; without it, what 'standard' asks";

    public static ImmutableArray<string> All { get; } = ["small", "standard", "regulated"];

    /// <summary>Null when the text cannot be changed without losing a value.</summary>
    public static string? In(string text, string profile)
    {
        if (Read(text) is not { } manifest || manifest.Root.Entries.Length == 0)
            return null;
        var chosen = WithoutRemark(Edit.Apply(text, [Of(new(text), manifest, profile)]));
        return Read(chosen) is { } after
            && after.Text(ManifestPaths.Profile) == profile
            && Values.Of(after).Where(IsOther).ToImmutableHashSet().SetEquals(Values.Of(manifest).Where(IsOther))
            ? chosen
            : null;
    }

    private static Edit Of(ManifestText lines, ManifestDocument manifest, string profile)
    {
        if (manifest.Root.Find(ManifestPaths.Profile) is { } own)
            return StageClaim.Set(lines, own, profile);
        var line = $"{ManifestPaths.Profile}: {profile}";
        var beside = manifest.Root.Find("stage") ?? manifest.Root.Entries[0];
        return lines.IsFlow(manifest.Root)
            ? Edit.Insert(ManifestPaths.Profile, lines.EndOf(beside.Value), ", " + line)
            : Edit.Insert(ManifestPaths.Profile, lines.EndOfLine(lines.LastLine(beside)), lines.LineEnd + line);
    }

    /// <summary>It has been read.</summary>
    private static string WithoutRemark(string text) => text.Replace("\r\n" + Remark, "").Replace("\n" + Remark, "");

    private static bool IsOther((string Path, string Value) value) => value.Path != ManifestPaths.Profile;

    private static ManifestDocument? Read(string text) =>
        LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath())) is { Faults.IsEmpty: true } loaded ? loaded.Manifest : null;
}
