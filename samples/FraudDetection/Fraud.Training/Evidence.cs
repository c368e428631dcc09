using System.Security.Cryptography;
using System.Text.Json;
using Fraud.Model;

namespace Fraud.Training;

/// <summary>
/// Writes the model, and what was measured on it: every file names the model's hash, so no number can be taken for another model's.
/// </summary>
public static class Evidence
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>Writes <c>models/</c> and <c>evidence/</c> below a folder, and gives the model's hash.</summary>
    public static string Write(TrainingRun run, string folder, string version)
    {
        var modelPath = Path.Combine(folder, "models", $"fraud-{version}.zip");
        Directory.CreateDirectory(Path.GetDirectoryName(modelPath)!);
        Directory.CreateDirectory(Path.Combine(folder, "evidence"));
        run.Ml.Model.Save(run.Fitted, run.InputSchema, modelPath);
        var hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(modelPath))).ToLowerInvariant();

        var origin = new Origin(
            new { path = $"models/fraud-{version}.zip", sha256 = hash },
            new { heldBack = run.HeldBack.Count, sha256 = run.DataHash },
            DateTime.UtcNow);
        var byCountry = run.RecallBy(payment => payment.Country);
        var byChannel = run.RecallBy(payment => payment.Channel);
        Save(folder, "metrics", origin, new
        {
            recallAt1pctFpr = Rounded(run.RecallAt1PctFpr(run.Model)),
            areaUnderRocCurve = Rounded(run.AreaUnderRocCurve),
            baseline = new { recallAt1pctFpr = Rounded(run.RecallAt1PctFpr(run.Rules)) },
            champion = run.Champion.Count == 0 ? null : new { recallAt1pctFpr = Rounded(run.RecallAt1PctFpr(run.Champion)) },
        });
        Save(folder, "baseline", origin, new { recallAt1pctFpr = Rounded(run.RecallAt1PctFpr(run.Rules)) });
        Save(folder, "slices", origin, new { slices = new { country = Rounded(byCountry), channel = Rounded(byChannel) } });
        Save(folder, "fairness", origin, new { maxGap = Rounded(Math.Max(Gap(byCountry), Gap(byChannel))) });
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        File.WriteAllText(Path.Combine(folder, "data", "payments.sha256"), $"{run.DataHash}  payments.json\n");
        return hash;
    }

    private static double Gap(IReadOnlyDictionary<string, double> groups) => groups.Values.Max() - groups.Values.Min();

    private static double Rounded(double value) => Math.Round(value, 4);

    private static Dictionary<string, double> Rounded(IReadOnlyDictionary<string, double> values) =>
        values.ToDictionary(pair => pair.Key, pair => Rounded(pair.Value));

    /// <summary>Names the payments by what they are.</summary>
    public static string HashOf(IReadOnlyList<LabelledPayment> payments) =>
        Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(payments))).ToLowerInvariant();

    private static void Save(string folder, string name, Origin origin, object measured)
    {
        var file = new Dictionary<string, object?> { ["model"] = origin.Model, ["data"] = origin.Data, ["createdUtc"] = origin.CreatedUtc };
        foreach (var property in measured.GetType().GetProperties())
        {
            file[property.Name] = property.GetValue(measured);
        }

        File.WriteAllText(Path.Combine(folder, "evidence", $"{name}.json"), JsonSerializer.Serialize(file, Options) + "\n");
    }

    private sealed record Origin(object Model, object Data, DateTime CreatedUtc);
}
