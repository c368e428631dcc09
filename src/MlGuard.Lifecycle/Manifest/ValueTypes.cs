using System.Globalization;
using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Manifest;

/// <summary>Every type of value that the manifest knows.</summary>
internal static class ValueTypes
{
    private const string DatePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    private const string WhoPattern = "^[A-Za-z0-9][A-Za-z0-9._/-]*$";
    private const string Part = @"[\p{L}_][\p{L}\p{Nd}_]*";

    // A type may stand in no namespace, a method always stands in a type.
    private const string SymbolPattern = $@"^{Part}(\.{Part})*$", MethodPattern = $@"^{Part}(\.{Part})+$";
    private const string HashPattern = "^sha256:[0-9a-fA-F]{64}$";

    // What an editor can check of a measure; the parser has the last word.
    private const string Number = @"[+-]?[0-9.][0-9,_ ]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?";
    private const string Amount = Number + " *(?:k|K|M|mn|bn|B)?";
    private const string Coin = "(?:[€$£¥]|[A-Z]{3})";
    private const string Period = " */ *[A-Za-z]+";
    private const string Times = "us|µs|ms|s|sec|seconds?|min|minutes?|h|hours?|d|days?|w|weeks?|mo|months?|quarter|y|years?|yr";
    private const string QuantityPattern = $"^{Coin}? *{Amount} *(?:%|[€$£¥]|[A-Za-zµ][^/]*)?(?:{Period})?$";

    /// <summary>A name that the row's check asks more of.</summary>
    /// <param name="what">What it has to be, as a remark says it.</param>
    public static FieldType NameOf(string what) => Name with { Expected = what };

    public static FieldType Name { get; } = new("name", "a name", text => text.Any(char.IsLetterOrDigit)) { Pattern = @"\S" };

    public static FieldType Who { get; } = Matching("who", "a bare handle without @, such as lea", WhoPattern);

    public static FieldType Date { get; } =
        new("date", "a date such as 2026-11-23", text => Days.TryRead(text, out _)) { Pattern = DatePattern, Form = FieldForm.Date };

    public static FieldType Money { get; } = Measured(
        "money", "an amount such as 540k EUR", $"^(?:{Coin} *{Amount}|{Amount} *{Coin})$",
        measure => measure is { Kind: MeasureKind.Money, IsRate: false });

    public static FieldType MoneyRate { get; } = Measured(
        "money/period", "an amount a period such as 2.4M EUR/year", $"^(?:{Coin} *{Amount}|{Amount} *{Coin}){Period}$",
        measure => measure is { Kind: MeasureKind.Money, IsRate: true });

    public static FieldType Counted { get; } = Measured(
        "number + noun", "a number with its noun, such as 4.2M cardholders",
        $"^{Coin}? *{Amount} *(?:[€$£¥]|[A-Za-zµ][^/]*)?(?:{Period})?$",
        measure => measure.Kind is not MeasureKind.Percent) with { Form = FieldForm.NumberOrText };

    public static FieldType Rate { get; } = Measured(
        "qty/period", "a quantity a period, such as 220/s or 6.5M/day", $"^{Amount} *(?:[A-Za-z][^/]*)?{Period}$",
        measure => measure is { IsRate: true, Kind: MeasureKind.Number or MeasureKind.Count });

    public static FieldType Duration { get; } = Measured(
        "duration", "a duration such as 80ms, 15min, 1h or 45d", $"^{Number} *(?:{Times})$",
        measure => measure is { Kind: MeasureKind.Duration, IsRate: false });

    public static FieldType Percent { get; } = Measured(
        "percent", "a percentage such as 99.95%", $"^{Number} *%$", measure => measure.Kind == MeasureKind.Percent);

    public static FieldType Quantity { get; } = Measured(
        "qty", "a number, with a unit where it has one, such as 0.62, 80ms or 97.5%", QuantityPattern,
        _ => true) with { Form = FieldForm.NumberOrText };

