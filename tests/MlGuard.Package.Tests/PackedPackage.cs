using System.Reflection;
using System.Xml.Linq;

namespace MlGuard.Package.Tests;

/// <summary>The package that this build packed, in the repository's local feed.</summary>
internal static class PackedPackage
{
    public static string RepositoryRoot { get; } = Said("RepositoryRoot");

    public static string Configuration { get; } = Said("Configuration");

    public static string Feed { get; } = Path.Combine(RepositoryRoot, "artifacts", "feed");

    /// <summary>Where a build says which version it packed, from the root of its checkout.</summary>
    public const string VersionFile = "artifacts/feed/MlGuard.Version.props";

    public static string Version { get; } = VersionIn(Path.Combine(RepositoryRoot, VersionFile));

    public static string File { get; } = Path.Combine(Feed, $"MlGuard.{Version}.nupkg");

    public static string VersionIn(string file) => XDocument.Load(file).Descendants("MlGuardVersion").Single().Value;

    private static string Said(string key) => typeof(PackedPackage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
