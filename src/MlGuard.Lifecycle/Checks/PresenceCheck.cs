using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>What every row is asked first: is each value there, does it say something, and is what it points at there?</summary>
internal static class PresenceCheck
{
    private const int NamesShown = 8;

    private static readonly Regex s_item = new(@"\[[0-9]+\]", RegexOptions.CultureInvariant);

    /// <summary>The whole check of a row that asks for no more than a well-formed value.</summary>
    public static RowAnswer Run(RowContext context)
    {
        var reason = context.Row.Checked.Length > 0 ? context.Row.Checked : "present and well-formed";
        return context.Row.Fields.All(field => field.Type.Target == FieldTarget.None)
            ? RowAnswer.Declared(reason)
            : RowAnswer.Proven(reason);
    }

    public static ImmutableArray<Problem> Problems(RowContext context)
    {
        var row = context.Row;
        var entries = row.Fields.SelectMany(field => context.Entries(field.Path).Select(entry => (field, entry))).ToImmutableArray();
        return
        [
            .. entries.Where(pair => IsMissing(context, pair.field, pair.entry)).GroupBy(pair => ScopeOf(pair.entry))
                .Select((gap, number) => Missing(row, gap.Key, [.. gap, .. number == 0 ? Wanted(context) : []])),
            .. entries.Where(pair => pair.entry.Text is not null)
                .Select(pair => ProblemOf(context, pair.field, pair.entry, pair.entry.Text!)).OfType<Problem>(),
        ];
    }

    private static bool IsMissing(RowContext context, Field field, ManifestEntry entry) =>
        entry.Text is null && !field.IsOptional && !IsAnsweredOtherwise(context, field);

    private static Problem? ProblemOf(RowContext context, Field field, ManifestEntry entry, string text)
    {
        if (!field.Type.Holds(text))
            return new Problem(
                RowState.Failed, $"'{entry.Path}' cannot be understood", "See the finding about its value.",
                entry.Span) { IsReported = true, Scope = entry.Scope };
        if (Visible(text) < field.Type.MinLength)
            return Problem.Failed(
                $"'{entry.Path}' says too little to judge by ({Visible(text)} of {field.Type.MinLength} characters)",
                "Say it in a sentence.", entry.Span) with { Scope = entry.Scope };
        if (field.IsExample(text))
            return Problem.Absent(
                $"'{NameOf(field, entry)}' is MlGuard's own example, word for word, so {context.Row.Without}",
                "Say it of your product, in your own words.", entry.Span) with { Scope = entry.Scope, IsGap = true };
        return Target(context, field, entry, text) is { } problem
            ? problem with { Scope = entry.Scope, IsOfDocument = field.Type.Target == FieldTarget.Document }
            : null;
    }

    /// <summary>A bare word in place of a list, such as <c>queues: none</c>.</summary>
    private static bool IsAnsweredOtherwise(RowContext context, Field field) =>
        context.Row.Fields.Any(other => other.IsOptional
            && field.Path.StartsWith(other.Path + "[]", StringComparison.Ordinal)
            && context.Entry(other.Path).Text is not null);

    /// <summary>What stands missing in one place is one gap, however many values belong there.</summary>
    private static Problem Missing(Row row, string scope, ImmutableArray<(Field Field, ManifestEntry Entry)> gap)
    {
        ImmutableArray<string> keys =
        [
            .. gap.GroupBy(pair => s_item.Replace(NameOf(pair.Field, pair.Entry), "[]"))
                .Select(same => $"'{(same.Count() > 1 ? same.Key : NameOf(same.First().Field, same.First().Entry))}'"),
        ];
        var names = string.Join(", ", keys.Take(NamesShown)) + (keys.Length > NamesShown ? $" and {keys.Length - NamesShown} more" : "");
        var says = (gap.Any(pair => pair.Entry.IsOpen), gap.Length) switch
        {
            (true, 1) => "still holds a placeholder",
            (true, _) => "still hold placeholders",
            (false, 1) => "is missing",
            (false, _) => "are missing",
        };
        var example = RowExample.Remedy(row, MissingFields(row, gap), IsInItem(gap[0].Entry));
        return Problem.Absent(
            $"{names} {says}, so {row.Without}", row.Exemption.Length == 0 ? example : $"{example} {row.Exemption}",
            gap[0].Entry.Span) with
        {
            Scope = scope,
            IsGap = true,
        };
    }

    /// <summary>The item or name that a value belongs to; a bare item of a list belongs to the list.</summary>
    private static string ScopeOf(ManifestEntry entry) =>
        entry.Path.EndsWith("]", StringComparison.Ordinal) && entry.Path.IndexOf("].", StringComparison.Ordinal) < 0 ? "" : entry.Scope;

    /// <summary>What the row's own check wants one of, so that all that is open is named at once.</summary>
    private static IEnumerable<(Field Field, ManifestEntry Entry)> Wanted(RowContext context) =>
        from field in context.Row.Fields
        where field.IsAdvised && IsOnceARow(field)
        let entries = context.Entries(field.Path)
        where entries.All(entry => entry.Text is null)
            && !field.Instead.Any(other => context.Entries(Beside(field.Path, other)).Any(entry => entry.Text is not null))
        select (field, entries[0] with { Path = field.Key });

