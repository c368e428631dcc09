using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>What ML.NET Model Builder keeps of a search, in its <c>.mbconfig</c>.</summary>
/// <param name="Scenario">What was searched for.</param>
/// <param name="Trials">How many trainers and settings were tried.</param>
internal sealed record ModelBuilderConfig(string Scenario, int Trials)
{
    public static Reading<ModelBuilderConfig> Read(byte[] bytes)
    {
        var (json, fault) = JsonFile.Read(bytes);
        if (json is null)
            return fault!;
        if (json.Find("/Scenario") is not { ValueKind: JsonValueKind.String } scenario)
            return new Fault("names no scenario, so it is not Model Builder's");
        var trials = json.Find("/RunHistory/Trials") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray()
                .Count(trial => trial.ValueKind == JsonValueKind.Object
                    && trial.TryGetProperty("Score", out var score)
                    && score.ValueKind == JsonValueKind.Number)
            : 0;
        return Reading<ModelBuilderConfig>.Of(new(scenario.GetString() ?? "", trials));
    }
}
