using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>What keeps a file from being the document that a row asks for: it has to be in the repository, and to say something.</summary>
internal static class DocumentProblem
{
    private const int LeastWords = 80;
    private const int LeastBytes = 1024;
    private const int LeastHeadings = 2;

    public static Problem? Of(Product product, Slot slot, string path)
    {
        var file = product.Folder.Find(path);
        if (!file.Exists)
            return Problem.Absent($"'{slot.Path}': the file '{Quoted.Short(path)}' is not there", MissingRemedy(slot.Path), slot.Span);
        if (product.Files.IsTracked(path) == false)
            return Problem.Failed($"'{slot.Path}': '{Quoted.Short(path)}' is not tracked by git, so nobody else has it", "Add it to the repository.", slot.Span);
        return Path.GetExtension(path).ToLowerInvariant() is var ending && ending is ".md" or ".markdown" or ".txt" or ".rst" or ".adoc"
            ? TextProblem(product, slot, path, ending is ".md" or ".markdown")
            : SizeProblem(slot, path, file);
    }

    /// <summary>How to come to a document that is missing.</summary>
    public static string MissingRemedy(string field) => DocumentTemplate.For(field) is { } template
        ? $"Add it or correct the path; -t:MlGuardPromote lays the template '{template.Name}' there."
        : "Add it, or correct the path.";

    /// <summary>A template that nobody has filled in yet.</summary>
    public static Problem? Unfilled(TextDocument document, Slot slot, string path) => document is { Template: { } template, Words: < LeastWords }
        ? Problem.Failed($"'{slot.Path}': '{Quoted.Short(path)}' is still MlGuard's template '{template.Name}', with {document.Words} of {LeastWords} words of its own", "Answer what it asks.", slot.Span)
        : null;

    private static Problem? TextProblem(Product product, Slot slot, string path, bool isMarkdown)
    {
        var (document, flaw) = product.Files.Document(path);
        if (document is null)
            return Problem.Broken($"'{slot.Path}': '{Quoted.Short(path)}' {flaw!.Text}", "Correct the file.", slot.Span);
        if (Unfilled(document, slot, path) is { } unfilled)
            return unfilled;
        if (document.Words < LeastWords)
            return Problem.Failed($"'{slot.Path}': '{Quoted.Short(path)}' says too little to judge by ({document.Words} of {LeastWords} words)", "Write down what was found and decided.", slot.Span);
        if (document.PlaceholderLine > 0)
            return Problem.Failed($"'{slot.Path}': '{Quoted.Short(path)}' still holds a placeholder in line {document.PlaceholderLine}", "Write what belongs there.", slot.Span);
        return isMarkdown && document.Headings.Length < LeastHeadings
            ? Problem.Failed($"'{slot.Path}': '{Quoted.Short(path)}' has fewer than {LeastHeadings} headings, so nobody finds anything in it", "Give its parts headings.", slot.Span)
            : null;
    }

    private static Problem? SizeProblem(Slot slot, string path, ProductFile file) =>
        Directory.Exists(file.FullPath) ? Problem.Failed($"'{slot.Path}': '{Quoted.Short(path)}' is a folder", "Name a file in it.", slot.Span)
        : file.Open(stream => stream.Length) is < LeastBytes and var length ? Problem.Failed($"'{slot.Path}': '{Quoted.Short(path)}' is too small to say anything ({length} bytes)", "Add the real file.", slot.Span)
        : null;
}
