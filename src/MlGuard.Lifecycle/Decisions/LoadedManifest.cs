using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>A manifest read once: its text, its structure and the product around it.</summary>
/// <param name="Manifest">Null when not even a tree could be read.</param>
/// <param name="Faults">What is wrong with text and structure.</param>
/// <param name="Folder">The product's folder.</param>
internal sealed record LoadedManifest(ManifestDocument? Manifest, ImmutableArray<ManifestFault> Faults, ProductFolder Folder)
{
    /// <summary>The floor that the build names.</summary>
    public OrganisationPolicy Organisation { get; init; } = OrganisationPolicy.None;

    public static LoadedManifest Of(string manifestPath, string? policyPath) =>
        Of(manifestPath) with { Organisation = OrganisationPolicy.Read(policyPath, RequirementTable.Policy) };

    public static LoadedManifest Of(string manifestPath)
    {
        var folder = new ProductFolder(Path.GetDirectoryName(Path.GetFullPath(manifestPath))!);
        var (text, fault) = ManifestSource.Read(manifestPath);
        return text is null ? new(null, [fault!], folder) : Of(text, folder);
    }

    public static LoadedManifest Of(string text, ProductFolder folder)
    {
        var (root, faults) = ManifestReader.Read(text);
        return root is null
            ? new(null, faults, folder)
            : new(new(root, RequirementTable.Schema), [.. faults, .. StructureCheck.Run(root, RequirementTable.Schema)], folder);
    }

    public ImmutableArray<Finding> FaultFindings(string manifestPath, EnforcementMode? requested)
    {
        // Whatever the manifest says about its own mode: it may be the very line that is broken.
        var severity = SeverityOfFault(requested);
        return [.. Faults.Select(fault => Finding.Of(fault, manifestPath, severity)), .. PolicyFindings(requested)];
    }

    /// <summary>As loud as what is wrong with a manifest: the line that is broken may be the one that says how loud.</summary>
    public IEnumerable<Finding> PolicyFindings(EnforcementMode? requested) =>
        Organisation.Faults.Select(fault => Finding.Of(fault, Organisation.Path!, SeverityOfFault(requested)));

    private static Severity SeverityOfFault(EnforcementMode? requested) =>
        requested == EnforcementMode.Report ? Severity.Warning : Severity.Error;

    /// <summary>The product before it is compiled; <see cref="ProductSnapshot.WithCode"/> is the same one at the gate.</summary>
    public ProductSnapshot ProductAt(Circumstances circumstances) =>
        new(
            Manifest!, Folder, new(Folder), null, [.. circumstances.Notebooks.Select(Folder.Relative)], circumstances.Today,
            circumstances.ContinuousIntegration, GatePolicy.Of(Manifest!, Folder, Organisation.Floor, RequirementTable.Policy))
        {
            Documents = DocumentUses.Of(Manifest!),
            GateIsOff = circumstances.GateIsOff,
        };
}