    /// <summary>Beside one name that the team chooses, or one of two bounds; each item of a list is asked by the check itself.</summary>
    private static bool IsOnceARow(Field field) =>
        field.Path.IndexOf('<') >= 0 || (!field.Instead.IsEmpty && field.Path.IndexOf("[]", StringComparison.Ordinal) < 0);

    private static string Beside(string path, string key) => path.Substring(0, path.LastIndexOf('.') + 1) + key;

    private static bool IsInItem(ManifestEntry entry) => entry.Path.IndexOf("].", StringComparison.Ordinal) is > 0 and var end
        && char.IsDigit(entry.Path[end - 1]);

    /// <summary>What an example has to show: what is missing, and beside it what the check wants one of.</summary>
    private static IEnumerable<Field> MissingFields(Row row, ImmutableArray<(Field Field, ManifestEntry Entry)> gap) =>
        row.Fields.Where(field => field.IsAdvised || gap.Any(pair => pair.Field == field));

    /// <summary>The short form is what people write first.</summary>
    private static string NameOf(Field field, ManifestEntry entry) =>
        IsShort(field) ? entry.Path.Substring(0, entry.Path.LastIndexOf('.')) : entry.Path;

    private static bool IsShort(Field field) => field.Path.LastIndexOf('.') is > 0 and var dot && field.Path[dot + 1] == '!';

    private static Problem? Target(RowContext context, Field field, ManifestEntry entry, string text) => field.Type.Target switch
    {
        FieldTarget.File => FileProblem(context.Product, field, entry, text),
        FieldTarget.Document =>
            PathProblem(context.Product.Folder.Locate(FilePointer.FileOf(text)), entry)
                ?? DocumentProblem.Of(context.Product, entry, text, context.Row.Id),
        FieldTarget.Evidence =>
            PathProblem(context.Product.Folder.Locate(FilePointer.FileOf(text)), entry) ?? EvidenceProblemOf(context.Product, entry, text),
        FieldTarget.Element => PathProblem(context.Product.Folder.Locate(FilePointer.FileOf(text)), entry),
        FieldTarget.Symbol when context is { Row.SaysItsSymbolItself: false, Product.Facts: { } facts } && text != "none" =>
            SymbolProblem(facts, entry, text),
        _ => null,
    };

    private static Problem? PathProblem(ProductFile file, ManifestEntry entry) =>
        file.Fault is null
            ? null
            : Problem.Failed($"'{entry.Path}': '{Quoted.Short(file.Path)}' {file.Fault}", "Name a file below the manifest.", entry.Span);

    private static Problem? FileProblem(ProductSnapshot product, Field field, ManifestEntry entry, string text)
    {
        var isLater = field.IsMade && !product.IsAtGate;
        var path = FilePointer.FileOf(text);
        var file = isLater ? product.Folder.Locate(path) : product.Folder.Find(path);
        if (PathProblem(file, entry) is { } problem)
            return problem;
        if (isLater || file.Exists)
            return null;
        return field.IsMade
            ? Problem.NotThere(
                product, $"'{entry.Path}': the file '{Quoted.Short(text)}' is not there yet", "Make it before the gate runs.", entry.Span)
            : Problem.Absent(
                $"'{entry.Path}': the {field.Type.Name} '{Quoted.Short(text)}' is not there",
                DocumentProblem.MissingRemedy(entry), entry.Span);
    }

    private static Problem? EvidenceProblemOf(ProductSnapshot product, ManifestEntry entry, string text) =>
        product.IsAtGate && product.Files.Metric(text).Fault is { } fault ? EvidenceProblem.Of(product, entry, fault) : null;

    private static Problem? SymbolProblem(ProductFacts facts, ManifestEntry entry, string text)
    {
        var methods = facts.Methods(text);
        var types = facts.Types(text);
        if (methods.IsEmpty && types.IsEmpty)
            return Problem.Failed($"'{entry.Path}': no project defines '{text}'", SymbolRemedy(facts, text), entry.Span)
                with { IsOfMissingCode = true };
        if (DoesNothing(facts, text))
            return Problem.Failed(
                $"'{entry.Path}': '{text}' has an empty body or only throws", "Write it, or name what does the work.", entry.Span);
        return types.Any(type => type.IsObsolete) || (types.IsEmpty && methods.All(method => method.Fact.IsObsolete))
            ? Problem.Failed($"'{entry.Path}': '{text}' is marked obsolete", "Name its successor.", entry.Span)
            : null;
    }

    /// <summary>A method without a body that works, or a type whose methods all have none.</summary>
    private static bool DoesNothing(ProductFacts facts, string text)
    {
        ImmutableArray<ProductMethod> bodies =
        [
            .. facts.Bodies(text).Where(method => method.Fact.Name is not (".ctor" or ".cctor") && method.Fact.Body != MethodBody.None),
        ];
        return !bodies.IsEmpty && bodies.All(method => method.Fact.Body is MethodBody.Empty or MethodBody.OnlyThrows);
    }

    public static string SymbolRemedy(ProductFacts facts, string symbol) =>
        facts.Near(symbol) is { } near ? $"Did you mean '{near}'?" : "Write namespace, type and member as in the code.";

    /// <summary>Characters that nobody sees say nothing.</summary>
    private static int Visible(string text) =>
        text.Trim().Count(character => char.GetUnicodeCategory(character) is not (System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.Control));
}
