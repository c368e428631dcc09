using MlGuard.Catalogue;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Git;
using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers;

namespace MlGuard.Lifecycle.Api;

/// <summary>
/// Seals evidence: says beside each file which assemblies ran when it was made, so that a gate can tell results of this build from others.
/// </summary>
public static class EvidenceSeal
{
    /// <summary>Why a file that is older than what would be sealed with it is refused.</summary>
    internal const string OfAnotherBuild = "so another build made it";

    /// <summary>How far the times of files written in turn may be in the wrong order: the coarsest file system keeps 2 s.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromSeconds(2);

    /// <summary>Makes the seals; nothing is written.</summary>
    public static SealResult Make(SealRequest request)
    {
        var loaded = LoadedManifest.Of(request.ManifestPath);
        ImmutableArray<(string Path, AssemblyIdentity Identity)> ran =
        [
            .. request.Assemblies.Select(path => (path, Identity: AssemblyIdentity.Read(path))).Where(pair => pair.Identity is not null)
                .Select(pair => (pair.path, pair.Identity!)),
        ];
        if (loaded.Manifest is null || ran.IsEmpty)
            return new(
                [
                    Refused(
                        request.ManifestPath,
                        ran.IsEmpty ? "no assembly of the product ran, so nothing can be sealed" : "it cannot be read"),
                ],
                []);
        var seal = new Seal(
            [], [.. ran.Select(pair => new SealedAssembly(pair.Identity.Name, pair.Identity.Mvid, pair.Identity.Sha256)
                { Code = pair.Identity.Code }).Distinct()],
            Days.Written(request.Today), request.Tool, GitReferences.Commit(loaded.Folder.Root));
        var prompts = ProductPrompts.Of(loaded.Manifest, loaded.Folder);
        var model = loaded.Manifest.Text(ManifestPaths.TrainingArtifactPath) is { } path ? loaded.Folder.Find(path).Sha256() ?? "" : "";
        var newest = ran.Select(pair => (pair.Path, Time: TimeOf(pair.Path, request))).OrderBy(pair => pair.Time).Last();
        var (findings, files) = (ImmutableArray.CreateBuilder<Finding>(), ImmutableArray.CreateBuilder<SealFile>());
        var kept = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<string> names = EvidenceFiles.Of(loaded.Manifest);
        if (names.IsEmpty && request.WrittenSinceUtc is null)
            findings.Add(Refused(request.ManifestPath, "it names no evidence, so there is nothing to seal"));
        foreach (var name in names)
            if (loaded.Folder.Find(name) is { FullPath: { } full } file && File.Exists(full) && file.Sha256() is { } hash)
            {
                var earlier = request.WrittenSinceUtc is null ? EarlierSeal(full, hash) : null;
                var own = IsOfTests(loaded.Manifest, name) ? seal with { Model = model } : seal with { Prompts = prompts };
                if (earlier is not null && Holds(earlier, [.. ran.Select(pair => pair.Identity)]) && IsOfSame(earlier, own))
                    kept.Add(name);
                else if ((ProblemOf(name, full, request, newest, loaded.Manifest) ?? OtherThan(ran, earlier)
                    ?? OfOther(full, own, loaded, request)) is not { } problem)
                    files.Add(new(Seal.PathFor(full), name, SealWriter.Write(name, hash, own)));
                else if (request.WrittenSinceUtc is null)
                    findings.Add(Refused(name, problem));
            }
            else if (request.WrittenSinceUtc is null)
            {
                findings.Add(Refused(name, "it is not there"));
            }

        // Where something was sealed, results of tests that another run left are not what was asked about.
        var isDone = files.Count > 0 || kept.Count > 0;
        return new([.. findings.Where(finding => !(isDone && IsOfTests(loaded.Manifest, finding.File)))], files.ToImmutable())
        {
            Kept = kept.ToImmutable(),
        };
    }

    /// <summary>Since when an assembly is the program that it is.</summary>
    private static DateTime TimeOf(string path, SealRequest request) =>
        request.SameCodeSinceUtc.TryGetValue(path, out var since) ? since : File.GetLastWriteTimeUtc(path);

    /// <summary>Results and coverage, which 'dotnet test' seals by itself.</summary>
    private static bool IsOfTests(ManifestDocument manifest, string file) =>
        file == manifest.Text(ManifestPaths.DocsTestsResults) || file == manifest.Text(ManifestPaths.DocsTestsCoverageFrom);

