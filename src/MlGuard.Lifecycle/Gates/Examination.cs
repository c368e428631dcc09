using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates;

/// <summary>A manifest read once: its text, its structure and the product around it.</summary>
/// <param name="Manifest">Null when not even a tree could be read.</param>
/// <param name="Faults">What is wrong with text and structure.</param>
/// <param name="Folder">The product's folder.</param>
internal sealed record Examination(ManifestDocument? Manifest, ImmutableArray<ManifestFault> Faults, ProductFolder Folder)
{
    /// <summary>The floor that the build names.</summary>
    public OrganisationPolicy Organisation { get; private init; } = OrganisationPolicy.None;

    public static Examination Of(string manifestPath, string? policyPath) => Of(manifestPath) with { Organisation = OrganisationPolicy.Read(policyPath) };

    public static Examination Of(string manifestPath)
    {
        var folder = new ProductFolder(Path.GetDirectoryName(Path.GetFullPath(manifestPath))!);
        var (text, fault) = ManifestSource.Read(manifestPath);
        return text is null ? new(null, [fault!], folder) : Of(text, folder);
    }

    public static Examination Of(string text, ProductFolder folder)
    {
        var (root, faults) = ManifestReader.Read(text);
        return root is null
            ? new(null, faults, folder)
            : new(new(root, RowTable.Keys), [.. faults, .. StructureCheck.Run(root, RowTable.Keys)], folder);
    }

    public string Digest => Manifest is null ? DigestWriter.Empty : DigestWriter.Write(Manifest, Gates.Product.ApisOf(Manifest));

    public ImmutableArray<Finding> FaultFindings(string manifestPath, GateMode? requested)
    {
        // Whatever the manifest says about its own mode: it may be the very line that is broken.
        var severity = requested == GateMode.Report ? FindingSeverity.Warning : FindingSeverity.Error;
        return [.. Faults.Select(fault => fault.FindingIn(manifestPath, severity)), .. Organisation.Findings(requested)];
    }

    public Product ProductWith(ImmutableArray<AssemblyFacts>? facts, ImmutableArray<string> notebooks, DateTime today, bool continuousIntegration) =>
        new Product(
            Manifest!, Folder, facts is { } assemblies ? new(assemblies, Gates.Product.ApisOf(Manifest!)) : null,
            [.. notebooks.Select(Folder.Relative)], today, continuousIntegration, Organisation.Floor).WithTests();
}
