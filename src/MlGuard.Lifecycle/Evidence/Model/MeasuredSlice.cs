using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>One slice of a model's quality.</summary>
/// <param name="By">What the data is cut by.</param>
/// <param name="Name">Which part of it.</param>
/// <param name="Value">What was measured there.</param>
internal sealed record MeasuredSlice(string By, string Name, double Value)
{
    /// <summary>
    /// The slices of a file: <c>{ "slices": { "country": { "DE": 0.66, "MT": { "value": 0.4 } } } }</c>; those that hold no finite number
    /// are none.
    /// </summary>
    public static IEnumerable<MeasuredSlice> In(JsonFile json) =>
        from cut in Members(json.Find("/slices"))
        from slice in Members(cut.Value)
        let value = slice.Value.ValueKind == JsonValueKind.Object && slice.Value.TryGetProperty("value", out var inner)
            ? inner
            : slice.Value
        where value.ValueKind == JsonValueKind.Number
        let number = value.GetDouble()
        where !double.IsNaN(number) && !double.IsInfinity(number)
        select new MeasuredSlice(cut.Name, slice.Name, number);

    private static IEnumerable<JsonProperty> Members(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];
}
