using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>
/// What people accept or vouch for in the manifest, read once: waivers, attestations, and what to say about those that do not count.
/// </summary>
/// <param name="Waivers">Those that are well-formed, also when they have expired.</param>
/// <param name="Attestations">Those that count.</param>
/// <param name="Remarks">Why the others do not.</param>
internal sealed record Acceptances(ImmutableArray<Waiver> Waivers, ImmutableArray<Attestation> Attestations, ImmutableArray<Remark> Remarks)
{
    public static Acceptances Of(ProductSnapshot product)
    {
        var (waivers, aboutWaivers) = WaiverReader.Read(product);
        var (attestations, aboutAttestations) = AttestationReader.Read(product);
        return new(waivers, attestations, [.. aboutWaivers, .. aboutAttestations]);
    }
}
