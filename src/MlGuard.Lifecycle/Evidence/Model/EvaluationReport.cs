using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>
/// What evaluators said about the answers of a model, as Microsoft.Extensions.AI.Evaluation writes it (a report, or the result of one
/// scenario) and the Agent Framework (<c>AgentEvaluationResults</c>). <c>#/metrics/Name</c> is the mean over all answers.
/// </summary>
internal sealed class EvaluationReport
{
    private const string Metrics = "/metrics/";

    private readonly ImmutableArray<JsonElement> _answers;

    private EvaluationReport(ImmutableArray<JsonElement> answers, ImmutableArray<string> models, DateTime? created) =>
        (_answers, Models, Created) = (answers, models, created);

    /// <summary>The models that answered, where the report says so.</summary>
    public ImmutableArray<string> Models { get; }

    /// <summary>The day of the oldest answer; null when none has one.</summary>
    public DateTime? Created { get; }

    /// <summary>Reads a document by its shape; null when it is no report.</summary>
    public static EvaluationReport? Of(JsonElement root)
    {
        if (Member(root, "scenarioRunResults") is { ValueKind: JsonValueKind.Array } runs)
            return OfRuns([.. runs.EnumerateArray()]);
        if (Member(root, "evaluationResult") is { ValueKind: JsonValueKind.Object })
            return OfRuns([root]);
        return Member(root, "providerName") is not null && Member(root, "items") is { ValueKind: JsonValueKind.Array } items
            ? new([.. items.EnumerateArray()], ModelsOf(Elements(Member(root, "inputItems")), "rawResponse"), null)
            : null;
    }

    /// <summary>
    /// The mean of a metric over all answers, where true is one and false is nothing; a fault at one answer of several, which somebody
    /// picked; null at any other pointer.
    /// </summary>
    public Reading<MetricReading>? At(string pointer)
    {
        if (_answers.Length > 1 && IsOneAnswer(pointer))
            return new Fault(
                $"holds one of {Numbers.Counted(_answers.Length, "answer")} at '{Quoted.Short(pointer)}'; "
                    + "'#/metrics/<name>' is their mean");
        if (!pointer.StartsWith(Metrics, StringComparison.Ordinal))
            return null;
        var name = FilePointer.Unescaped(pointer.Substring(Metrics.Length));
        ImmutableArray<double?> values = [.. _answers.Select(answer => ValueOf(answer, name))];
        if (values.IsEmpty)
            return new Fault("holds no answer");
        var missing = values.Count(value => value is null);
        return missing == 0
            ? Reading<MetricReading>.Of(
                new(new(values.Average()!.Value, MeasureKind.Number, "", 0), null, null, Created, false) { ModelIds = Models })
            : new Fault(
                $"has no value of the metric '{Quoted.Short(name)}' for {Numbers.Written(missing)} of {Numbers.Written(values.Length)}"
                + " answers");
    }

    private static EvaluationReport OfRuns(ImmutableArray<JsonElement> runs) => new(
        [.. runs.Select(run => Member(run, "evaluationResult") ?? default)], ModelsOf(runs, "modelResponse"),
        runs.Select(run => Days.OfTimeStamp(Text(Member(run, "creationTime")))).Min());

    private static ImmutableArray<string> ModelsOf(ImmutableArray<JsonElement> answers, string response) =>
        answers.Select(answer => Text(Member(Member(answer, response), "modelId"))).ToImmutableArray() is var models
        && models.All(model => model is not null)
            ? [.. models.OfType<string>().Distinct().OrderBy(model => model, StringComparer.Ordinal)]
            : [];

    private static bool IsOneAnswer(string pointer) =>
        FilePointer.Steps(pointer).FirstOrDefault()?.ToUpperInvariant() is "SCENARIORUNRESULTS" or "ITEMS";

    private static double? ValueOf(JsonElement answer, string name) =>
        Member(answer, "metrics") is { ValueKind: JsonValueKind.Object } metrics
        && metrics.TryGetProperty(name, out var metric)
        && Member(metric, "value") is { } value
            ? value.ValueKind switch
            {
                JsonValueKind.True => 1,
                JsonValueKind.False => 0,
                JsonValueKind.Number when value.TryGetDouble(out var number) && !double.IsInfinity(number) => number,
                _ => null,
            }
            : null;

    private static ImmutableArray<JsonElement> Elements(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];

    private static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>By its name in the web's case or in that of .NET, as the serializer was set up.</summary>
    private static JsonElement? Member(JsonElement? element, string name)
    {
        if (element is not { ValueKind: JsonValueKind.Object } parent)
            return null;
        return parent.TryGetProperty(name, out var member)
            || parent.TryGetProperty(char.ToUpperInvariant(name[0]) + name.Substring(1), out member)
                ? member
                : null;
    }
}
