namespace MlGuard.Lifecycle.Manifest;

/// <summary>The manifest's text as a tree. Only what a manifest needs of YAML is let in.</summary>
internal static class ManifestReader
{
    /// <summary>The manifest's map, or null with at least one fault. Faults beside a map are duplicate keys.</summary>
    public static (MapNode? Root, ImmutableArray<ManifestFault> Faults) Read(string text)
    {
        var (root, flaws) = YamlReader.Read(text, YamlDialect.Manifest);
        return (root, [.. flaws.Select(flaw => ManifestFault.Unreadable(flaw.What, flaw.Remedy, flaw.Span))]);
    }
}
