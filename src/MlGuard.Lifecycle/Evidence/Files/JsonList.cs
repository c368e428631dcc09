using System.Globalization;
using System.Text.Json;
using MlGuard.Lifecycle.Text;
namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>
/// A list of objects in a JSON document, as the evidence of the ML Test Score has them; bounded, and each value of the kind that is asked
/// for or a flaw.
/// </summary>
internal static class JsonList
{
    private const int Most = 10_000;

    public static Reading<List<T>> Read<T>(JsonFile json, string name, Func<JsonElement, T?> item, string shape) where T : class
    {
        if (json.Find($"/{name}") is not { ValueKind: JsonValueKind.Array } list)
            return new Fault($"holds no list '{name}'");
        if (list.GetArrayLength() > Most)
            return new Fault($"holds more than {Most.ToString("N0", CultureInfo.InvariantCulture)} entries in '{name}'");
        var items = new List<T>();
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object || item(element) is not { } read)
                return new Fault($"holds an entry {Numbers.Written(items.Count)} in '{name}' that has not {shape}");
            items.Add(read);
        }

        return Reading<List<T>>.Of(items);
    }

    public static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number)
            && !double.IsInfinity(number)
            && !double.IsNaN(number)
            ? number
            : null;

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 and <= 200 } text
            ? text
            : null;

    public static DateTime? Day(JsonElement element, string name) =>
        Text(element, name) is { } text && Days.TryRead(text, out var day) ? day : null;
}
