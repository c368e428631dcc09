using MlGuard.Catalogue;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>The text of a manifest that declares a stage; a target that is reached with it goes.</summary>
internal static class StageClaim
{
    /// <summary>Null when the text cannot be changed without losing a value.</summary>
    public static string? In(string text, Stage stage)
    {
        if (Read(text) is not { } manifest || manifest.Root.Find("stage") is not { Value: ScalarNode } entry)
            return null;
        var lines = new ManifestText(text);
        var name = stage.ToString().ToLowerInvariant();
        var claimed = Edit.Apply(text, [Set(lines, entry, name), .. Reached(lines, manifest, name)]);
        return Read(claimed) is { } after && after.Text("stage") == name && Values.Of(after).SetEquals(Values.Of(manifest))
            ? claimed
            : null;
    }

    /// <summary>A manifest as it would be read if it declared a stage; as it is, where it cannot be changed.</summary>
    public static LoadedManifest Loaded(string manifestPath, string? policyPath, string stage)
    {
        var declared = LoadedManifest.Of(manifestPath, policyPath);
        return declared.Faults.IsEmpty
            && Enum.TryParse<Stage>(stage, ignoreCase: true, out var claimed)
            && ManifestSource.Read(manifestPath).Text is { } text
            && In(text, claimed) is { } changed
                ? LoadedManifest.Of(changed, declared.Folder) with { Organisation = declared.Organisation }
                : declared;
    }

    /// <summary>The one value that is replaced.</summary>
    public static Edit Set(ManifestText lines, MapEntry entry, string value) =>
        entry.Value is ScalarNode { IsPlain: true, Text: "" }
            ? Edit.Insert(entry.Key, lines.AfterColon(entry), " " + value)
            : new Edit(entry.Key, lines.StartOf(entry.Value.Span), lines.EndOf(entry.Value), value);

    private static IEnumerable<Edit> Reached(ManifestText lines, ManifestDocument manifest, string stage)
    {
        if (manifest.Root.Find(ManifestPaths.Target) is not { } target
            || manifest.Text(ManifestPaths.Target) is not { } aimed
            || !StageOrder.IsWithin(aimed, stage)
            || lines.IsFlow(manifest.Root))
            return [];
        var line = target.KeySpan.Line;
        return [new Edit(target.Key, lines.StartOfLine(line), lines.StartOfLine(lines.LastLine(target) + 1), "")];
    }

    private static ManifestDocument? Read(string text) =>
        LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath())) is { Faults.IsEmpty: true } loaded ? loaded.Manifest : null;
}
