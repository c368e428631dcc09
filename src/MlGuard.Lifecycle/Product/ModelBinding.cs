using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>Evidence counts for one model: the one whose hash it names, measured after it was trained.</summary>
internal sealed class ModelBinding
{
    private const int MaxPointerBytes = 1 << 20;

    private readonly ProductSnapshot _product;
    private readonly DateTime? _trained;
    private readonly ImmutableHashSet<string> _furtherHashes;
    private readonly ImmutableHashSet<string> _furtherIds;

    private ModelBinding(ProductSnapshot product, string? hash, Problem? problem)
    {
        _product = product;
        Hash = hash;
        Problem = problem;
        var isElsewhere = hash is null && IsTrainedElsewhere(product.Manifest);
        _furtherHashes = isElsewhere ? [.. product.Manifest.Texts(ManifestPaths.ModelsHash).Select(HashText.Bare)] : [];
        _furtherIds = isElsewhere ? [.. product.Manifest.Texts(ManifestPaths.ModelsId)] : [];
        _trained = Days.TryRead(product.Manifest.Text(ManifestPaths.TrainingArtifactTrained) ?? "", out var day) ? day : null;
    }

    /// <summary>The hash that evidence has to name: the declared one, or the file's own. Null when the manifest names no model.</summary>
    public string? Hash { get; }

    /// <summary>The file is there and is another model.</summary>
    public Problem? Problem { get; }

    /// <summary>Whether the product's model is hosted or bought, so that <c>models</c> pins what is measured.</summary>
    public static bool IsTrainedElsewhere(ManifestDocument manifest) =>
        manifest.Text("discovery.solution.approach") is "hosted" or "bought";

    /// <summary>Whether numbers were measured on a model that the manifest pins.</summary>
    public bool Owns(string? hash, ImmutableArray<string> ids) => (Hash, hash) switch
    {
        ({ } own, _) => hash == own,
        (null, { } further) => _furtherHashes.Contains(further),
        _ => !ids.IsEmpty && ids.All(_furtherIds.Contains),
    };

    public static ModelBinding Of(ProductSnapshot product)
    {
        var declared = product.Manifest.Find(ManifestPaths.TrainingArtifactHash)[0];
        var path = product.Manifest.Find(ManifestPaths.TrainingArtifactPath)[0];
        var actual = path.Text is null ? [] : Hashes(product.Folder, path.Text);
        if (declared.Text is null)
            return new(product, actual.FirstOrDefault(), null);
        var hash = HashText.Bare(declared.Text);
        return new(product, hash, actual.IsEmpty || actual.Contains(hash) ? null : Mismatch(path.Text!, declared.Span));
    }

    /// <summary>
    /// The hashes under which a file may be declared: its own, that of which Git LFS left a pointer, or that of DVC's file beside it. Empty
    /// when nothing is there.
    /// </summary>
    public static ImmutableArray<string> Hashes(ProductFolder folder, string path)
    {
        var file = folder.Find(path);
        if (file.Sha256() is { } own)
            return file.Read(1024) is { } small && DataPointer.Lfs(small) is { } lfs ? [own, lfs.Outputs[0].Hash] : [own];
        var dvc = folder.Find($"{path}.dvc");
        return dvc.Read(MaxPointerBytes) is { } bytes && DataPointer.Read(bytes).Value is not null && dvc.Sha256() is { } hash
            ? [hash]
            : [];
    }

    public static Problem Mismatch(string path, Span span) =>
        Problem.Failed(
            $"'{Quoted.Short(path)}' is not the model that 'training.artifact.hash' names",
            "Evaluate the file that is there; 'mlguard seal PROJECT' then seals the numbers and writes its hash.",
            span) with { IsWaivable = false };

    public Problem? ProblemOf(ManifestEntry from, string? measuredOn, DateTime? created, ImmutableArray<string> ids = default)
    {
        var file = Quoted.Short(FilePointer.FileOf(from.Text!));
        if (created is null && _trained is not null)
            return Problem.Broken(
                $"'{file}' does not say in 'createdUtc' when it was measured, so it may be older than the model",
                "Let what writes it add the time, and evaluate again.", from.Span);
        if (created < _trained)
            return _trained > _product.Today.Date ? TrainedAhead(file) : Problem.Broken(
                $"'{file}' was made on {Days.Written(created!.Value)}, before the model was trained on {Days.Written(_trained!.Value)}",
                "Evaluate again and commit both.", from.Span);
        if (created is { } day && (day - _product.Today.Date).TotalDays > 1)
            return Problem.Broken(
                $"'{file}' is dated {Days.Written(day)}, which lies ahead",
                "Correct the clock that wrote it, and evaluate again.", from.Span);
        if (Hash is null)
            return Foreign(measuredOn, ids.IsDefault ? [] : ids) is { } foreign
                ? Problem.Broken(
                    $"'{file}' was measured on {foreign}, which 'models' does not pin", "Evaluate what runs, or pin what was evaluated.",
                    from.Span) with { IsWaivable = false }
                : null;
        if (measuredOn == Hash)
            return null;
        return measuredOn is null
            ? Problem.Broken(
                $"'{file}' names no model, so its numbers may belong to another", "Write the model's hash into it as 'model.sha256'.",
                from.Span)
            : Problem.Broken(
                $"'{file}' was measured on another model than training.artifact names",
                "Where the model was trained anew, 'mlguard hash' writes its hash into the manifest; otherwise evaluate again and commit both.",
                from.Span) with { IsWaivable = false };
    }

    public Problem? ProblemOf(ManifestEntry from, MetricReading metric) =>
        metric.IsToolReport && metric.ModelHash is null ? null : ProblemOf(from, metric.ModelHash, metric.Created, metric.ModelIds);

    public Problem? ProblemOf(ManifestEntry from, JsonFile json) => ProblemOf(from, json.ModelHash, json.Created, json.ModelIds);

    /// <summary>No new evaluation would be younger than a day that is still to come.</summary>
    private Problem TrainedAhead(string file) =>
        Problem.Failed(
            $"'{ManifestPaths.TrainingArtifactTrained}' is {Days.Written(_trained!.Value)}, which lies ahead, so nobody knows whether "
                + $"'{file}' is older than the model",
            "Write the day on which the model was trained.",
            _product.Manifest.Find(ManifestPaths.TrainingArtifactTrained)[0].Span) with { IsOfDate = true };

    /// <summary>A model that evidence names and that is none of the pinned ones; null where nothing is pinned or named.</summary>
    private string? Foreign(string? hash, ImmutableArray<string> ids)
    {
        if (hash is not null && !_furtherHashes.IsEmpty && !_furtherHashes.Contains(hash))
            return "another model";
        return _furtherIds.IsEmpty || ids.FirstOrDefault(id => !_furtherIds.Contains(id)) is not { } foreign
            ? null
            : $"'{Quoted.Short(foreign)}'";
    }
}
