using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Code;

/// <summary>
/// What a compiler wrote when it was asked for its findings (SARIF 2.1.0, or 1.0.0 where a project asks for no version), as far as it is
/// about the rules of MlGuard.
/// </summary>
/// <param name="Findings">What they found.</param>
/// <param name="SwitchedOff">Rules that found nothing because a project or a file turned them off.</param>
/// <param name="HasRun">Whether any of the rules ran; null when the log does not list what ran.</param>
internal sealed record CompilerLog(ImmutableArray<CodeFinding> Findings, ImmutableArray<string> SwitchedOff, bool? HasRun)
{
    private const string Prefix = "MLG";
    private const int Most = 100_000;

    /// <param name="bytes">The log.</param>
    /// <param name="relative">A path of the machine as it may travel.</param>
    public static Reading<CompilerLog> Read(byte[] bytes, Func<string, string> relative)
    {
        var (json, fault) = JsonFile.Read(bytes);
        if (json is null)
            return fault!;
        var runs = List(json.Find("/runs")).ToImmutableArray();
        if (runs.IsEmpty)
            return new Fault("is no log of a compiler");
        var rules = runs.SelectMany(RulesOf).ToImmutableArray();
        ImmutableArray<string> own = [.. rules.Select(rule => Text(rule, "id")).OfType<string>().Where(IsOwn)];
        return Reading<CompilerLog>.Of(new(
            [
                .. runs.SelectMany(run => List(run, "results")).Select(result => FindingOf(result, relative)).OfType<CodeFinding>()
                    .Take(Most),
            ],
            [
                .. rules.Where(rule => Text(rule, "id") is { } id && IsOwn(id) && IsSwitchedOff(rule)).Select(rule => Text(rule, "id")!)
                    .Distinct().OrderBy(id => id, StringComparer.Ordinal),
            ],
            rules.IsEmpty ? null : !own.IsEmpty));
    }

    private static IEnumerable<JsonElement> RulesOf(JsonElement run) =>
        run.ValueKind == JsonValueKind.Object
            && run.TryGetProperty("tool", out var tool)
            && tool.ValueKind == JsonValueKind.Object
            && tool.TryGetProperty("driver", out var driver)
            ? List(driver, "rules")
            : [];

    private static bool IsOwn(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The compiler marks a rule that something outside the source keeps quiet: NoWarn, a severity, a ruleset.</summary>
    private static bool IsSwitchedOff(JsonElement rule) =>
        rule.TryGetProperty("properties", out var properties)
            && List(properties, "suppressionKinds").Any(kind => kind.ValueKind == JsonValueKind.String && kind.GetString() == "external");

    private static CodeFinding? FindingOf(JsonElement result, Func<string, string> relative)
    {
        if (Text(result, "ruleId") is not { } rule || !IsOwn(rule))
            return null;
        var place = List(result, "locations").Select(PlaceOf).FirstOrDefault(found => found is not null) ?? ("", 0);
        var suppressions = List(result, "suppressions").ToImmutableArray();
        return new(
            rule, relative(LocalPath(place.File)), place.Line, !suppressions.IsEmpty || List(result, "suppressionStates").Any(),
            suppressions.Select(suppression => Text(suppression, "justification") ?? "").FirstOrDefault(reason => reason.Trim().Length > 0)
                ?? "") { Message = MessageOf(result) };
    }

    /// <summary>An object with a text in SARIF 2.1.0, the bare text in 1.0.0.</summary>
    private static string MessageOf(JsonElement result) =>
        (Child(result, "message") is { ValueKind: JsonValueKind.Object } message ? Text(message, "text") : Text(result, "message")) ?? "";

    /// <summary>SARIF 2.1.0 has <c>physicalLocation.artifactLocation.uri</c>, 1.0.0 <c>resultFile.uri</c> with the region in it.</summary>
    private static (string File, int Line)? PlaceOf(JsonElement location)
    {
        if (Child(location, "physicalLocation") is { } physical)
            return (Text(Child(physical, "artifactLocation"), "uri") ?? "", LineOf(Child(physical, "region")));
        return Child(location, "resultFile") is { } file ? (Text(file, "uri") ?? "", LineOf(Child(file, "region"))) : null;
    }

    private static int LineOf(JsonElement? region) =>
        region is { } found && JsonList.Number(found, "startLine") is >= 1 and < int.MaxValue and var line ? (int)line : 0;

    private static string LocalPath(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.IsFile ? address.LocalPath : Uri.UnescapeDataString(uri);

    private static JsonElement? Child(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object
            ? child
            : null;

    private static JsonElement.ArrayEnumerator List(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) ? List(list) : default;

    private static JsonElement.ArrayEnumerator List(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    private static string? Text(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found
            && found.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
