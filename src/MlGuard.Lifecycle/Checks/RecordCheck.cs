using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Decisions that were written down when they were made (ADR).</summary>
internal static class RecordCheck
{
    private static readonly ImmutableArray<string> s_parts = ["status", "decision"];

    /// <summary>One record with its two headings.</summary>
    public static RowCheck File(string path) => context =>
    {
        var entry = context.Entry(path);
        var (document, fault) = context.Product.Files.Document(FilePointer.FileOf(entry.Text!));
        if (document is null)
            return RowAnswer.Of(Problem.Absent($"the record {fault!.Text}", "Add it.", entry.Span));
        return s_parts.FirstOrDefault(part => document.Headings.All(heading => heading.Slug.IndexOf(
            part, StringComparison.Ordinal) < 0)) is { } missing
            ? RowAnswer.Of(Problem.Failed(
                $"the record has no heading '{missing}', so nobody can tell what was decided",
                $"Write it under '## {char.ToUpperInvariant(missing[0])}{missing.Substring(1)}'.", entry.Span))
            : RowAnswer.Proven("decided on record");
    };

    /// <summary>A folder with one record at least.</summary>
    public static RowCheck Folder(string path) => context =>
    {
        var entry = context.Entry(path);
        var records = context.Product.Folder.List(entry.Text!, ".md");
        return records.Any(record => context.Product.Files.Document(record).Value is { } document
            && DocumentProblem.Unfilled(document, entry, record) is null
            && s_parts.All(part => document.Headings.Any(heading => heading.Slug.IndexOf(part, StringComparison.Ordinal) >= 0)))
            ? RowAnswer.Proven($"{records.Length} records")
            : RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(entry.Text!)}' holds no record with the headings 'Status' and 'Decision'",
                "Write down the last decision that cost a discussion.", entry.Span));
    };
}
