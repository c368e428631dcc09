using System.Text;
using System.Text.Json;

namespace MlGuard.Lifecycle.Evidence;

/// <summary>A number in a JSON file, found by its pointer (RFC 6901).</summary>
/// <param name="Value">Null when there is none that can be used.</param>
/// <param name="ModelHash">The <c>model.sha256</c> that the file was measured on; null when it names none.</param>
/// <param name="IsAbsent">Whether the file is not there.</param>
/// <param name="Problem">Why there is no value, to stand after the file's name.</param>
internal sealed record JsonEvidence(double? Value, string? ModelHash, bool IsAbsent, string? Problem)
{
    private const int MaxBytes = 16 << 20;
    private const int MaxDepth = 64;
    private const string HashPrefix = "sha256:";

    /// <summary>Reads <c>file.json#/pointer</c>. No text of the file is ever part of the answer: it may hold what nobody should read in a build log.</summary>
    public static JsonEvidence Read(ProductFolder folder, string reference)
    {
        var hash = reference.IndexOf('#');
        var file = folder.Find(reference.Substring(0, hash));
        if (file.Problem is not null)
            return Unusable(file.Problem);
        if (!File.Exists(file.FullPath))
            return Directory.Exists(file.FullPath) ? Unusable("is a folder") : new(null, null, true, "is not there");
        if (file.Read(MaxBytes) is not { } bytes)
            return Unusable("cannot be read, or is larger than 16 MB");
        try
        {
            using var json = JsonDocument.Parse(WithoutMark(bytes), new JsonDocumentOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Find(json.RootElement, reference.Substring(hash + 1));
        }
        catch (JsonException exception)
        {
            return Unusable($"is not JSON (line {(exception.LineNumber ?? 0) + 1}; NaN and Infinity are not JSON either)");
        }
    }

    private static JsonEvidence Find(JsonElement root, string pointer)
    {
        var current = root;
        foreach (var step in pointer.Split('/').Skip(1).Select(Unescaped))
        {
            if (Step(current, step) is not { } next)
                return Unusable($"has nothing at '{Manifest.Quoted.Short(pointer)}'");
            current = next;
        }

        if (current.ValueKind != JsonValueKind.Number || !current.TryGetDouble(out var value) || double.IsNaN(value) || double.IsInfinity(value))
            return Unusable($"holds no finite number at '{Manifest.Quoted.Short(pointer)}'");
        return new(value, ModelHashOf(root), false, null);
    }

    private static JsonElement? Step(JsonElement current, string step) => current.ValueKind switch
    {
        JsonValueKind.Object => current.TryGetProperty(step, out var member) ? member : null,
        JsonValueKind.Array => int.TryParse(step, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index) && index < current.GetArrayLength() ? current[index] : null,
        _ => null,
    };

    private static string? ModelHashOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.Object
        && model.TryGetProperty("sha256", out var sha) && sha.ValueKind == JsonValueKind.String
            ? Bare(sha.GetString()!)
            : null;

    /// <summary>The hexadecimal digits of a hash, with or without its prefix, comparable.</summary>
    public static string Bare(string hash) =>
        (hash.StartsWith(HashPrefix, StringComparison.OrdinalIgnoreCase) ? hash.Substring(HashPrefix.Length) : hash).Trim().ToLowerInvariant();

    private static string Unescaped(string step) => step.Replace("~1", "/").Replace("~0", "~");

    private static ReadOnlyMemory<byte> WithoutMark(byte[] bytes) =>
        bytes.AsSpan().StartsWith(Encoding.UTF8.GetPreamble()) ? bytes.AsMemory(3) : bytes;

    private static JsonEvidence Unusable(string problem) => new(null, null, false, problem);
}