    public static FieldType Score { get; } = Measured(
        "score", "a number or a percentage, such as 0.62 or 62%", $"^{Number} *%?$",
        measure => measure is { Kind: MeasureKind.Number or MeasureKind.Percent, IsRate: false }) with { Form = FieldForm.NumberOrText };

    public static FieldType Integer { get; } =
        new(
            "whole number", "a whole number",
            text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) { Form = FieldForm.Integer };

    public static FieldType Scale { get; } = new(
        "1-5", "a whole number from 1 to 5",
        text => text is "1" or "2" or "3" or "4" or "5") { Form = FieldForm.Integer, Values = ["1", "2", "3", "4", "5"] };

    public static FieldType Fraction { get; } =
        new(
            "0-1", "a number from 0 to 1",
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && value is >= 0 and <= 1) { Form = FieldForm.Number };

    public static FieldType Flag { get; } = new(
        "true/false", "true or false", text => text is "true" or "false") { Form = FieldForm.Boolean };

    public static FieldType FilePath { get; } = new(
        "file", "the path of a file below the manifest", IsPath) { Pattern = @"^[^/\\].*$", Target = FieldTarget.File };

    public static FieldType FolderPath { get; } = FilePath with { Name = "folder", Expected = "the path of a folder below the manifest" };

    public static FieldType Document { get; } = FilePath with
    {
        Name = "document",
        Expected = "the path of a document below the manifest",
        Target = FieldTarget.Document,
    };

    public static FieldType Pointer { get; } =
        new(
            "evidence", "a file with a JSON pointer, such as artifacts/eval.json#/recall",
            FilePointer.IsWellFormed) { Pattern = "^[^/\\\\#][^#]*#/.*$", Target = FieldTarget.Evidence };

    /// <summary>What stands at the pointer need not be a number.</summary>
    public static FieldType Element { get; } = Pointer with { Target = FieldTarget.Element };

    public static FieldType Symbol { get; } = Named(
        Matching("symbol", "the full name of a type or method, such as Fraud.Training.TrainPipeline.RunAsync", SymbolPattern) with
        {
            Target = FieldTarget.Symbol,
        });

    public static FieldType Method { get; } =
        Matching("symbol", "the full name of a method, such as Fraud.Training.TrainPipeline.RunAsync", MethodPattern) with
        {
            Target = FieldTarget.Symbol,
        };

    public static FieldType Hash { get; } = Matching("sha256", "'sha256:' and 64 hexadecimal digits", HashPattern);

    public static FieldType FreeText(int minLength = 20) =>
        Name with { Name = "text", Expected = $"{Numbers.Counted(minLength, "character")} or more", MinLength = minLength };

    public static FieldType OneOf(params string[] values) =>
        new("enum", "one of " + string.Join(", ", values), text => values.Contains(text, StringComparer.Ordinal)) { Values = [.. values] };

    /// <summary><paramref name="type"/>, or a word that says why there is none.</summary>
    public static FieldType Or(FieldType type, string word) =>
        type with
        {
            Name = $"{type.Name} or {word}",
            Expected = $"{word}, or {type.Expected}",
            Holds = text => text == word || type.Holds(text),
            Pattern = type.Pattern is null ? null : $"^{word}$|{type.Pattern}",
        };

    private static FieldType Matching(string name, string expected, string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant);
        return new(name, expected, text => text.Length <= 1024 && regex.IsMatch(text)) { Pattern = pattern };
    }

    /// <summary>A word that YAML reads as no text names nothing.</summary>
    private static FieldType Named(FieldType type) =>
        type with { Holds = text => text.ToLowerInvariant() is not ("true" or "false" or "null") && type.Holds(text) };

    private static FieldType Measured(string name, string expected, string pattern, Func<Measure, bool> fits) =>
        new(name, expected, text => MeasureParser.TryParse(text, out var measure) && fits(measure)) { Pattern = pattern };

    private static bool IsPath(string text) => text.Trim().Length > 0 && text.IndexOf('\0') < 0;

}
