using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Evidence.Seals;

namespace MlGuard.Lifecycle.Writers;

/// <summary>The seal of one file of evidence, as an in-toto statement. The same build and day give the same bytes.</summary>
internal static class SealWriter
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="name">The file, from the manifest's folder.</param>
    /// <param name="sha256">The hash of its bytes.</param>
    /// <param name="seal">What it belongs to.</param>
    public static string Write(string name, string sha256, Seal seal)
    {
        var predicate = new JsonObject
        {
            ["tool"] = seal.Tool,
            ["day"] = seal.Day,
            ["commit"] = seal.Commit,
            ["assemblies"] = new JsonArray([.. seal.Assemblies.OrderBy(assembly => assembly.Name, StringComparer.Ordinal).Select(Node)]),
        };
        if (seal.Model.Length > 0)
            predicate["model"] = new JsonObject { ["digest"] = Digest(seal.Model) };
        if (!seal.Prompts.IsDefaultOrEmpty)
            predicate["prompts"] = new JsonArray([.. seal.Prompts.OrderBy(prompt => prompt.Name, StringComparer.Ordinal).Select(Node)]);
        var statement = new JsonObject
        {
            ["_type"] = Seal.StatementType,
            ["subject"] = new JsonArray(new JsonObject { ["name"] = name, ["digest"] = Digest(sha256) }),
            ["predicateType"] = Seal.PredicateType,
            ["predicate"] = predicate,
        };
        return statement.ToJsonString(s_options).Replace("\r\n", "\n") + "\n";
    }

    private static JsonNode Node(SealedAssembly assembly) =>
        new JsonObject
        {
            ["name"] = assembly.Name, ["mvid"] = assembly.Mvid, ["code"] = assembly.Code, ["digest"] = Digest(assembly.Sha256),
        };

    private static JsonNode Node(PromptText prompt) => new JsonObject { ["name"] = prompt.Name, ["text"] = prompt.Digest };

    private static JsonObject Digest(string sha256) => new() { ["sha256"] = sha256 };
}
