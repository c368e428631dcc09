using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>
/// Reads a verdict that a gate wrote, of this version or of an earlier one: what an earlier one did not write is empty.
/// </summary>
internal static class VerdictFile
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The verdict, or why the text is none.</summary>
    public static Reading<VerdictDocument> Read(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject json || json["schema"] is not JsonValue schema
                || !schema.TryGetValue(out int version))
                return new Fault("is no verdict of MlGuard");
            if (version != VerdictDocument.CurrentSchema)
                return new Fault("was written by another version of MlGuard, whose verdicts this one does not know");
            Complete(json, typeof(VerdictDocument));
            return Reading<VerdictDocument>.Of(json.Deserialize<VerdictDocument>(s_options)!);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return new Fault("is no verdict of MlGuard");
        }
    }

    private static void Complete(JsonNode node, Type record)
    {
        if (node is not JsonObject json)
            return;
        foreach (var property in record.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (json[name] is not { } value)
            {
                if (Empty(record, property) is { } empty)
                    json[name] = empty;
            }
            else if (ItemOf(property.PropertyType) is { } item)
            {
                foreach (var element in value as JsonArray ?? [])
                    Complete(element ?? throw new JsonException(), item);
            }
            else if (value is JsonObject inner && property.PropertyType.Namespace == typeof(VerdictFile).Namespace)
            {
                Complete(inner, property.PropertyType);
            }
        }
    }

    /// <summary>No stage is earned where nothing is said, and that is not the same as an empty name.</summary>
    private static JsonNode? Empty(Type record, PropertyInfo property)
    {
        if (record == typeof(VerdictDocument) && property.Name == nameof(VerdictDocument.Earned))
            return null;
        if (property.PropertyType == typeof(string))
            return JsonValue.Create("");
        if (ItemOf(property.PropertyType) is not null)
            return new JsonArray();
        return property.PropertyType.IsGenericType && property.PropertyType != typeof(double?) ? new JsonObject() : null;
    }

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? type.GetGenericArguments()[0] : null;
}
