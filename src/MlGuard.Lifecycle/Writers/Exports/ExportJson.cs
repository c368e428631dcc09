using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>JSON as every export writes it: indented, with one kind of line end.</summary>
internal static class ExportJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text(JsonNode node) => node.ToJsonString(s_options).Replace("\r\n", "\n") + "\n";

    public static JsonArray List(IEnumerable<JsonNode> nodes) => new([.. nodes]);

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text)!)]);

    /// <summary>Adds a value unless it is empty: most formats have no place for an empty text.</summary>
    public static JsonObject With(this JsonObject json, string key, string value)
    {
        if (value.Length > 0)
            json[key] = value;
        return json;
    }

    /// <summary>Adds a list unless it is empty.</summary>
    public static JsonObject With(this JsonObject json, string key, JsonArray values)
    {
        if (values.Count > 0)
            json[key] = values;
        return json;
    }

    /// <summary>Adds an object unless it is empty.</summary>
    public static JsonObject With(this JsonObject json, string key, JsonObject inner)
    {
        if (inner.Count > 0)
            json[key] = inner;
        return json;
    }

    /// <summary>A path as a reference that every reader of addresses understands.</summary>
    public static string Reference(string path) => string.Join("/", path.Split('/').Select(Uri.EscapeDataString));
}
