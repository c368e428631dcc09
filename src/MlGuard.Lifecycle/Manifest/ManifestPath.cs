namespace MlGuard.Lifecycle.Manifest;

/// <summary>Paths of the manifest, in steps.</summary>
internal static class ManifestPath
{
    public const string Item = "[]";

    public static ImmutableArray<string> Segments(string path) => [.. path.Replace(Item, "." + Item).Split('.')];
}
