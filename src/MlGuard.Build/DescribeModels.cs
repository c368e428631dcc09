using Microsoft.Build.Framework;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Api;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Build;

/// <summary>Leaves for the analyzers what the models read and answer that the project or the manifest names.</summary>
public sealed class DescribeModels : LifecycleTask
{
    /// <summary>The project's source files.</summary>
    [Required]
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary>The project's files that may be models, with their item type as <c>Kind</c>.</summary>
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Full path of the project.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The files that say what the build does: the project, and what it imports of the product.</summary>
    public ITaskItem[] BuildFiles { get; set; } = [];

    /// <summary>What the analyzers read of the manifest, which names models too; empty without one.</summary>
    public string? DigestFile { get; set; }

    /// <summary>Full path of the manifest; empty without one.</summary>
    public string? Manifest { get; set; }

    /// <summary>Where the analyzers read it.</summary>
    [Required]
    public string ModelsFile { get; set; } = "";

    private protected override string Subject => Project;

    private protected override void Run()
    {
        var folder = Path.GetDirectoryName(Project)!;
        var items = Models.Select(item => ItemOf(item, folder)).ToList();
        var own = new HashSet<string>(items.Select(item => item.Path), StringComparer.Ordinal);
        var memory = Path.GetFullPath(ModelsFile) + ".seen";
        var seen = SeenModels.In(File.Exists(memory) ? File.ReadAllText(memory) : null);
        var text = ModelDescription.Write(
            FullPaths(Sources), items, Declared(), folder, FullPaths(BuildFiles).Where(File.Exists).Select(File.ReadAllText),
            (path, fault) =>
            {
                if (own.Contains(path))
                    Report(Finding.About(LifecycleRules.ModelUnreadable, FindingSeverity.Warning, path, fault));
            },
            seen);
        AtomicFile.WriteIfDifferent(memory, seen.Text);
        AtomicFile.WriteIfDifferent(Path.GetFullPath(ModelsFile), text);
    }

    private static ModelItem ItemOf(ITaskItem item, string folder)
    {
        var path = item.GetMetadata("FullPath");
        // What is embedded stands in no folder.
        var target = item.GetMetadata("Kind") == "EmbeddedResource"
            ? ""
            : new[] { item.GetMetadata("Link"), item.GetMetadata("TargetPath"), Below(path, folder) }.First(it => it.Length > 0);
        var deployment = ModelItem.DeploymentOf(
            item.GetMetadata("Kind"), item.GetMetadata("CopyToOutputDirectory"), item.GetMetadata("CopyToPublishDirectory"));
        return new ModelItem(path, target, deployment);
    }

    private static string Below(string path, string folder) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path.Substring(folder.Length + 1)
            : Path.GetFileName(path);

    /// <summary>The models of the manifest that stand below it.</summary>
    private ImmutableArray<string> Declared()
    {
        if (string.IsNullOrEmpty(Manifest) || !File.Exists(DigestFile))
            return [];
        var folder = Path.GetDirectoryName(Path.GetFullPath(Manifest!))!;
        return
        [
            .. TabbedText.Read(File.ReadAllText(DigestFile)).Where(line => line is ["model", _, _, ..])
                .Select(line => line[2]).Where(path => path.IndexOfAny(Path.GetInvalidPathChars()) < 0 && !path.Contains(':'))
                .Select(path => Path.GetFullPath(Path.Combine(folder, path)))
                .Where(path => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)),
        ];
    }
}
