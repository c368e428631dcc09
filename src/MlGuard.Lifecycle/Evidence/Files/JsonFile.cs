using System.Text;
using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>A JSON document, and what it says about where its numbers come from.</summary>
internal sealed class JsonFile
{
    private const int MaxDepth = 64;

    private readonly JsonDocument _document;

    private readonly Lazy<EvaluationReport?> _evaluation;

    private JsonFile(JsonDocument document)
    {
        _document = document;
        _evaluation = new(() => EvaluationReport.Of(document.RootElement));
    }

    public JsonElement Root => _document.RootElement;

    /// <summary>The model that it was measured on, as <c>model.sha256</c>.</summary>
    public string? ModelHash => Text("/model/sha256") is { } hash ? HashText.Bare(hash) : null;

    /// <summary>The data that it was measured on, as <c>data.sha256</c>.</summary>
    public string? DataHash => Text("/data/sha256") is { } hash ? HashText.Bare(hash) : null;

    /// <summary>What it says as the report of an evaluation; null when it is none.</summary>
    public EvaluationReport? Evaluation => _evaluation.Value;

    /// <summary>The hosted models that it was measured on: those that answered, or <c>model.id</c>, or <c>model</c> by itself.</summary>
    public ImmutableArray<string> ModelIds => Evaluation?.Models ?? ((Text("/model/id") ?? Text("/model")) is { } id ? [id] : []);

    /// <summary>When it was made, as <c>createdUtc</c> or as the report of an evaluation says it.</summary>
    public DateTime? Created => Evaluation?.Created ?? Days.OfTimeStamp(Text("/createdUtc"));

    public static Reading<JsonFile> Read(byte[] bytes)
    {
        var text = WithoutMark(bytes);
        try
        {
            var document = JsonDocument.Parse(
                text,
                new JsonDocumentOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (!HoldsText(text.Span))
                return new Fault("holds bytes or escapes that are no text");
            return Repeated(text.Span) is { } name
                ? new Fault($"names '{Quoted.Short(name)}' twice in one object, and nobody can tell which holds")
                : Reading<JsonFile>.Of(new(document));
        }
        catch (JsonException exception)
        {
            return new Fault(
                "is not JSON, where NaN and Infinity are none either", (int)(exception.LineNumber ?? 0) + 1,
                (int)(exception.BytePositionInLine ?? 0) + 1);
        }
    }

    /// <summary>The element at a pointer (RFC 6901); null when there is none.</summary>
    public JsonElement? Find(string pointer)
    {
        var current = Root;
        foreach (var step in FilePointer.Steps(pointer))
        {
            if (Step(current, step) is not { } next)
                return null;
            current = next;
        }

        return current;
    }

    /// <summary>Bytes that are no UTF-8, and half a surrogate pair, pass the parser and fail whoever asks for the text.</summary>
    private static bool HoldsText(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(
            text, new JsonReaderOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A name that an object holds twice; readers differ in which of the two they take.</summary>
    private static string? Repeated(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(
            text, new JsonReaderOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var objects = new Stack<HashSet<string>>();
        while (reader.Read())
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    objects.Push(new(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    objects.Pop();
                    break;
                case JsonTokenType.PropertyName when !objects.Peek().Add(reader.GetString()!):
                    return reader.GetString();
            }

        return null;
    }

    private string? Text(string pointer) => Find(pointer) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Step(JsonElement current, string step) => current.ValueKind switch
    {
        JsonValueKind.Object => current.TryGetProperty(step, out var member) ? member : null,
        JsonValueKind.Array =>
            int.TryParse(step, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index)
                && index < current.GetArrayLength()
                ? current[index]
                : null,
        _ => null,
    };

    private static ReadOnlyMemory<byte> WithoutMark(byte[] bytes) =>
        bytes.AsSpan().StartsWith(Encoding.UTF8.GetPreamble()) ? bytes.AsMemory(3) : bytes;
}
