using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>What keeps a file from being the document that a row asks for: it has to be in the repository, and to say something.</summary>
internal static class DocumentProblem
{
    private const int LeastWords = 80;
    private const int LeastDifferentWords = 12;
    private const int LeastBytes = 1024;
    private const int LeastHeadings = 2;

    public static Problem? Of(ProductSnapshot product, ManifestEntry entry, string path)
    {
        var file = product.Folder.Find(path);
        if (!file.Exists)
            return Problem.Absent($"'{entry.Path}': the file '{Quoted.Short(path)}' is not there", MissingRemedy(entry.Path), entry.Span);
        if (product.Files.IsGitDamaged)
            return Problem.Broken(
                $"'{entry.Path}': the index of git cannot be read, so nobody knows whether '{Quoted.Short(path)}' is in the repository",
                "Run 'git reset' to make the index anew.", entry.Span);
        if (product.Files.IsTracked(path) == false)
            return Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(path)}' is not tracked by git, so nobody else has it", "Add it to the repository.",
                entry.Span);
        return Path.GetExtension(path).ToLowerInvariant() is var ending && ending is ".md" or ".markdown" or ".txt" or ".rst" or ".adoc"
            ? TextProblem(product, entry, path, ending is ".md" or ".markdown")
            : SizeProblem(entry, path, file);
    }

    /// <summary>How to come to a document that is missing.</summary>
    public static string MissingRemedy(string field) => DocumentTemplate.For(field) is { } template
        ? $"Add it or correct the path; -t:MlGuardPromote writes the template '{template.Name}' there."
        : "Add it, or correct the path.";

    /// <summary>A template that nobody has filled in yet.</summary>
    public static Problem? Unfilled(TextDocument document, ManifestEntry entry, string path) =>
        document is { Template: { } template, Words: < LeastWords }
        ? Problem.Failed(
            $"'{entry.Path}': '{Quoted.Short(path)}' is still MlGuard's template '{template.Name}', with {document.Words} of "
                + $"{LeastWords} words of its own",
            "Answer what it asks.", entry.Span)
        : null;

    private static Problem? TextProblem(ProductSnapshot product, ManifestEntry entry, string path, bool isMarkdown)
    {
        var (document, fault) = product.Files.Document(path);
        if (document is null)
            return Problem.Broken($"'{entry.Path}': '{Quoted.Short(path)}' {fault!.Text}", "Correct the file.", entry.Span);
        if (Unfilled(document, entry, path) is { } unfilled)
            return unfilled;
        if (document.Words < LeastWords)
            return Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(path)}' says too little to judge by ({document.Words} of {LeastWords} words)",
                "Write down what was found and decided.", entry.Span);
        if (document.DifferentWords < LeastDifferentWords)
            return Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(path)}' repeats {document.DifferentWords} words and says nothing",
                "Write down what was found and decided.", entry.Span);
        if (document.PlaceholderLine > 0)
            return Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(path)}' still holds a placeholder in line {document.PlaceholderLine}",
                "Write what belongs there.", entry.Span);
        return isMarkdown && document.Headings.Length < LeastHeadings
            ? Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(path)}' has fewer than {LeastHeadings} headings, so nobody finds anything in it",
                "Give its parts headings.", entry.Span)
            : null;
    }

    private static Problem? SizeProblem(ManifestEntry entry, string path, ProductFile file)
    {
        if (Directory.Exists(file.FullPath))
            return Problem.Failed($"'{entry.Path}': '{Quoted.Short(path)}' is a folder", "Name a file in it.", entry.Span);
        if (file.Open(stream => stream.Length) is < LeastBytes and var length)
            return Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(path)}' is too small to say anything ({length} bytes)", "Add the real file.", entry.Span);
        return DocumentFormat.IsWhatItsEndingSays(path, file) == false
            ? Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(path)}' is no document of the kind that its ending says", "Add the real file.", entry.Span)
            : null;
    }
}
