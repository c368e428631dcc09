using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates;

/// <summary>The floor that the build names, wherever it lies: an organisation's, for all its products. The build is trusted with any path, a manifest with none outside its folder.</summary>
/// <param name="Path">Full path; null when the build names none.</param>
/// <param name="Floor">Null when there is none to read.</param>
/// <param name="Faults">What is wrong with it: a policy that is named holds, or somebody hears that it does not.</param>
internal sealed record OrganisationPolicy(string? Path, GatePolicy? Floor, ImmutableArray<ManifestFault> Faults)
{
    private const string Property = "MlGuardPolicy";

    public static OrganisationPolicy None { get; } = new(null, null, []);

    public static OrganisationPolicy Read(string? path)
    {
        if (path is null)
            return None;
        if (!File.Exists(path))
            return Unusable(path, ManifestFault.InvalidValue(Property, "the policy is not there, so no floor of the organisation holds", "Fetch it, or correct the path that the build gives.", Span.None));
        var (text, fault) = ManifestSource.Read(path);
        if (text is null)
            return Unusable(path, fault!);
        var (floor, faults, _) = GatePolicy.FloorOf(text, Property);
        return new(path, floor, faults);
    }

    private static OrganisationPolicy Unusable(string path, ManifestFault fault) => new(path, null, [fault]);

    /// <summary>As loud as what is wrong with a manifest: the line that is broken may be the one that says how loud.</summary>
    public IEnumerable<Finding> Findings(GateMode? requested) =>
        Faults.Select(fault => fault.FindingIn(Path!, requested == GateMode.Report ? FindingSeverity.Warning : FindingSeverity.Error));
}
