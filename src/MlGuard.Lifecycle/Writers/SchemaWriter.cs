using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Lifecycle.Writers;

/// <summary>
/// The manifest's JSON Schema (draft-07, the newest that the common YAML editor service reads), made from the same fields and rows that the
/// build checks.
/// </summary>
internal static class SchemaWriter
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write()
    {
        var schema = Of(RequirementTable.Schema, "");
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "MlGuard lifecycle manifest",
            ["description"] =
                "What a machine-learning product is for, how good it must be, what happens when it fails, who watches it, and which "
                    + "stage it has reached.",
        };
        foreach (var property in schema.ToArray())
        {
            schema.Remove(property.Key);
            root[property.Key] = property.Value;
        }

        root["allOf"] = new JsonArray([.. StageRules()]);
        return root.ToJsonString(s_options).Replace("\r\n", "\n") + "\n";
    }

    private static IEnumerable<JsonNode> StageRules()
    {
        yield return RequiredKeys.Schema(FieldsOf(row => row.RequiredFrom == RequiredFrom.Mvp && row.When == Condition.Always));
        yield return new JsonObject
        {
            ["if"] = Hosted(),
            ["else"] = RequiredKeys.Schema(FieldsOf(row => row.RequiredFrom == RequiredFrom.Mvp && row.When == Condition.Trains)),
        };
        yield return AtStage(["growth", "maturity"], row => row.RequiredFrom is RequiredFrom.Growth or RequiredFrom.MvpWarning
            && row.When == Condition.Always);
        yield return AtStage(["maturity"], row => row.RequiredFrom == RequiredFrom.Maturity && row.When == Condition.Always);
    }

    private static ImmutableArray<Field> FieldsOf(Func<Row, bool> rows) =>
        [.. RequirementTable.All.Where(rows).SelectMany(row => row.Fields).Where(field => !field.IsOptional)];

    private static JsonObject AtStage(string[] stages, Func<Row, bool> rows) => new()
    {
        ["if"] = new JsonObject
        {
            ["properties"] = new JsonObject { ["stage"] = new JsonObject { ["enum"] = Texts(stages) } },
            ["required"] = Texts(["stage"]),
        },
        ["then"] = RequiredKeys.Schema(FieldsOf(rows)),
    };

    private static JsonNode Hosted() => JsonNode.Parse(
        """
        { "properties": { "discovery": { "type": "object", "properties": { "solution": { "type": "object",
          "properties": { "approach": { "enum": ["hosted", "bought"] } }, "required": ["approach"] } }, "required": ["solution"] } },
              "required": ["discovery"] }
        """)!;

    private static JsonObject Of(SchemaNode key, string path)
    {
        var schema = new JsonObject();
        if (Describe(key, path) is { Length: > 0 } description)
            schema["description"] = description;
        var types = StructureCheck.TypesOf(key);
        AddTypes(schema, key, types);
        AddValues(schema, key, types);
        if (key.IsMap)
            AddMap(schema, key, path);
        if ((key.Item ?? key.Short?.Item) is { } item)
            schema["items"] = Of(item, path);
        return schema;
    }

    private static string Describe(SchemaNode key, string path)
    {
        var row = RequirementTable.All.FirstOrDefault(row => row.Id == path.Replace('.', '/'));
        var example = key.Scalars.Select(field => field.Example).FirstOrDefault()
            ?? key.Short?.Scalars.Select(field => field.Example).FirstOrDefault();
        return string.Join(
            " ", new[] { row is null ? null : $"{row.Title}.", example is null ? null : $"Example: {example}" }.OfType<string>());
    }

    private static void AddTypes(JsonObject schema, SchemaNode key, ImmutableArray<FieldType> types)
    {
        var names = types.SelectMany(NamesOf).ToList();
        if (key.IsMap)
            names.Add("object");
        if ((key.Item ?? key.Short?.Item) is not null)
            names.Add("array");
        string[] distinct = [.. names.Distinct()];
        schema["type"] = distinct.Length == 1 ? JsonValue.Create(distinct[0]) : Texts(distinct);
    }

    private static string[] NamesOf(FieldType type) => type.Form switch
    {
        FieldForm.Number => ["number"],
        FieldForm.Integer => ["integer"],
        FieldForm.Boolean => ["boolean"],
        FieldForm.NumberOrText => ["string", "number"],
        // A version or a name that looks like a number is one for YAML.
        FieldForm.Text when type.Name == ValueTypes.Name.Name => ["string", "number"],
        _ => ["string"],
    };

    /// <summary>
    /// Values by <c>enum</c> where nothing else can stand, else by <c>pattern</c>: that speaks of text only, so the message stays about the
    /// text.
    /// </summary>
    private static void AddValues(JsonObject schema, SchemaNode key, ImmutableArray<FieldType> types)
    {
        if (types is [{ Values.IsEmpty: false } only] && !key.IsMap && key.Item is null)
            schema["enum"] = new JsonArray([
                .. only.Values.Select(value => only.Form == FieldForm.Integer
                    ? (JsonNode)int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)
                    : value),
            ]);
        else if (types.Length > 0 && types.All(type => PatternOf(type) is not null))
            schema["pattern"] = string.Join("|", types.Select(PatternOf).Distinct());
        if (types is [{ MinLength: > 0 } text])
            schema["minLength"] = text.MinLength;
        if (types.Any(type => type == ValueTypes.Fraction))
            (schema["minimum"], schema["maximum"]) = (0, 1);
    }

    private static string? PatternOf(FieldType type) =>
        type.Values.IsEmpty ? type.Pattern?.Replace(@"\p{L}", "A-Za-z").Replace(@"\p{Nd}", "0-9") : $"^({string.Join("|", type.Values)})$";

    private static void AddMap(JsonObject schema, SchemaNode key, string path)
    {
        var properties = new JsonObject();
        foreach (var child in key.Children)
            properties[child.Name] = Of(child, path.Length == 0 ? child.Name : $"{path}.{child.Name}");
        if (properties.Count > 0)
            schema["properties"] = properties;
        schema["additionalProperties"] = key.AnyChild is { } any ? Of(any, path) : JsonValue.Create(false);
        if (key.AnyChild is { } chosen && StructureCheck.ChosenNames(chosen.Name) is { IsEmpty: false } names)
            schema["propertyNames"] = new JsonObject { ["enum"] = Texts([.. names, .. key.Children.Select(child => child.Name)]) };
    }

    internal static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
