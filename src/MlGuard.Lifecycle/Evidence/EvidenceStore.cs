using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Git;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Evidence.Tests;

using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence;

/// <summary>Every file that rows look into, each read once.</summary>
internal sealed class EvidenceStore(ProductFolder folder)
{
    private const int MaxDocumentBytes = 4 << 20;
    private const int MaxJsonBytes = 16 << 20;
    private const int MaxXmlBytes = 128 << 20;

    private readonly Dictionary<(Type Kind, string Path), object> _read = [];

    private readonly Lazy<(GitIndex? Index, string Root, string File)?> _git = new(() => GitIndex.Around(folder.Root));

    /// <summary>A file of JSON; nothing of one that is not what was sealed may be believed.</summary>
    public Reading<JsonFile> Json(string path) => Read(path, MaxJsonBytes, bytes => SealFault(path) ?? JsonFile.Read(bytes));

    public Reading<TestResults> TestResults(string path) => Read(path, MaxXmlBytes, Tests.TestResults.Read);

    public Reading<Coverage> Coverage(string path) => Read(path, MaxXmlBytes, Tests.Coverage.Read);

    /// <summary>What stands beside a file and says to which build it belongs.</summary>
    public Reading<Seal> Seal(string path) => Read(Seals.Seal.PathFor(path), MaxDocumentBytes, Seals.Seal.Read);

    public Reading<Workflow> Workflow(string path) => Read(path, MaxDocumentBytes, Ci.Workflow.Read);

    public Reading<ApiDescription> Api(string path) => Read(path, MaxJsonBytes, ApiDescription.Read);

    public Reading<DataPointer> Pointer(string path) => Read(path, MaxDocumentBytes, DataPointer.Read);

    public Reading<ModelBuilderConfig> ModelBuilder(string path) => Read(path, MaxJsonBytes, ModelBuilderConfig.Read);

    public Reading<TextDocument> Document(string path) =>
        Read(path, MaxDocumentBytes, bytes => EvidenceText.IsText(bytes)
            ? Reading<TextDocument>.Of(TextDocument.Read(bytes))
            : new Fault("holds bytes that are no text"));

    public Reading<ModelFile> Model(string path) =>
        Known<ModelFile>(path, () =>
        {
            if (folder.Find(path) is not { Fault: null } file)
                return new Fault("may not be read");
            return file.Open(ModelFile.Read) is { } read && (read.Value is not null || read.Fault is not null) ? read : Fault.Absent;
        });

    /// <summary>The number behind <c>file.json#/pointer</c>, or behind <c>run#/metrics/name</c> of an MLflow run.</summary>
    public Reading<MetricReading> Metric(string reference)
    {
        // A row reads what another row names, whatever stands there.
        if (FilePointer.Of(reference) is not (var path, { } pointer))
            return new Fault("is named without the place in it");
        if (folder.Find(path) is { FullPath: { } full } && Directory.Exists(full))
            return MlflowRun.Read(folder, path, pointer);
        var (json, fault) = Json(path);
        return json is null ? fault! : MetricReading.At(json, pointer);
    }

    /// <summary>Whether a seal stands beside the file, and names another content.</summary>
    public bool IsEdited(string path) =>
        Seal(path).Value is { } seal && !(folder.Find(path).Sha256() is { } hash && seal.Digests.Contains(hash));

    /// <summary>Whether the file has no seal beside it, and git still holds one.</summary>
    public bool IsUnsealed(string path) =>
        Seal(path).Fault is { IsAbsent: true } && IsTracked(Seals.Seal.PathFor(path)) == true;

    /// <summary>Why a file is not what was sealed; null where it is, or nothing was.</summary>
    public Fault? SealFault(string path)
    {
        if (IsEdited(path))
            return Fault.Edited;
        return IsUnsealed(path) ? Fault.Unsealed : null;
    }

    /// <summary>Whether git tracks a file or something in a folder; null when there is no repository to ask.</summary>
    public bool? IsTracked(string path)
    {
        if (_git.Value is not { } git)
            return null;
        var full = folder.Locate(path).FullPath;
        if (full is null || !full.StartsWith(git.Root, StringComparison.Ordinal))
            return null;
        folder.DependsOn(git.File);
        return git.Index?.Tracks(full.Substring(git.Root.Length).Replace('\\', '/').Trim('/'));
    }

    /// <summary>Whether there is a repository whose index cannot be read, so that nobody knows what git tracks.</summary>
    public bool IsGitDamaged => _git.Value is { Index: null };

    /// <summary>Paths of the repository around the product, from its root; none without one.</summary>
    public (string Root, ImmutableArray<string> Paths) Repository() =>
        _git.Value is ({ } index, var root, _) ? (root, [.. index.Paths]) : (folder.Root, []);

    private Reading<T> Read<T>(string path, int maxBytes, Func<byte[], Reading<T>> reader) where T : class => Known(path, () =>
    {
        var file = folder.Find(path);
        if (file.Fault is not null)
            return new Fault(file.Fault);
        if (file.FullPath is null || !File.Exists(file.FullPath))
            return file.Exists ? new Fault("is a folder") : Fault.Absent;
        if (file.Read(maxBytes) is { } bytes)
            return bytes.Length == 0 ? new Fault("is empty") : reader(bytes);
        return new Fault(
            $"cannot be read, or is larger than {(maxBytes >> 20).ToString(System.Globalization.CultureInfo.InvariantCulture)} MB");
    });

    private Reading<T> Known<T>(string path, Func<Reading<T>> read) where T : class
    {
        if (_read.TryGetValue((typeof(T), path), out var known))
            return (Reading<T>)known;
        var made = read();
        _read.Add((typeof(T), path), made);
        return made;
    }
}
