using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Git;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>The version that a rollback goes back to: another than the one that runs, and one that there was.</summary>
internal static class RollbackTarget
{
    private const int MaxFileBytes = 4 << 20;

    private static readonly Regex s_number = new(@"[0-9]+(\.[0-9]+)*([-+][0-9A-Za-z.-]+)?$", RegexOptions.CultureInvariant);

    public static RowAnswer Check(RowContext context)
    {
        var entry = context.Entry(ManifestPaths.RolloutRollbackTo);
        var target = entry.Text!;
        if (context.Text(ManifestPaths.ModelVersion) is { } version && target.EndsWith(version, StringComparison.Ordinal))
            return RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(target)}' is the version that runs, so there is no way back", "Name the version before.", entry.Span));
        return NamedBy(context, NumberOf(target)) is { } place
            ? RowAnswer.Proven($"to {Quoted.Short(target)}, which {place} names")
            : RowAnswer.Declared(
                $"to {Quoted.Short(target)}; no tag, workflow, entry of 'models', changelog or tracked file names such a version");
    }

    /// <summary>What the tag of a version, its file and its entry have in common; the whole name where it holds no number.</summary>
    private static string NumberOf(string name) => s_number.Match(name) is { Success: true } number ? number.Value : name;

    private static string? NamedBy(RowContext context, string version)
    {
        var (product, root) = (context.Product, context.Product.Folder.Root);
        if (Find(GitReferences.Tags(root), version) is { } tag)
            return $"the tag '{Quoted.Short(tag)}'";
        if (Find(context.Entries(ManifestPaths.ModelsArtifact).Select(model => model.Text ?? ""), version) is { } artifact)
            return $"'{Quoted.Short(artifact)}' of 'models'";
        foreach (var path in new[] { context.Text("rollout.rollback.workflow"), product.Manifest.Text("docs.changelog") })
            if (path is not null && product.Folder.Find(path).Read(MaxFileBytes) is { } bytes && IsIn(EvidenceText.Of(bytes), version))
                return $"'{Quoted.Short(path)}'";
        return Find(product.Files.Repository().Paths, version) is { } file ? $"the tracked file '{Quoted.Short(file)}'" : null;
    }

    private static string? Find(IEnumerable<string> texts, string version) => texts.FirstOrDefault(text => IsIn(text, version));

    /// <summary>Whether a text holds a version, and not only as a part of a longer one.</summary>
    private static bool IsIn(string text, string version)
    {
        for (var from = 0; text.IndexOf(version, from, StringComparison.Ordinal) is var at and >= 0; from = at + 1)
            if (!ContinuesAt(text, at - 1, -1) && !ContinuesAt(text, at + version.Length, 1))
                return true;
        return false;
    }

    /// <summary>A digit goes on with a number, and so does a dot that another digit follows.</summary>
    private static bool ContinuesAt(string text, int at, int step) =>
        IsDigit(text, at) || (at >= 0 && at < text.Length && text[at] == '.' && IsDigit(text, at + step));

    private static bool IsDigit(string text, int at) => at >= 0 && at < text.Length && text[at] is >= '0' and <= '9';
}
