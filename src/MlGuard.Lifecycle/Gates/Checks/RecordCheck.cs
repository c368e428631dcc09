namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>Decisions that were written down when they were made (ADR).</summary>
internal static class RecordCheck
{
    private static readonly ImmutableArray<string> s_parts = ["status", "decision"];

    /// <summary>One record with its two headings.</summary>
    public static RowCheck File(string path) => context =>
    {
        var slot = context.Slot(path);
        var (document, flaw) = context.Product.Files.Document(slot.Text!);
        if (document is null)
            return RowAnswer.Of(Problem.Absent($"the record {flaw!.Text}", "Add it.", slot.Span));
        return s_parts.FirstOrDefault(part => document.Headings.All(heading => heading.Slug.IndexOf(part, StringComparison.Ordinal) < 0)) is { } missing
            ? RowAnswer.Of(Problem.Failed($"the record has no heading '{missing}', so nobody can tell what was decided", $"Write it under '## {char.ToUpperInvariant(missing[0])}{missing.Substring(1)}'.", slot.Span))
            : RowAnswer.Proven("decided on record");
    };

    /// <summary>A folder with one record at least.</summary>
    public static RowCheck Folder(string path) => context =>
    {
        var slot = context.Slot(path);
        var records = context.Product.Folder.List(slot.Text!, ".md");
        return records.Any(record => context.Product.Files.Document(record).Value is { } document && DocumentProblem.Unfilled(document, slot, record) is null && s_parts.All(part => document.Headings.Any(heading => heading.Slug.IndexOf(part, StringComparison.Ordinal) >= 0)))
            ? RowAnswer.Proven($"{records.Length} records")
            : RowAnswer.Of(Problem.Failed($"'{Manifest.Quoted.Short(slot.Text!)}' holds no record with the headings 'Status' and 'Decision'", "Write down the last decision that cost a discussion.", slot.Span));
    };
}
