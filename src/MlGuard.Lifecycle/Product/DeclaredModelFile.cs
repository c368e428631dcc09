using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Product;

/// <summary>The model's file that the manifest names, as it is today.</summary>
internal static class DeclaredModelFile
{
    /// <summary>Its SHA-256; null where there is none, or it cannot be read.</summary>
    public static string? HashIn(ManifestDocument manifest, ProductFolder folder) =>
        manifest.Text(ManifestPaths.TrainingArtifactPath) is { } path ? folder.Find(path).Sha256() : null;
}
