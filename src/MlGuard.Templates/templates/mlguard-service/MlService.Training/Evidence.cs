using System.Security.Cryptography;
using System.Text.Json;

namespace MlService.Training;

/// <summary>What the gate reads: the metrics, and the hash of the model that they were measured on.</summary>
internal static class Evidence
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    public static void Write(string folder, Action<string> save, double macroAccuracy, double logLoss)
    {
        var model = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "models")).FullName, "sentiment.zip");
        save(model);
        var metrics = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "evidence")).FullName, "metrics.json");
        File.WriteAllText(metrics, JsonSerializer.Serialize(
            new
            {
                model = new { sha256 = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(model))).ToLowerInvariant() },
                createdUtc = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
                macroAccuracy,
                logLoss,
            },
            s_options));
    }
}
