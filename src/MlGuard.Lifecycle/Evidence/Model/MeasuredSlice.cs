using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>One slice of a model's quality.</summary>
/// <param name="By">What the data is cut by.</param>
/// <param name="Name">Which part of it.</param>
/// <param name="Value">What was measured there.</param>
internal sealed record MeasuredSlice(string By, string Name, double Value)
{
    /// <summary>The slices of a file that hold a finite number.</summary>
    public static IEnumerable<MeasuredSlice> In(JsonFile json) =>
        from slice in All(json)
        where slice.Value is not null
        select new MeasuredSlice(slice.By, slice.Name, slice.Value!.Value);

    /// <summary>
    /// Every slice of a file: <c>{ "slices": { "country": { "DE": 0.66, "MT": { "value": 0.4 } } } }</c>; null for what is no finite
    /// number.
    /// </summary>
    public static IEnumerable<(string By, string Name, double? Value)> All(JsonFile json) =>
        from cut in Members(json.Find("/slices"))
        from slice in Members(cut.Value)
        select (cut.Name, slice.Name, NumberOf(slice.Value));

    private static double? NumberOf(JsonElement slice)
    {
        var value = slice.ValueKind == JsonValueKind.Object && slice.TryGetProperty("value", out var inner) ? inner : slice;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && !double.IsNaN(number) && !double.IsInfinity(number)
                ? number
                : null;
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : default;
}