    /// <summary>Why what ran cannot have written a file; null where it can.</summary>
    private static string? ProblemOf(
        string name, string path, SealRequest request, (string Path, DateTime Time) newest, ManifestDocument manifest)
    {
        if (File.GetLastWriteTimeUtc(path) < (request.WrittenSinceUtc ?? newest.Time))
            return $"it is older than {Path.GetFileName(newest.Path)}, {OfAnotherBuild}";
        return !request.RanTests && IsOfTests(manifest, name) ? "it comes of tests, and none ran here" : null;
    }

    /// <summary>Whether a file was made with the prompts, or with the model, that it would be sealed with.</summary>
    private static bool IsOfSame(Seal earlier, Seal own) =>
        own.Prompts.IsDefault
            ? earlier.Model.Length == 0 || earlier.Model == own.Model
            : ProductPrompts.AreIn(earlier, own.Prompts);

    /// <summary>
    /// That a prompt or the model was written after a file; null where none was, or a run that is over says what it wrote.
    /// </summary>
    private static string? OfOther(string path, Seal own, LoadedManifest loaded, SealRequest request)
    {
        if (request.WrittenSinceUtc is not null)
            return null;
        var written = File.GetLastWriteTimeUtc(path) + ClockStep;
        if (!own.Prompts.IsDefault)
            return own.Prompts.FirstOrDefault(prompt => written < TimeIn(loaded, prompt.Name)) is { } newer
                ? $"'{Quoted.Short(newer.Name)}' was written after it, so another prompt may have been evaluated"
                : null;
        return own.Model.Length > 0
            && loaded.Manifest!.Text(ManifestPaths.TrainingArtifactPath) is { } model
            && written < TimeIn(loaded, model)
            ? $"'{Quoted.Short(model)}' was written after it, so another model may have been tested"
            : null;
    }

    private static DateTime TimeIn(LoadedManifest loaded, string name) =>
        loaded.Folder.Find(name).FullPath is { } full ? File.GetLastWriteTimeUtc(full) : DateTime.MinValue;

    /// <summary>That another program wrote a file, where its seal names one; null where it names none, or there is no seal.</summary>
    private static string? OtherThan(ImmutableArray<(string Path, AssemblyIdentity Identity)> ran, Seal? earlier) =>
        earlier?.Assemblies.FirstOrDefault(assembly => ran.All(own => !IsNamed(assembly, own.Identity))) is { } other
            ? $"{other.Name} wrote it, as its seal says, and did not run here"
            : null;

    /// <summary>The seal that a file has had since it was written; null without one, or where it was written anew.</summary>
    private static Seal? EarlierSeal(string path, string hash) =>
        File.Exists(Seal.PathFor(path))
        && File.GetLastWriteTimeUtc(path) <= File.GetLastWriteTimeUtc(Seal.PathFor(path)) + ClockStep
        && Seal.Read(File.ReadAllBytes(Seal.PathFor(path))).Value is { } seal
        && seal.Digests.Contains(hash)
            ? seal
            : null;

    /// <summary>
    /// Whether a seal still names what ran, or what does the same. A run of fewer assemblies takes nothing back, and one of more, such as
    /// that of tests, is no better witness of a file that it left as it was.
    /// </summary>
    private static bool Holds(Seal seal, ImmutableArray<AssemblyIdentity> ran)
    {
        return ran.All(own => seal.Assemblies.Any(assembly => IsSame(assembly, own)))
            || (!seal.Assemblies.IsEmpty && seal.Assemblies.All(assembly => ran.Any(own => IsSame(assembly, own))));

        static bool IsSame(SealedAssembly assembly, AssemblyIdentity own) => IsNamed(assembly, own) && assembly.Is(own.Mvid, own.Code);
    }

    private static bool IsNamed(SealedAssembly assembly, AssemblyIdentity own) =>
        string.Equals(assembly.Name, own.Name, StringComparison.OrdinalIgnoreCase);

    private static Finding Refused(string file, string why) =>
        Finding.About(LifecycleRules.InvalidValue, FindingSeverity.Warning, file, why, "Run what writes it, and seal it then, before anything else is built or changed.");
}
