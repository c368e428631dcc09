using System.Reflection;
using System.Xml.Linq;

namespace MlGuard.Package.Tests;

/// <summary>The package that this build packed, in the repository's local feed.</summary>
internal static class PackedPackage
{
    public static string RepositoryRoot { get; } = typeof(PackedPackage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string Feed { get; } = Path.Combine(RepositoryRoot, "artifacts", "feed");

    public static string Version { get; } = XDocument.Load(Path.Combine(
        Feed, "MlGuard.Version.props")).Descendants("MlGuardVersion").Single().Value;

    public static string File { get; } = Path.Combine(Feed, $"MlGuard.{Version}.nupkg");
}
