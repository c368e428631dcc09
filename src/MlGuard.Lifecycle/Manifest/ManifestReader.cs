using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Manifest;

/// <summary>The manifest's text as a tree. Only what a manifest needs of YAML is let in.</summary>
internal static class ManifestReader
{
    /// <summary>The manifest's map, or null with at least one fault. Faults beside a map are duplicate keys.</summary>
    public static (MapNode? Root, ImmutableArray<ManifestFault> Faults) Read(string text)
    {
        var (root, faults) = YamlReader.Read(text, YamlDialect.Manifest);
        return (root, [.. faults.Select(fault => ManifestFault.Unreadable(fault.What, fault.Remedy, fault.Span))]);
    }
}
