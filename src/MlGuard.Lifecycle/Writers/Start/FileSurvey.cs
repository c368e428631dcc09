using System.Text.Json;
using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Git;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>What the files of a product tell of a first manifest.</summary>
/// <param name="root">The product's folder.</param>
/// <param name="rowFiles">The names that stand in code which loads rows; null where no code was read.</param>
internal sealed class FileSurvey(string root, ImmutableHashSet<string>? rowFiles = null)
{
    private const int MostSources = 8;
    private const int MostLookedFor = 64;
    private const int MostFiles = 20_000;
    private const long LargestEvidence = 1 << 20;
    private const int LargestCoverage = 1 << 24;

    private static readonly ImmutableArray<string> s_coverage = ["coverage", "cobertura"];

    /// <summary>Where the trx logger copies what was attached to a run: <c>_machine_2026-11-29_10_31_54/In/machine</c>.</summary>
    private static readonly Regex s_copiedByTrx = new(
        @"_\d{4}-\d\d-\d\d_\d\d_\d\d_\d\d(\.\d+)?/In/", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly ImmutableHashSet<string> s_unread =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "bin", "obj", "node_modules", ".git", ".mlguard", ".vs", "packages");

    private static readonly ImmutableHashSet<string> s_data =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, ".csv", ".tsv", ".parquet", ".jsonl");

    private static readonly ImmutableHashSet<string> s_code =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, ".csproj", ".fsproj", ".vbproj", ".sln", ".slnx");

    private static readonly ImmutableHashSet<string> s_tests = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "test", "tests");

    /// <summary>Words in the path of a file that is held back for tests, or that a run has left.</summary>
    private static readonly ImmutableHashSet<string> s_noSource = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "test", "tests", "validation", "output", "outputs", "result", "results", "prediction",
        "predictions", "artifacts", "evidence", "coverage");

    /// <summary>Names under which a file of metrics keeps the quality of a model, as they are compared: without case and signs.</summary>
    private static readonly ImmutableHashSet<string> s_quality = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "accuracy", "microAccuracy", "macroAccuracy", "recall", "precision", "f1", "f1Score", "auc",
        "areaUnderRocCurve", "rSquared", "ndcg");

    private static readonly ImmutableArray<string> s_sites = ["actions/deploy-pages", "aws s3 "];

    /// <summary>What makes something out of .NET projects.</summary>
    private static readonly ImmutableArray<string> s_tools = ["dotnet ", "msbuild", "docker build", "docker buildx", "nuke", "cake"];

    /// <summary>Whether a host of Azure Functions puts them elsewhere than below <c>/api</c>, which code does not tell.</summary>
    public bool MovesFunctions => Files(new DirectoryInfo(root)).Take(MostFiles)
        .Where(path => Path.GetFileName(path) == "host.json")
        .Any(path => new ProductFolder(root).Find(path).Read((int)LargestEvidence) is { } bytes
            && JsonFile.Read(bytes).Value?.Find("/extensions/http/routePrefix") is not null);

    /// <summary>
    /// Assemblies that git holds, so that nobody knows which sources they are of, and those that are older than a source.
    /// </summary>
    public IEnumerable<string> Aged(IEnumerable<(string Assembly, string Project, bool IsTest)> compiled)
    {
        var evidence = new EvidenceStore(new(root));
        ImmutableArray<(string Assembly, string Project)> all =
            [.. compiled.Select(item => (Relative(item.Assembly), item.Project)).OrderBy(item => item.Project, StringComparer.Ordinal)];
        ImmutableArray<(string Assembly, string Project)> held = [.. all.Where(item => evidence.IsTracked(item.Assembly) == true)];
        if (!held.IsEmpty)
            yield return $"Git holds what was looked at of {Numbers.Counted(held.Length, "project")} ({held[0].Assembly}), so nobody knows "
                + "which sources it is of. Build it, and run 'mlguard init --force'.";
        ImmutableArray<(string Project, string Source)> older =
        [
            .. from item in all.Except(held)
               let others = all.Select(other => FolderOf(other.Project)).Where(folder => folder.Length > FolderOf(item.Project).Length)
               let source = NewerThan(item.Assembly, FolderOf(item.Project), [.. others])
               where source is not null
               select (item.Project, source),
        ];
        if (!older.IsEmpty)
            yield return $"What was looked at of {Numbers.Counted(older.Length, "project")} is older than its sources ({older[0].Source}). "
                + "Build it, and run 'mlguard init --force'.";
    }

    private string Relative(string path) =>
        path.StartsWith(root, StringComparison.Ordinal) ? path.Substring(root.Length).TrimStart('/', '\\').Replace('\\', '/') : path;

    private static string FolderOf(string project) => project.Substring(0, project.LastIndexOf('/') + 1);

    /// <summary>A source that was written after the assembly, and that belongs to no project further below.</summary>
    private string? NewerThan(string assembly, string folder, ImmutableArray<string> others)
    {
        var (built, from) = (File.GetLastWriteTimeUtc(Path.Combine(root, assembly)), new DirectoryInfo(Path.Combine(root, folder)));
        return !from.Exists
            ? null
            : Files(from).Take(MostFiles).FirstOrDefault(path => NamingTexts.IsSource(path)
                && !others.Any(other => path.StartsWith(other, StringComparison.Ordinal))
                && File.GetLastWriteTimeUtc(Path.Combine(root, path)) > built);
    }

    /// <summary>Whether the team may train in another language what the product runs.</summary>
    public bool MayTrainElsewhere => OtherTraining.MayBeIn(new(root), [.. Files(new DirectoryInfo(root)).Take(MostFiles)]);

    public Settings Settings => Settings.Of(new(root), Files(new DirectoryInfo(root)).Take(MostFiles));

    public IEnumerable<FoundValue> Found()
    {
        if (Solution() is { } solution)
            yield return new("project", Kebab(Path.GetFileNameWithoutExtension(solution)), solution);
        else
            yield return new("project", Kebab(new DirectoryInfo(root).Name), "the folder's name");
        var owner = Owner();
        if (owner is { } found)
            yield return new("owner", found.Owner, found.File);
        ImmutableArray<string> files = [.. Files(new DirectoryInfo(root)).Take(MostFiles).OrderBy(path => path, StringComparer.Ordinal)];
        foreach (var value in Sources(files, owner?.Owner).Concat(Quality(files)).Concat(Results(files)).Concat(CoverageOf(files))
            .Concat(Delivery()))
            yield return value;
    }

    /// <summary>
    /// The one model among the files that the code loads, or the only one; where there are several, the team says which is served. Metrics
    /// that name no model, or another one, count only for a product that names none.
    /// </summary>
    /// <param name="served">What the code that answers loads, and the projects that name it; empty where nothing is known.</param>
    public IEnumerable<FoundValue> Model(ImmutableArray<(string Path, string Project)> served = default)
    {
        var folder = new ProductFolder(root);
        ImmutableArray<string> files = [.. Files(new DirectoryInfo(root)).Take(MostFiles)];
        var loaded = LoadedFile.Of([.. files.Where(path => IsModel(folder, path))], served.IsDefault ? [] : served);
        if (loaded is not var (model, source) || folder.Find(model).Sha256() is not { } hash)
            yield break;
        if (Quality(files).Any(metric => HashIn(folder, metric.Source) != hash))
            yield break;
        yield return new(ManifestPaths.TrainingArtifactPath, model, source);
        yield return new(ManifestPaths.TrainingArtifactHash, $"sha256:{hash}", model);
        if (TrainedOn(folder, model) is { } day)
            yield return new(ManifestPaths.TrainingArtifactTrained, Days.Written(day), $"the day on which {model} was written");
    }

    /// <summary>
    /// A file that git brought has the day on which it came. One that a run left here has that of the run, and no number was measured on
    /// it earlier.
    /// </summary>
    private static DateTime? TrainedOn(ProductFolder folder, string model) =>
        new EvidenceStore(folder).IsTracked(model) == false && folder.Find(model).FullPath is { } full
            ? File.GetLastWriteTimeUtc(full).Date
            : null;

    private static bool IsModel(ProductFolder folder, string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".zip" or ".mlnet" => folder.Find(path).Open(ModelFile.Read) is { Value.Format: "ML.NET" },
        ".onnx" or ".pt" or ".pth" => ModelFormat.FaultOf(path, folder.Find(path)) is null,
        _ => false,
    };

    private static string? HashIn(ProductFolder folder, string path) =>
        folder.Find(path).Read((int)LargestEvidence) is { } bytes ? JsonFile.Read(bytes).Value?.ModelHash : null;

    /// <summary>The one file of results that a run of the tests left.</summary>
    private static IEnumerable<FoundValue> Results(ImmutableArray<string> files)
    {
        ImmutableArray<string> results = [.. files.Where(path => path.EndsWith(".trx", StringComparison.OrdinalIgnoreCase))];
        if (results is [var only] && !only.Contains(' '))
            yield return new(ManifestPaths.DocsTestsResults, only, "the only results of tests");
    }

    /// <summary>
    /// The one report of coverage, where the next run writes it again: where each run has another folder of its own, a star stands for it.
    /// Results of tests may hold a copy of theirs.
    /// </summary>
    private IEnumerable<FoundValue> CoverageOf(ImmutableArray<string> files)
    {
        var folder = new ProductFolder(root);
        ImmutableArray<string> reports =
        [
            .. files.Where(path => path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
                && s_coverage.Any(word => Path.GetFileName(path).IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                && !s_copiedByTrx.IsMatch(path)
                && folder.Find(path).Read(LargestCoverage) is { } bytes
                && Coverage.Read(bytes).Value is not null)
                .Select(path => string.Join("/", path.Split('/').Select(part => Guid.TryParse(part, out _) ? "*" : part))).Distinct(),
        ];
        if (reports is [var only] && !only.Contains(' '))
            yield return new(
                ManifestPaths.DocsTestsCoverageFrom, only,
                only.Contains('*') ? "the only place of reports of coverage" : "the only report of coverage");
    }

    /// <summary>The one workflow that publishes or ships.</summary>
    private IEnumerable<FoundValue> Delivery()
    {
        var folder = new ProductFolder(root);
        ImmutableArray<string> workflows =
        [
            .. folder.List(".github/workflows", ".yml", ".yaml")
                .Concat(folder.List(".", "azure-pipelines.yml", "azure-pipelines.yaml", ".gitlab-ci.yml"))
                .Where(path => folder.Find(path).Read((int)LargestEvidence) is { } bytes
                    && Workflow.Read(bytes).Value is { } workflow
                    && Delivers(workflow)),
        ];
        if (workflows is [var only])
            yield return new("training.productionize", only, "the only workflow that publishes");
    }

    /// <summary>A page of a release or of a site alone delivers what the same workflow builds, and else only says something.</summary>
    private static bool Delivers(Workflow workflow) =>
        workflow.Steps.Any(step => step.RunsGate || (Shipping.In(step) is var (what, _) && !Shipping.IsRelease(what) && !IsSite(what)))
        || (workflow.Steps.Any(step => Shipping.In(step) is not null) && (workflow.HasUnseenParts || workflow.Steps.Any(IsOfDotNet)));

    /// <summary>
    /// Whether what ships are the files of a site, as those of documents or of an interface, which another program answers.
    /// </summary>
    private static bool IsSite(string what) => s_sites.Any(site => what.StartsWith(site, StringComparison.OrdinalIgnoreCase));

    private static bool IsOfDotNet(WorkflowStep step) =>
        s_tools.Any(tool => step.Text.IndexOf(tool, StringComparison.OrdinalIgnoreCase) >= 0);

    private string? Solution()
    {
        ImmutableArray<string> solutions =
            [.. new[] { "*.slnx", "*.sln" }.SelectMany(pattern => Directory.EnumerateFiles(root, pattern)).Select(Path.GetFileName)!];
        return solutions is [var only] ? only : null;
    }

    /// <summary>The team or person who owns everything, as a bare handle.</summary>
    private (string Owner, string File)? Owner()
    {
        foreach (var place in CodeOwners.Places)
            if (File.Exists(Path.Combine(root, place))
                && CodeOwners.Read(File.ReadAllBytes(Path.Combine(root, place))).OwnersOf("mlguard.yaml") is [var owner, ..]
                && owner.StartsWith("@", StringComparison.Ordinal))
                return (owner.Substring(owner.LastIndexOf('/') + 1).TrimStart('@'), place);
        return null;
    }

    /// <summary>
    /// A file of data that nothing names is no source of the product. Where what runs names some, one that is only copied or told of beside
    /// them is none either.
    /// </summary>
    private IEnumerable<FoundValue> Sources(ImmutableArray<string> files, string? owner)
    {
        var naming = new NamingTexts(root, files);
        var code = CodeFolders(files);
        ImmutableArray<IGrouping<string, string>> sources =
        [
            .. files.Where(path => (s_data.Contains(Path.GetExtension(path)) || IsTable(path)) && !IsAside(path, code))
                .GroupBy(NameOf, StringComparer.OrdinalIgnoreCase).Take(MostLookedFor),
        ];
        ImmutableArray<ImmutableArray<string>> Those(Func<string, string, bool> isOne) =>
        [
            .. sources.Select(group => group.Where(path => isOne(path, NameOf(path))).ToImmutableArray())
                .Where(paths => !paths.IsEmpty).Take(MostSources),
        ];
        var data = Those((path, source) => naming.Name(path, source) || IsTable(path));
        if (data.IsEmpty)
            data = Those(naming.Mention);
        for (var i = 0; i < data.Length; i++)
        {
            yield return new("data.sources[].name", NameOf(data[i][0]), Origin(data[i]), i);
            if (owner is not null)
                yield return new("data.sources[].owner", owner, "CODEOWNERS", i);
        }
    }

    /// <summary>Of files of one name that hold different data nobody knows which one is read.</summary>
    private string Origin(ImmutableArray<string> paths) =>
        paths.Select(path => new FileInfo(Path.Combine(root, path)).Length).Distinct().Count() == 1
            ? paths[0]
            : $"{Path.GetFileName(paths[0])} in {Numbers.Counted(paths.Length, "folder")}";

    private bool IsTable(string path) => rowFiles is not null && TableFile.Is(path, new(root), rowFiles);

    /// <summary>
    /// Whether a file is held back, or left by a run, by its name or that of a folder. A folder with projects in it is named after what
    /// they do, and only tests keep their files apart.
    /// </summary>
    private static bool IsAside(string path, ImmutableHashSet<string> code)
    {
        var parts = path.Split('/');
        return parts.Select((part, at) => (Words: WordsOf(part), Folder: string.Join("/", parts.Take(at + 1))))
            .Any(part => code.Contains(part.Folder)
                ? s_tests.Contains(part.Words.LastOrDefault() ?? "")
                : part.Words.Any(s_noSource.Contains));
    }

    /// <summary>The folders in which, or below which, a project or a solution stands.</summary>
    private static ImmutableHashSet<string> CodeFolders(ImmutableArray<string> files) => ImmutableHashSet.CreateRange(
        StringComparer.Ordinal,
        files.Where(path => s_code.Contains(Path.GetExtension(path))).Select(path => path.Split('/'))
            .SelectMany(parts => Enumerable.Range(1, parts.Length - 1).Select(count => string.Join("/", parts.Take(count)))));

    /// <summary>The words of a name: <c>hour_test.csv</c> and <c>HeartTest.csv</c> hold the word <c>test</c>.</summary>
    private static string[] WordsOf(string name) =>
        Regex.Split(name, "[^A-Za-z]+|(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The file's name; parts that are only numbered are one source, under the name of their folder.</summary>
    private static string NameOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name.Any(char.IsLetter) || Path.GetFileName(Path.GetDirectoryName(path)) is not { Length: > 0 } folder ? name : folder;
    }

    /// <summary>One metric of one file: of several, the team chooses.</summary>
    private IEnumerable<FoundValue> Quality(ImmutableArray<string> files)
    {
        ImmutableArray<(string File, string Metric)> metrics =
        [
            .. from path in files
               where path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                   && new FileInfo(Path.Combine(root, path)).Length <= LargestEvidence
               from metric in Metrics(path)
               select (path, metric),
        ];
        if (metrics.Select(metric => metric.File).Distinct().Count() == 1)
            yield return new("training.quality.<metric>.from", $"{metrics[0].File}#/{metrics[0].Metric}", metrics[0].File)
                { Named = metrics[0].Metric };
    }

    private IEnumerable<string> Metrics(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, path)));
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? []
                : [.. document.RootElement.EnumerateObject()
                    .Where(property => property.Value.ValueKind == JsonValueKind.Number && s_quality.Contains(property.Name))
                    .Select(property => property.Name)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private IEnumerable<string> Files(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
            yield return file.FullName.Substring(root.Length).TrimStart('/', '\\').Replace('\\', '/');
        foreach (var below in folder.EnumerateDirectories())
            if (!s_unread.Contains(below.Name) && (below.Attributes & FileAttributes.ReparsePoint) == 0)
                foreach (var path in Files(below))
                    yield return path;
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 && char.IsLower(name[at - 1])
            ? $"-{char.ToLowerInvariant(letter)}"
            : char.ToLowerInvariant(letter).ToString())).Replace('.', '-').Replace(' ', '-').Replace('_', '-');
}
