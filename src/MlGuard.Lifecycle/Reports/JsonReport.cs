using System.Text.Json;

namespace MlGuard.Lifecycle.Reports;

/// <summary>The verdict as JSON, the source of every other report.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The whole verdict.</summary>
    public static string Write(Verdict verdict) => JsonSerializer.Serialize(verdict, s_options);
}
