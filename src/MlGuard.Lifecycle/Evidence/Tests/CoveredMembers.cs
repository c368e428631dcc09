namespace MlGuard.Lifecycle.Evidence.Tests;

/// <summary>Which members ran, each looked up at once however long their types are.</summary>
internal sealed class CoveredMembers
{
    private readonly HashSet<string> _packages = new(StringComparer.Ordinal);
    private readonly HashSet<(string Package, string Type, string Member)> _ran = [];
    private readonly HashSet<(string Type, string Member)> _ranSomewhere = [];

    public CoveredMembers(IEnumerable<(string Package, string Type, string Member, bool IsHit)> lines)
    {
        foreach (var (package, type, member, isHit) in lines)
        {
            _packages.Add(package);
            if (!isHit)
                continue;
            _ran.Add((package, type, member));
            _ranSomewhere.Add((type, member));
        }
    }

    /// <summary>Types of one name stand in several assemblies, and a file that names none of them means the only one.</summary>
    public bool Contains(string type, string member, string assembly) =>
        _packages.Contains(assembly) ? _ran.Contains((assembly, type, member)) : _ranSomewhere.Contains((type, member));
}
