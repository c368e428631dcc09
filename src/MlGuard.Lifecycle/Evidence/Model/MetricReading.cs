using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>A number that somebody measured.</summary>
/// <param name="Value">With its unit, where the file gives one.</param>
/// <param name="ModelHash">The model that it was measured on; null when the file names none.</param>
/// <param name="DataHash">The data that it was measured on; null when the file names none.</param>
/// <param name="Created">The day; null when the file names none.</param>
/// <param name="IsToolReport">Whether a load or benchmark tool wrote the file, whose format has no place for a model's hash.</param>
internal sealed record MetricReading(Measure Value, string? ModelHash, string? DataHash, DateTime? Created, bool IsToolReport)
{
    /// <summary>The hosted models that it was measured on, by their ids; empty when the file names none.</summary>
    public ImmutableArray<string> ModelIds { get; init; } = [];

    public static Reading<MetricReading> At(JsonFile json, string pointer)
    {
        if (json.Evaluation?.At(pointer) is { } evaluated)
            return evaluated;
        if (json.Find(pointer) is not { } element)
            return new Fault($"has nothing at '{Quoted.Short(pointer)}'");
        var tool = ToolReport.Of(json.Root);
        if (element.ValueKind == JsonValueKind.String && IsQuantity(element.GetString()!, out var measure) && IsFinite(measure.Amount))
            return Reading<MetricReading>.Of(Of(json, measure, tool));
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number) || !IsFinite(number))
            return new Fault($"holds no finite number at '{Quoted.Short(pointer)}'");
        return Reading<MetricReading>.Of(Of(json, MeasureNames.Of(number, pointer, tool), tool));
    }

    private static MetricReading Of(JsonFile json, Measure measure, ToolReport? tool) =>
        new(measure, json.ModelHash, json.DataHash, json.Created, tool is not null) { ModelIds = json.ModelIds };

    /// <summary>Text is a quantity when it has a unit; a bare number in quotes is somebody's mistake.</summary>
    private static bool IsQuantity(string text, out Measure measure) =>
        MeasureParser.TryParse(text, out measure) && (measure.Kind != MeasureKind.Number || measure.IsRate);

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
