using MlGuard.Lifecycle.Evidence.Documents;
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
        // What is not there, or is a template still, is said of every document.
        if (document is null ? fault!.IsAbsent : DocumentProblem.Unfilled(document, entry, entry.Text!) is not null)
            return RowAnswer.Pending("the record is still to be written");
        if (document is null)
            return RowAnswer.Of(Problem.Broken($"the record {fault!.Text}", "Correct the file.", entry.Span));
        ImmutableArray<string> missing = [.. s_parts.Where(part => RecordPart.In(document, part).IsEmpty)];
        if (!missing.IsEmpty)
            return RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(entry.Text!)}' has no heading {Names(missing)}, so nobody can tell what was decided",
                $"Write {(missing.Length == 1 ? "that section" : "these sections")}: in which state the decision is, and what it says.",
                entry.Span));
        return Empty(document) is { } empty
            ? RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(entry.Text!)}' says nothing below '{Quoted.Short(empty.Text)}', so nobody can tell what was decided",
                "Write there what was decided, in place of what stands for it.", entry.Span))
            : RowAnswer.Proven("decided on record");
    };

    /// <summary>A folder with one record at least.</summary>
    public static RowCheck Folder(string path) => context =>
    {
        var entry = context.Entry(path);
        var records = context.Product.Folder.List(entry.Text!, ".md");
        var decided = records.Count(record => context.Product.Files.Document(record).Value is { } document
            && HasParts(document)
            && Empty(document) is null);
        return decided > 0
            ? RowAnswer.Proven($"{Numbers.Counted(decided, "record")}")
            : RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(entry.Text!)}' holds no decision below the headings 'Status' and 'Decision'"
                    + (Unanswered(context, records) ?? Undecided(context, records)),
                "Write down the last decision that cost a discussion: below '## Status' its state, below '## Decision' what it says.",
                entry.Span));
    };

    private static bool HasParts(TextDocument document) => s_parts.All(part => !RecordPart.In(document, part).IsEmpty);

    /// <summary>The heading of a part that says nothing; null where each that is there says something.</summary>
    private static Heading? Empty(TextDocument document) =>
        s_parts.Select(part => RecordPart.In(document, part))
            .FirstOrDefault(headings => !headings.IsEmpty && !headings.Any(RecordPart.SaysSomething)) is { IsDefaultOrEmpty: false } empty
            ? empty[0]
            : null;

    private static string Undecided(RowContext context, ImmutableArray<string> records) =>
        records.Select(record => (record, Document: context.Product.Files.Document(record).Value))
            .Where(pair => pair.Document is { } document && HasParts(document))
            .Select(pair => $"; '{Quoted.Short(pair.record)}' says nothing below '{Empty(pair.Document!)?.Text}'")
            .FirstOrDefault() ?? "";

    private static string? Unanswered(RowContext context, ImmutableArray<string> records) =>
        records.FirstOrDefault(record => context.Product.Files.Document(record).Value is { Template: not null }) is { } template
            ? $"; '{Quoted.Short(template)}' is a template that is not answered there"
            : null;

    private static string Names(ImmutableArray<string> parts) =>
        string.Join(" and none ", parts.Select(part => $"'{char.ToUpperInvariant(part[0])}{part.Substring(1)}'"));
}
