using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Tests;

/// <summary>
/// The part of JSON Schema draft-07 that the shipped schema uses, <c>if</c>/<c>then</c> among it, which NJsonSchema does not evaluate.
/// </summary>
internal static class Draft7
{
    private static readonly ImmutableHashSet<string> s_annotations = ["$schema", "$id", "title", "description"];

    /// <summary>The places that the schema refuses.</summary>
    public static IEnumerable<string> Errors(JsonElement schema, JsonElement value, string path = "#") =>
        schema.ValueKind switch
        {
            JsonValueKind.False => [path],
            JsonValueKind.True => [],
            _ =>
                schema.EnumerateObject().Where(keyword => !s_annotations.Contains(keyword.Name))
                    .SelectMany(keyword => Errors(schema, keyword, value, path)),
        };

    private static IEnumerable<string> Errors(
        JsonElement schema, JsonProperty keyword, JsonElement value, string path) => keyword.Name switch
    {
        "type" => Unless(Types(keyword.Value).Any(type => Is(value, type)), path),
        "enum" => Unless(keyword.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)), path),
        "pattern" =>
            Unless(
                value.ValueKind != JsonValueKind.String
                    || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.ECMAScript),
                path),
        "minLength" => Unless(value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= keyword.Value.GetInt32(), path),
        "minimum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(), path),
        "maximum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble(), path),
        "minItems" => Unless(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32(), path),
        "minProperties" =>
            Unless(value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() >= keyword.Value.GetInt32(), path),
        "required" =>
            keyword.Value.EnumerateArray().Select(name => name.GetString()!)
                .Where(name => value.ValueKind == JsonValueKind.Object && !value.TryGetProperty(name, out _))
                .Select(name => $"{path}/{name}"),
        "items" =>
            Elements(value).SelectMany((item, index) => Errors(
                keyword.Value, item, $"{path}/{index.ToString(CultureInfo.InvariantCulture)}")),
        "properties" =>
            Members(value).Where(member => keyword.Value.TryGetProperty(member.Name, out _))
                .SelectMany(member => Errors(keyword.Value.GetProperty(member.Name), member.Value, $"{path}/{member.Name}")),
        "additionalProperties" =>
            Members(value).Where(member => !schema.TryGetProperty("properties", out var named) || !named.TryGetProperty(member.Name, out _))
                .SelectMany(member => Errors(keyword.Value, member.Value, $"{path}/{member.Name}")),
        "propertyNames" =>
            Members(value).SelectMany(member => Errors(
                keyword.Value, JsonSerializer.SerializeToElement(member.Name), $"{path}/{member.Name}")),
        "allOf" => keyword.Value.EnumerateArray().SelectMany(part => Errors(part, value, path)),
        "if" =>
            schema.TryGetProperty(Errors(keyword.Value, value).Any() ? "else" : "then", out var branch) ? Errors(branch, value, path) : [],
        "then" or "else" => [],
        var unknown => throw new NotSupportedException($"The schema uses '{unknown}', which this reader does not know."),
    };

    private static IEnumerable<string> Unless(bool holds, string path) => holds ? [] : [path];

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static IEnumerable<JsonElement> Elements(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private static IEnumerable<JsonProperty> Members(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    private static bool Is(JsonElement value, string type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.Object, "object") or (JsonValueKind.Array, "array") or (JsonValueKind.String, "string")
            or (JsonValueKind.Number, "number") =>
            true,
        (JsonValueKind.True or JsonValueKind.False, "boolean") => true,
        (JsonValueKind.Number, "integer") => value.TryGetInt64(out _),
        (JsonValueKind.Null, "null") => true,
        _ => false,
    };
}
