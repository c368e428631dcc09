namespace MlGuard.Lifecycle.Evidence.Tests;

/// <summary>Which members ran, each looked up at once however long their types are.</summary>
internal sealed class CoveredMembers
{
    private readonly Dictionary<(string Type, string Member), HashSet<string>> _ran = [];

    public CoveredMembers(IEnumerable<(string Package, string Type, string Member, bool IsHit)> lines)
    {
        foreach (var (package, type, member, isHit) in lines)
        {
            if (!isHit)
                continue;
            if (!_ran.TryGetValue((type, member), out var packages))
                _ran.Add((type, member), packages = new(StringComparer.Ordinal));
            packages.Add(package);
        }
    }

    /// <summary>Types of one name stand in several assemblies, and a file that names none of them means the only one.</summary>
    public bool Contains(string type, string member, CodePlace place) =>
        _ran.TryGetValue((type, member), out var packages) && packages.Any(place.MayHold);
}
