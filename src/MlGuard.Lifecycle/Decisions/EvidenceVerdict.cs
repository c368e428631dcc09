using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>To what a file of evidence belongs.</summary>
/// <param name="Path">As the manifest writes it.</param>
/// <param name="IsOfModel">Whether it names the hash of the declared model, or is that model.</param>
/// <param name="Unbound">Why it does not belong to this build; empty when it does.</param>
/// <param name="Day">The day of its seal; empty without one.</param>
/// <param name="Tool">What sealed it; empty without a seal.</param>
/// <param name="Commit">The commit that its seal names; empty without one.</param>
internal sealed record EvidenceVerdict(string Path, bool IsOfModel, string Unbound, string Day, string Tool, string Commit)
{
    /// <summary>The hash of the file as it is now.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The assemblies that its seal names.</summary>
    public ImmutableArray<string> Assemblies { get; init; } = [];

    /// <summary>Whether it is the file of the declared model, which nothing binds to a model.</summary>
    public bool IsModel { get; init; }

    /// <summary>Every file that is there.</summary>
    public static ImmutableArray<EvidenceVerdict> Of(ProductSnapshot product) =>
    [
        .. from path in EvidenceFiles.Of(product.Manifest)
           where product.Folder.Find(path) is { FullPath: { } full } && File.Exists(full)
           let state = BoundResults.StateOf(product, path)
           select new EvidenceVerdict(
               path, product.Files.SealFault(path) is null && NamesModel(product, path), state.Why,
               state.Seal?.Day ?? "", state.Seal?.Tool ?? "", state.Seal?.Commit ?? "")
           {
               IsModel = IsModelFile(product, path),
               Sha256 = product.Folder.Find(path).Sha256() ?? "",
               Assemblies = [.. state.Seal?.Assemblies.Select(assembly => assembly.Name) ?? []],
           },
    ];

    private static bool NamesModel(ProductSnapshot product, string path) =>
        (IsModelFile(product, path) && ModelBinding.Of(product).Problem is null)
        || (product.Files.Json(path).Value is { } json && ModelBinding.Of(product).Owns(json.ModelHash, json.ModelIds));

    private static bool IsModelFile(ProductSnapshot product, string path) =>
        product.Manifest.Text(ManifestPaths.TrainingArtifactPath) is { } model && FilePointer.FileOf(model) == path;
}
