using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>
/// What a promotion can say in place of TODO without deciding anything: the rule pack of today, and where a document is to be written. A
/// template is written there, which is a gap until somebody fills it in.
/// </summary>
/// <param name="Text">The manifest with the suggestions.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Templates">What is to be written, by full path; never where something stands.</param>
internal sealed record Suggestions(string Text, int Count, ImmutableArray<PlacedTemplate> Templates)
{
    /// <summary>A folder of records of decisions, and the first of them.</summary>
    private const string Decisions = "docs.decisions", FirstRecord = "0001-first-decision.md";

    public static Suggestions In(string text, ProductFolder folder, Stage stage)
    {
        if (Read(text) is not { } manifest)
            return new(text, 0, []);
        ImmutableArray<(ManifestEntry Entry, string Value)> answers =
            [.. Answers(manifest, folder, new(folder, RecordsIn(manifest)), stage)];
        var suggested = Apply(text, answers);
        return Read(suggested) is { } after
            && Values.Of(after).SetEquals(Values.Of(manifest).Union(answers.Select(answer => (answer.Entry.Path, answer.Value))))
            ? new(suggested, answers.Length, TemplatesFor(after, folder))
            : new(text, 0, TemplatesFor(manifest, folder));
    }

    private static IEnumerable<(ManifestEntry Entry, string Value)> Answers(
        ManifestDocument manifest, ProductFolder folder, RecordNumbers numbers, Stage stage) =>
        from field in StageKeys.FieldsOf(manifest, stage)
        from entry in manifest.Find(field.Path)
        where entry is { HoldsPlaceholder: true, Value: ScalarNode { IsPlain: true } }
        let value = field.Key == "ruleset" ? RuleSets.All[RuleSets.All.Length - 1] : PathFor(field.Key, folder, numbers)
        where value is not null
        select (entry, value);

    private static ImmutableArray<string> RecordsIn(ManifestDocument manifest) =>
        [.. DocumentTemplate.For(Decisions)!.Uses.SelectMany(use => manifest.Texts(use.Field))];

    /// <summary>A place where nothing stands yet: what stands somewhere already is the team's to name.</summary>
    private static string? PathFor(string field, ProductFolder folder, RecordNumbers numbers) =>
        DocumentTemplate.For(field)?.Uses.First(use => use.Field == field).Path is { Length: > 0 } path
        && IsFree(folder, path)
        && numbers.Free(path) is var numbered
        && IsFree(folder, numbered)
            ? numbered
            : null;

    private static bool IsFree(ProductFolder folder, string path) => folder.Locate(path) is { Fault: null, Exists: false };

    private static string Apply(string text, ImmutableArray<(ManifestEntry Entry, string Value)> answers)
    {
        var lines = new ManifestText(text);
        return Edit.Apply(
            text,
            answers.Select(answer => new Edit(
                answer.Entry.Path, lines.StartOf(answer.Entry.Value!.Span), EndOf(lines, answer.Entry), answer.Value)));
    }

    /// <summary>The remark on what may stand there goes with the TODO that it was for.</summary>
    private static int EndOf(ManifestText lines, ManifestEntry entry)
    {
        var end = lines.EndOf(entry.Value!);
        var line = lines.EndOfLine(entry.Value!.Span.EndLine);
        return FieldNote.IsOne(lines.Text.Substring(end, line - end)) ? line : end;
    }

    /// <summary>The templates of every document that the manifest names and that is not there.</summary>
    private static ImmutableArray<PlacedTemplate> TemplatesFor(ManifestDocument manifest, ProductFolder folder)
    {
        var named = Named(manifest, folder);
        return manifest.Text(Decisions) is { } path && IsFree(folder, path) && folder.Locate(path).FullPath is { } full
            && !named.Any(template => template.Path.StartsWith($"{path.TrimEnd('/')}/", StringComparison.Ordinal))
                ? named.Add(new(
                    Path.Combine(full, FirstRecord), $"{path.TrimEnd('/')}/{FirstRecord}", DocumentTemplate.For(Decisions)!.Text))
                : named;
    }

    private static ImmutableArray<PlacedTemplate> Named(ManifestDocument manifest, ProductFolder folder) =>
    [
        .. from template in DocumentTemplate.All
           from use in template.Uses
           from entry in manifest.Find(use.Field)
           where entry.Text is not null
           let path = FilePointer.FileOf(entry.Text!)
           where path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && IsFree(folder, path)
           group template by folder.Locate(path).FullPath! into placed
           orderby placed.Key
           select new PlacedTemplate(placed.Key, folder.Relative(placed.Key), placed.First().Text),
    ];

    private static ManifestDocument? Read(string text) =>
        LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath())) is { Faults.IsEmpty: true } loaded ? loaded.Manifest : null;
}
