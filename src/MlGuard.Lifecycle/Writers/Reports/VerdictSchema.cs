using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>
/// The JSON Schema of <c>verdict.json</c> (draft-07), made from the records that are written. A key that is added keeps the version, so
/// readers pass over what they do not know; one that goes, or changes its meaning, makes the next.
/// </summary>
internal static class VerdictSchema
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly ImmutableArray<string> s_stages = ["mvp", "growth", "maturity"];

    /// <summary>Texts of which there are few, by the record and the key that hold them.</summary>
    private static readonly ImmutableDictionary<(Type Record, string Key), ImmutableArray<string>> s_values =
        new Dictionary<(Type, string), ImmutableArray<string>>
        {
            [(typeof(VerdictDocument), nameof(VerdictDocument.Declared))] = ["", .. s_stages],
            [(typeof(VerdictDocument), nameof(VerdictDocument.Earned))] = s_stages,
            [(typeof(VerdictDocument), nameof(VerdictDocument.Profile))] = ["", "small", "standard", "regulated"],
            [(typeof(VerdictDocument), nameof(VerdictDocument.Target))] = ["", "growth", "maturity"],
            [(typeof(VerdictDocument), nameof(VerdictDocument.Mode))] = ["report", "warn", "enforce"],
            [(typeof(VerdictDocument), nameof(VerdictDocument.FactsFrom))] = ["this build", "found"],
            [(typeof(RowDocument), nameof(RowDocument.Stage))] = ["", .. s_stages],
            [(typeof(RowDocument), nameof(RowDocument.Reaches))] = ["", .. s_stages],
            [(typeof(RowDocument), nameof(RowDocument.BindsFrom))] = ["", .. s_stages],
            [(typeof(RowDocument), nameof(RowDocument.State))] = [.. RowStates.All.Select(RowStates.NameOf)],
            [(typeof(SeverityDocument), nameof(SeverityDocument.Chosen))] = ["message", "warn", "error"],
            [(typeof(FindingDocument), nameof(FindingDocument.Severity))] = ["message", "warning", "error"],
        }.ToImmutableDictionary();

    /// <summary>Keys that say nothing where there is nothing to say: null, or left out.</summary>
    private static readonly ImmutableHashSet<string> s_nullable = [nameof(VerdictDocument.Earned)];

    private static readonly ImmutableHashSet<string> s_optional = [nameof(VerdictDocument.MlTestScore)];

    public static string Write()
    {
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = HelpLink.OfPage($"verdict.schema.json#v{VerdictDocument.CurrentSchema}"),
            ["title"] = "MlGuard verdict",
            ["description"] = "What the gate decided about a product, and what it rests on.",
        };
        foreach (var property in OfRecord(typeof(VerdictDocument)).ToArray())
            root[property.Key] = property.Value?.DeepClone();
        root["properties"]!["schema"]!["enum"] = new JsonArray(VerdictDocument.CurrentSchema);
        return root.ToJsonString(s_options).Replace("\r\n", "\n") + "\n";
    }

    private static JsonObject OfRecord(Type record)
    {
        var keys = record.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.Name != "EqualityContract")
            .ToImmutableArray();
        var properties = new JsonObject();
        foreach (var key in keys)
            properties[Written(key.Name)] = OfKey(record, key);
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = SchemaWriter.Texts(keys.Where(key => !s_optional.Contains(key.Name)).Select(key => Written(key.Name))),
            ["properties"] = properties,
        };
    }

    private static JsonObject OfKey(Type record, PropertyInfo key)
    {
        var schema = OfType(key.PropertyType);
        if (s_nullable.Contains(key.Name))
            schema["type"] = SchemaWriter.Texts(["string", "null"]);
        if (s_values.TryGetValue((record, key.Name), out var values))
            schema["enum"] = new JsonArray(
                [.. values.Select(value => JsonValue.Create(value)), .. s_nullable.Contains(key.Name) ? [null] : Array.Empty<JsonNode?>()]);
        return schema;
    }

    private static JsonObject OfType(Type type)
    {
        if (type == typeof(string))
            return Typed("string");
        if (type == typeof(bool))
            return Typed("boolean");
        if (type == typeof(int))
            return Typed("integer");
        if (type == typeof(double))
            return Typed("number");
        if (type == typeof(double?))
            return new JsonObject { ["type"] = SchemaWriter.Texts(["number", "null"]) };
        if (!type.IsGenericType)
            return OfRecord(type);
        var last = type.GetGenericArguments()[type.GetGenericArguments().Length - 1];
        return type.GetGenericArguments().Length == 1
            ? new JsonObject { ["type"] = "array", ["items"] = OfType(last) }
            : new JsonObject { ["type"] = "object", ["additionalProperties"] = OfType(last) };
    }

    private static JsonObject Typed(string name) => new() { ["type"] = name };

    private static string Written(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
