using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>Each prompt is text in the repository, under one version, and the very text that its hash names.</summary>
internal static class PromptCheck
{
    private const int LeastWords = 5;

    public static RowAnswer Run(RowContext context)
    {
        var files = context.Entries(ManifestPaths.ServingPromptsFile);
        var hashes = context.Entries(ManifestPaths.ServingPromptsHash);
        return RowAnswer.Of(
            [.. files.Select((file, i) => ProblemOf(context.Product, [.. files.Take(i)], file, hashes[i])).OfType<Problem>()],
            RowAnswer.Proven($"{Numbers.Written(files.Length)} in the repository"));
    }

    private static Problem? ProblemOf(
        ProductSnapshot product, ImmutableArray<ManifestEntry> before, ManifestEntry file, ManifestEntry hash)
    {
        var path = file.Text!;
        var problem = before.Any(other => other.Text == path)
            ? Problem.Failed($"'{Quoted.Short(path)}' stands here twice, so one of the versions is not its own", "Keep one.", file.Span)
            : TextProblem(product, file, path) ?? HashProblem(product, path, hash);
        return problem is null ? null : problem with { Scope = path };
    }

    private static Problem? TextProblem(ProductSnapshot product, ManifestEntry file, string path)
    {
        if (product.Files.IsTracked(path) == false)
            return Problem.Failed(
                $"'{Quoted.Short(path)}' is not tracked by git, so nobody sees what changes in it", "Add it to the repository.", file.Span);
        var (document, fault) = product.Files.Document(path);
        if (document is null)
            return Problem.Broken($"'{Quoted.Short(path)}' {fault!.Text}", "Correct the file.", file.Span);
        return document.Words < LeastWords
            ? Problem.Failed($"'{Quoted.Short(path)}' says nothing to a model", "Write the instructions there.", file.Span)
            : null;
    }

    private static Problem? HashProblem(ProductSnapshot product, string path, ManifestEntry hash) =>
        hash.Text is { } declared && product.Folder.Find(path).Sha256() is { } actual && actual != HashText.Bare(declared)
            ? Problem.Failed(
                $"'{Quoted.Short(path)}' is not the text that its hash names, so another prompt runs than was evaluated",
                "Evaluate it, give it a new version, and set the hash.", hash.Span)
            : null;
}
