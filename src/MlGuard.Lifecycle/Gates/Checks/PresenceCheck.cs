using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>What every row is asked first: is each value there, does it say something, and is what it points at there?</summary>
internal static class PresenceCheck
{
    /// <summary>The whole check of a row that asks for no more than a well-formed value.</summary>
    public static RowAnswer Run(RowContext context) =>
        RowAnswer.Proven(context.Row.Checked.Length > 0 ? context.Row.Checked : "present and well-formed");

    public static ImmutableArray<Problem> Problems(RowContext context)
    {
        var row = context.Row;
        var slots = row.Fields.SelectMany(field => context.Slots(field.Path).Select(slot => (field, slot))).ToImmutableArray();
        return
        [
            .. slots.Where(pair => IsMissing(context, pair.field, pair.slot)).GroupBy(pair => (pair.slot.Span, pair.slot.Scope)).Select(gap => Missing(row, [.. gap])),
            .. slots.Where(pair => pair.slot.Text is not null).Select(pair => Problem(context, pair.field, pair.slot, pair.slot.Text!)).OfType<Problem>(),
        ];
    }

    private static bool IsMissing(RowContext context, Field field, Slot slot) =>
        slot.Text is null && !field.IsOptional && !IsAnsweredOtherwise(context, field);

    private static Problem? Problem(RowContext context, Field field, Slot slot, string text)
    {
        if (!field.Type.Holds(text))
            return new Problem(RowState.Failed, $"'{slot.Path}' cannot be understood", "See the finding about its value.", slot.Span) { IsReported = true, Scope = slot.Scope };
        if (text.Trim().Length < field.Type.MinLength)
            return Gates.Problem.Failed($"'{slot.Path}' says too little to judge by ({text.Trim().Length} of {field.Type.MinLength} characters)", "Say it in a sentence.", slot.Span) with { Scope = slot.Scope };
        return Target(context, field, slot, text) is { } problem ? problem with { Scope = slot.Scope } : null;
    }

    /// <summary>A bare word in place of a list, such as <c>queues: none</c>.</summary>
    private static bool IsAnsweredOtherwise(RowContext context, Field field) =>
        context.Row.Fields.Any(other => other.IsOptional && field.Path.StartsWith(other.Path + "[]", StringComparison.Ordinal) && context.Slot(other.Path).Text is not null);

    /// <summary>What stands missing in one place is one gap, however many values belong there.</summary>
    private static Problem Missing(Row row, ImmutableArray<(Field Field, Slot Slot)> gap)
    {
        var names = string.Join(", ", gap.Select(pair => $"'{NameOf(pair.Field, pair.Slot)}'"));
        var says = gap.Any(pair => pair.Slot.HoldsPlaceholder) ? gap.Length == 1 ? "still holds a placeholder" : "still hold placeholders" : gap.Length == 1 ? "is missing" : "are missing";
        var example = string.Join(", ", gap.Select(pair => $"{Leaf(pair.Field)}: {pair.Field.Example}"));
        return Gates.Problem.Absent($"{names} {says}, so {row.Without}", $"Write for example '{example}'.", gap[0].Slot.Span) with { Scope = gap[0].Slot.Scope };
    }

    /// <summary>The short form is what people write first.</summary>
    private static string NameOf(Field field, Slot slot) =>
        IsShort(field) ? slot.Path.Substring(0, slot.Path.LastIndexOf('.')) : slot.Path;

    private static bool IsShort(Field field) => field.Path.LastIndexOf('.') is > 0 and var dot && field.Path[dot + 1] == '!';

    private static string Leaf(Field field)
    {
        ImmutableArray<string> names = [.. ManifestPath.Segments(field.Key).Where(segment => segment != ManifestPath.Item)];
        return names[names.Length - (IsShort(field) ? 2 : 1)];
    }

    private static Problem? Target(RowContext context, Field field, Slot slot, string text) => field.Type.Target switch
    {
        ValueTarget.File => FileProblem(context.Product, field, slot, text),
        ValueTarget.Document => PathProblem(context.Product.Folder.Locate(text), slot) ?? DocumentProblem.Of(context.Product, slot, text),
        ValueTarget.Evidence => PathProblem(context.Product.Folder.Locate(text.Split('#')[0]), slot) ?? EvidenceProblem(context.Product, slot, text),
        ValueTarget.Element => PathProblem(context.Product.Folder.Locate(text.Split('#')[0]), slot),
        ValueTarget.Symbol when context is { Row.SaysItsSymbolItself: false, Product.Facts: { } facts } && text != "none" => SymbolProblem(facts, slot, text),
        _ => null,
    };

    private static Problem? PathProblem(ProductFile file, Slot slot) =>
        file.Problem is null ? null : Gates.Problem.Failed($"'{slot.Path}': '{Quoted.Short(file.Path)}' {file.Problem}", "Name a file below the manifest.", slot.Span);

    private static Problem? FileProblem(Product product, Field field, Slot slot, string text)
    {
        var isLater = field.IsMade && !product.IsAtGate;
        var path = text.Split('#')[0];
        var file = isLater ? product.Folder.Locate(path) : product.Folder.Find(path);
        if (PathProblem(file, slot) is { } problem)
            return problem;
        if (isLater || file.Exists)
            return null;
        return field.IsMade
            ? Gates.Problem.NotThere(product, $"'{slot.Path}': the file '{Quoted.Short(text)}' is not there yet", "Make it before the gate runs.", slot.Span)
            : Gates.Problem.Absent($"'{slot.Path}': the file '{Quoted.Short(text)}' is not there", DocumentProblem.MissingRemedy(slot.Path), slot.Span);
    }

    private static Problem? EvidenceProblem(Product product, Slot slot, string text) =>
        product.IsAtGate && product.Files.Metric(text).Flaw is { } flaw ? EvidenceFlaw.Problem(product, slot, flaw) : null;

    private static Problem? SymbolProblem(ProductFacts facts, Slot slot, string text)
    {
        var methods = facts.Methods(text);
        var types = facts.Types(text);
        if (methods.IsEmpty && types.IsEmpty)
            return Gates.Problem.Failed($"'{slot.Path}': no project defines '{text}'", SymbolRemedy(facts, text), slot.Span);
        if (DoesNothing(facts, text))
            return Gates.Problem.Failed($"'{slot.Path}': '{text}' has an empty body or only throws", "Write it, or name what does the work.", slot.Span);
        return types.Any(type => type.IsObsolete) || (types.IsEmpty && methods.All(place => place.Method.IsObsolete))
            ? Gates.Problem.Failed($"'{slot.Path}': '{text}' is marked obsolete", "Name its successor.", slot.Span)
            : null;
    }

    /// <summary>A method without a body that works, or a type whose methods all have none.</summary>
    private static bool DoesNothing(ProductFacts facts, string text)
    {
        ImmutableArray<Place> bodies = [.. facts.Bodies(text).Where(place => place.Method.Name is not (".ctor" or ".cctor") && place.Method.Body != MethodBody.None)];
        return !bodies.IsEmpty && bodies.All(place => place.Method.Body is MethodBody.Empty or MethodBody.OnlyThrows);
    }

    public static string SymbolRemedy(ProductFacts facts, string symbol) =>
        facts.Near(symbol) is { } near ? $"Did you mean '{near}'?" : "Write namespace, type and member as in the code.";
}
