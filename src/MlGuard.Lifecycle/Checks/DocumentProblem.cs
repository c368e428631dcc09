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
    private const int LeastWordsOfPart = 40;
    private const int LeastDifferentWords = 12;
    private const int LeastBytes = 1024;
    private const int LeastHeadings = 2;

    /// <param name="product">Whose document it is.</param>
    /// <param name="entry">Where it is named.</param>
    /// <param name="text">Its path, with an anchor or without.</param>
    /// <param name="use">What it serves: the row, or the place that names it.</param>
    public static Problem? Of(ProductSnapshot product, ManifestEntry entry, string text, string use)
    {
        var (path, anchor) = FilePointer.Of(text);
        var file = product.Folder.Find(path);
        if (!file.Exists)
            return Problem.Absent($"'{entry.Path}': the file '{Quoted.Short(path)}' is not there", MissingRemedy(entry), entry.Span);
        if (product.Files.IsGitDamaged)
            return Problem.Broken(
                $"'{entry.Path}': the index of git cannot be read, so nobody knows whether '{Quoted.Short(path)}' is in the repository",
                "Run 'git reset' to make the index anew.", entry.Span);
        if (!DocumentFormat.IsText(path))
            return SizeProblem(entry, path, file)
                ?? Gaps(entry, path, Untracked(product, path))
                ?? SharedProblem(product, entry, text, use);
        var (document, fault) = product.Files.Document(path);
        if (document is null)
            return Problem.Broken($"'{entry.Path}': '{Quoted.Short(path)}' {fault!.Text}", "Correct the file.", entry.Span);
        // A template that is not filled in need not be in the repository yet.
        return Unfilled(document, entry, path)
            ?? Gaps(entry, path, (anchor is null ? OfText(document, path) : OfPart(document, anchor)).AddRange(Untracked(product, path)))
            ?? SharedProblem(product, entry, text, use);
    }

    /// <summary>All that a document lacks is said at once.</summary>
    private static Problem? Gaps(ManifestEntry entry, string path, ImmutableArray<(string What, string Remedy)> gaps) =>
        gaps.IsEmpty
            ? null
            : Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(path)}' {string.Join("; it ", gaps.Select(gap => gap.What))}",
                string.Join(" ", gaps.Select(gap => gap.Remedy).Distinct()), entry.Span);

    private static ImmutableArray<(string What, string Remedy)> Untracked(ProductSnapshot product, string path) =>
        product.Files.IsTracked(path) == false
            ? [("is not tracked by git, so nobody else has it", "Add it to the repository.")]
            : [];

    /// <summary>One document serves one row, unless each names its part.</summary>
    private static Problem? SharedProblem(ProductSnapshot product, ManifestEntry entry, string text, string use)
    {
        var own = new DocumentUse(use, text);
        ImmutableArray<DocumentUse> before = [.. product.Documents.TakeWhile(other => other.Row != use).Distinct()];
        if (before.FirstOrDefault(other => other.File == own.File && (own.Anchor.Length == 0 || other.Anchor == own.Anchor)) is { } shared)
            return Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(text)}' serves '{shared.Row}' already, and one document says one thing",
                "Write one for each, or name its part after '#'.", entry.Span);
        return own.Anchor.Length == 0 && Fingerprint(product, own) is { Length: > 0 } said
            && before.FirstOrDefault(other => other.File != own.File && Fingerprint(product, other) == said) is { } copied
            ? Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(text)}' says word for word what '{Quoted.Short(copied.Text)}' says for '{copied.Row}'",
                "Write what belongs here.", entry.Span)
            : null;
    }

    private static string Fingerprint(ProductSnapshot product, DocumentUse use) =>
        FilePointer.FileOf(use.Text) is var path && DocumentFormat.IsText(path)
            ? product.Files.Document(path).Value?.Fingerprint ?? ""
            : "";

    /// <summary>How to come to a document that is missing.</summary>
    public static string MissingRemedy(ManifestEntry entry) => entry.Path.StartsWith("attestations", StringComparison.Ordinal)
        ? "Write it, or correct the path; '--template' of 'mlguard attest' lays one that asks what it has to say."
        : TemplateRemedy(entry);

    private static string TemplateRemedy(ManifestEntry entry)
    {
        if (DocumentTemplate.For(entry.Path) is not { } template)
            return "Add it, or correct the path.";
        return DocumentFormat.IsMarkdown(FilePointer.FileOf(entry.Text ?? ""))
            ? $"Add it or correct the path; 'mlguard promote' (-t:MlGuardPromote) writes the template '{template.Name}' there."
            : $"Name a file that ends in '.md'; 'mlguard promote' (-t:MlGuardPromote) writes the template '{template.Name}' there.";
    }

    /// <summary>A template that nobody has filled in yet.</summary>
    public static Problem? Unfilled(TextDocument document, ManifestEntry entry, string path) =>
        document is { Template: { } template, Words: < LeastWords }
        ? Problem.Failed(
            $"'{entry.Path}': '{Quoted.Short(path)}' is still MlGuard's template '{template.Name}', with {document.Words} of "
                + $"{LeastWords} words of its own",
            "Answer what the template asks.", entry.Span)
        : null;

    private static ImmutableArray<(string What, string Remedy)> OfText(TextDocument document, string path)
    {
        var gaps = ImmutableArray.CreateBuilder<(string, string)>();
        if (document.Words < LeastWords)
            gaps.Add(($"says too little to judge by ({document.Words} of {LeastWords} words)", "Write down what was found and decided."));
        else if (document.DifferentWords < LeastDifferentWords)
            gaps.Add(($"repeats {document.DifferentWords} words and says nothing", "Write down what was found and decided."));
        if (document.PlaceholderLine > 0)
            gaps.Add(($"still holds a placeholder in line {document.PlaceholderLine}", "Write what belongs there."));
        if (DocumentFormat.IsMarkdown(path) && document.Headings.Length < LeastHeadings)
            gaps.Add(($"has fewer than {LeastHeadings} headings, so nobody finds anything in it", "Give its parts headings."));
        return gaps.ToImmutable();
    }

    private static ImmutableArray<(string What, string Remedy)> OfPart(TextDocument document, string anchor) =>
        document.Find(anchor) switch
        {
            null =>
            [
                ($"has no heading '{Quoted.Short(anchor)}' with {LeastWordsOfPart} words below it",
                    Nearest.Remedy(anchor, document.Headings.Select(heading => heading.Slug), "Write that section.")),
            ],
            { Words: < LeastWordsOfPart } heading =>
            [
                ($"says too little to judge by in the section '{Quoted.Short(heading.Text)}' ({heading.Words} of {LeastWordsOfPart} words)",
                    "Write down what was found and decided."),
            ],
            { PlaceholderLine: > 0 } heading =>
            [
                ($"still holds a placeholder in line {heading.PlaceholderLine}, in the section '{Quoted.Short(heading.Text)}'",
                    "Write what belongs there."),
            ],
            _ => [],
        };

    private static Problem? SizeProblem(ManifestEntry entry, string path, ProductFile file)
    {
        if (Directory.Exists(file.FullPath))
            return Problem.Failed($"'{entry.Path}': '{Quoted.Short(path)}' is a folder", "Name a file in it.", entry.Span);
        if (file.Open(stream => stream.Length) is < LeastBytes and var length)
            return Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(path)}' is too small to say anything ({length} bytes)", "Add the real file.", entry.Span);
        return !DocumentFormat.IsWhatItsEndingSays(path, file)
            ? Problem.Failed(
                $"'{entry.Path}': '{Quoted.Short(path)}' is no document of the kind that its ending says", "Add the real file.", entry.Span)
            : null;
    }
}
