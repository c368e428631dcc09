using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Promotion;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>Writes the hash of the models that are there now, and the day of the trained one, where the manifest names others.</summary>
/// <param name="Text">The manifest as it should be.</param>
/// <param name="Changes">What was changed, each as a sentence.</param>
internal sealed record ModelPin(string Text, ImmutableArray<string> Changes)
{
    /// <param name="text">The manifest.</param>
    /// <param name="folder">The product's folder.</param>
    public static ModelPin Of(string text, ProductFolder folder)
    {
        var loaded = LoadedManifest.Of(text, folder);
        if (loaded.Manifest is not { } manifest)
            return new(text, []);
        var (edits, changes) = (ImmutableArray.CreateBuilder<Edit>(), ImmutableArray.CreateBuilder<string>());
        var lines = new ManifestText(text);
        void Set(ManifestEntry entry, string value)
        {
            if (entry.Value is not ScalarNode { IsEmpty: false } scalar || entry.Text == value)
                return;
            edits.Add(new(entry.Path, lines.StartOf(scalar.Span), lines.EndOf(scalar), value));
            changes.Add($"{entry.Path} is {value} now.");
        }

        if (Renewed(manifest, folder, ManifestPaths.TrainingArtifactPath, ManifestPaths.TrainingArtifactHash) is [var trained])
        {
            Set(trained.Entry, trained.Hash);
            Set(manifest.Find(ManifestPaths.TrainingArtifactTrained)[0],
                Days.Written(File.GetLastWriteTimeUtc(folder.Find(trained.Path).FullPath!)));
        }

        foreach (var model in Renewed(manifest, folder, ManifestPaths.ModelsArtifact, ManifestPaths.ModelsHash))
            Set(model.Entry, model.Hash);
        return new(Edit.Apply(text, edits), changes.ToImmutable());
    }

    /// <summary>The entries whose file is there and has another hash than they say.</summary>
    private static ImmutableArray<(ManifestEntry Entry, string Path, string Hash)> Renewed(
        ManifestDocument manifest, ProductFolder folder, string path, string hash)
    {
        var hashes = manifest.Find(hash);
        return
        [
            .. manifest.Find(path).Select((entry, at) => (File: entry.Text, At: at))
                .Where(item => item.File is not null && item.At < hashes.Length && IsWritten(hashes[item.At]))
                .Select(item => (Entry: hashes[item.At], Path: item.File!, Found: ModelBinding.Hashes(folder, item.File!)))
                .Where(item => !item.Found.IsEmpty && !item.Found.Contains(HashText.Bare(item.Entry.Text ?? "")))
                .Select(item => (item.Entry, item.Path, $"sha256:{item.Found[0]}")),
        ];
    }

    /// <summary>A promotion leaves a placeholder where the hash belongs.</summary>
    private static bool IsWritten(ManifestEntry entry) => entry.Text is not null || entry.HoldsPlaceholder;
}
