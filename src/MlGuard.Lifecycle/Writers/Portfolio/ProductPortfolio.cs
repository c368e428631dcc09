using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Writers.Portfolio;

/// <summary>A product among others.</summary>
/// <param name="Name">As its manifest calls it.</param>
/// <param name="Place">Its manifest, from the folder that was searched.</param>
/// <param name="Stage">The declared stage.</param>
/// <param name="Earned">The stage that its last verdict found earned; empty without a verdict.</param>
/// <param name="Complexity">From 1 to 5; null when nobody says.</param>
/// <param name="Blocked">What holds it up; empty for nothing.</param>
internal sealed record PortfolioProduct(
    string Name, string Place, string Stage, string Earned, double? Complexity, ImmutableArray<string> Blocked)
{
    /// <summary>What it brings and costs; null when the manifest does not say both in one currency.</summary>
    public Worth? Worth { get; init; }

    /// <summary>The currency of both.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Gain a year, as far as it is sure, for each coin and each step of complexity; null when that cannot be said.</summary>
    public double? Score =>
        Worth is { Cost: > 0 } worth && Complexity is > 0 and var complexity
            ? worth.Gain * (worth.Confidence ?? 1) / (worth.Cost * complexity)
            : null;
}

/// <summary>All products below a folder, the most worth while first.</summary>
/// <param name="Products">The products.</param>
internal sealed record ProductPortfolio(ImmutableArray<PortfolioProduct> Products)
{
    private const int DeepestFolder = 12;

    private static readonly ImmutableHashSet<string> s_unread = ["bin", "obj", "node_modules", ".git", ".mlguard"];
    private static readonly ImmutableArray<string> s_manifests = ["mlguard.yaml", "mlguard.yml"];

    public static ProductPortfolio Below(string folder)
    {
        var root = Path.GetFullPath(folder);
        return new(
        [
            .. Manifests(new DirectoryInfo(root), 0).Select(path => Of(path, root)).OrderBy(product => product.Blocked.IsEmpty ? 0 : 1)
                .ThenByDescending(product => product.Score ?? -1).ThenBy(product => product.Place, StringComparer.Ordinal),
        ]);
    }

    private static PortfolioProduct Of(string path, string root)
    {
        var place = path.Substring(root.Length).Replace('\\', '/').Trim('/');
        if (LoadedManifest.Of(path).Manifest is not { } manifest)
            return new(place, place, "", "", null, ["the manifest cannot be read"]);
        var said = new SaidValues([.. manifest.Values().Select(SaidDocument.Of)]);
        var verdict = VerdictOf(path);
        return new(
            said["project"] is { Length: > 0 } name ? name : place, place, said["stage"], verdict?.Earned ?? "",
            said.Measure(ManifestPaths.PriorityComplexity)?.Amount, [.. Blocks(said, verdict)])
        {
            Worth = Worth.Of(said),
            Currency = said.Measure("priority.cost")?.Unit ?? "",
        };
    }

    private static IEnumerable<string> Blocks(SaidValues said, VerdictDocument? verdict)
    {
        if (said["discovery.feasible.verdict"] == "no-go")
            yield return "not feasible";
        foreach (var stage in new[] { "mvp", "growth" })
            if (said[$"stages.{stage}.decision"] == "stop")
                yield return $"stopped after {stage}";
        if (said["iterate.next"] == "stop")
            yield return "to be ended";
        if (verdict is null)
            yield break;
        var model = new ReportModel(verdict, []);
        if (!model.IsEarned)
            yield return $"{verdict.Declared} is not earned: {Numbers.Counted(model.Gaps.Length, "gap")}, first {Names(model.Gaps)}";
    }

    private static string Names(ImmutableArray<RowDocument> gaps) => gaps.IsEmpty ? "none" : gaps[0].Rule;

    private static VerdictDocument? VerdictOf(string manifest)
    {
        var path = Path.Combine(Path.GetDirectoryName(manifest)!, ".mlguard", "verdict.json");
        return File.Exists(path) ? VerdictFile.Read(File.ReadAllText(path)).Value : null;
    }

    private static IEnumerable<string> Manifests(DirectoryInfo folder, int depth)
    {
        if (s_manifests.Select(name => Path.Combine(folder.FullName, name)).FirstOrDefault(File.Exists) is { } manifest)
            yield return manifest;
        if (depth == DeepestFolder)
            yield break;
        var below = folder.EnumerateDirectories()
            .Where(inner => !s_unread.Contains(inner.Name) && (inner.Attributes & FileAttributes.ReparsePoint) == 0)
            .OrderBy(inner => inner.Name, StringComparer.Ordinal).ToImmutableArray();
        foreach (var found in below.SelectMany(inner => Manifests(inner, depth + 1)))
            yield return found;
    }
}
