using System.Text.Encodings.Web;
using System.Text.Json;
using MlGuard.Lifecycle.Decisions;

namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>The verdict as JSON, the source of every other report.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>The whole verdict.</summary>
    public static string Write(Verdict verdict) =>
        JsonSerializer.Serialize(VerdictDocument.Of(verdict), s_options).Replace("\r\n", "\n") + "\n";
}
