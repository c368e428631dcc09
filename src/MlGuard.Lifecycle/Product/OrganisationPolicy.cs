using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>
/// The floor that the build names, wherever it lies: an organisation's, for all its products. The build is trusted with any path, a
/// manifest with none outside its folder.
/// </summary>
/// <param name="Path">Full path; null when the build names none.</param>
/// <param name="Floor">Null when there is none to read.</param>
/// <param name="Faults">What is wrong with it: a policy that is named holds, or somebody hears that it does not.</param>
internal sealed record OrganisationPolicy(string? Path, GatePolicy? Floor, ImmutableArray<ManifestFault> Faults)
{
    private const string Property = "MlGuardPolicy";

    public static OrganisationPolicy None { get; } = new(null, null, []);

    public static OrganisationPolicy Read(string? path, PolicyRows rows)
    {
        if (path is null)
            return None;
        if (!File.Exists(path))
            return Unusable(
                path,
                ManifestFault.InvalidValue(
                    Property, "the policy is not there, so no floor of the organisation holds",
                    "Fetch it, or correct the path that the build gives.", Span.None));
        var (text, fault) = ManifestSource.Read(path);
        if (text is null)
            return Unusable(path, fault!);
        var (floor, faults, _) = GatePolicy.FloorOf(text, Property, rows);
        return new(path, floor, faults);
    }

    private static OrganisationPolicy Unusable(string path, ManifestFault fault) => new(path, null, [fault]);
}
