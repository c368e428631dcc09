using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>Whether a file of evidence belongs to the build that is decided about.</summary>
/// <param name="Seal">What stands beside it; null when nothing that can be read does.</param>
/// <param name="Why">Why it does not belong to this build, to stand after "since"; empty when it does.</param>
internal sealed record SealState(Seal? Seal, string Why)
{
    public const string Edited = "it has changed since it was sealed";

    public const string Deleted = "its seal was deleted, and git still holds that";

    public bool IsBound => Why.Length == 0;
}

/// <summary>The seals of evidence against the assemblies of this build.</summary>
internal sealed class SealedEvidence(EvidenceStore files, ProductFolder folder, ManifestDocument manifest, ProductFacts facts)
{
    private readonly ILookup<string, AssemblyOrigin> _built = facts.Assemblies.ToLookup(
        assembly => assembly.Assembly, assembly => assembly.Origin, StringComparer.OrdinalIgnoreCase);

    /// <param name="path">The file of evidence.</param>
    /// <param name="symbols">Paths of the manifest that name code: the assemblies that hold it have to have run.</param>
    public SealState Of(string path, params string[] symbols)
    {
        var (seal, fault) = files.Seal(path);
        if (seal is not null)
            return new(seal, WhyUnbound(path, seal, symbols) ?? "");
        if (!fault!.IsAbsent)
            return new(null, $"its seal {fault.Text}");
        return new(null, files.IsUnsealed(path) ? SealState.Deleted : "nothing seals it");
    }

    private string? WhyUnbound(string path, Seal seal, string[] symbols)
    {
        if (files.IsEdited(path))
            return SealState.Edited;
        ImmutableArray<SealedAssembly> own = [.. seal.Assemblies.Where(assembly => _built.Contains(assembly.Name))];
        if (own.IsEmpty)
            return "its seal names no assembly of this product";
        if (own.FirstOrDefault(assembly => !_built[assembly.Name].Any(origin => assembly.Is(origin.Mvid, origin.Code))) is { } other)
            return $"it was sealed by another build of {Quoted.Short(other.Name)}";
        if (seal.Model.Length > 0
            && manifest.Text(ManifestPaths.TrainingArtifactPath) is { } model
            && folder.Find(model).Exists
            && !ModelBinding.Hashes(folder, model).Contains(seal.Model))
            return "the model has changed since";
        return Needed(symbols).FirstOrDefault(name => own.All(assembly => !Same(assembly.Name, name))) is { } missing
            ? $"{missing} did not run when it was made"
            : null;
    }

    private IEnumerable<string> Needed(string[] symbols) =>
        symbols.SelectMany(path => manifest.Texts(path)).SelectMany(symbol => facts.Bodies(symbol))
            .Select(method => method.Assembly.Assembly).Distinct();

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
