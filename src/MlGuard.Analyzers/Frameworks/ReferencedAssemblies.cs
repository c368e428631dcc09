using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Frameworks;

/// <summary>The assemblies that a compilation refers to, and itself: the compiler lists them anew for everybody who asks.</summary>
internal sealed class ReferencedAssemblies
{
    private readonly Dictionary<string, Version> _versions = new(StringComparer.OrdinalIgnoreCase);

    public ReferencedAssemblies(Compilation compilation)
    {
#pragma warning disable RS0030 // This is the one place that lists them.
        foreach (var assembly in compilation.ReferencedAssemblyNames)
            _versions[assembly.Name] = assembly.Version;
#pragma warning restore RS0030
        // Its own version stands in an attribute, which nobody binds for this.
        if (compilation.AssemblyName is { } self)
            _versions[self] = new Version();
    }

    public bool Contain(string assembly) => _versions.ContainsKey(assembly);

    /// <summary>Whether one of the library's assemblies is among them.</summary>
    public bool Contain(Framework framework) => framework.Assemblies.Any(Contain);

    /// <summary>Null where the assembly is not among them.</summary>
    public Version? VersionOf(string assembly) => _versions.TryGetValue(assembly, out var version) ? version : null;
}
