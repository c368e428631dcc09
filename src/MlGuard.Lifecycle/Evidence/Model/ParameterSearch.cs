using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>
/// A search for hyperparameters: <c>{ "trials": [{ "parameters": { "leaves": 20 }, "score": 0.41 }, ...] }</c>, an experiment of MLflow's
/// file store (<c>mlruns/&lt;experiment&gt;</c>), or Model Builder's <c>.mbconfig</c>.
/// </summary>
/// <param name="Trials">How many differ in what was tried.</param>
/// <param name="Models">The hashes of the models that came out of it.</param>
/// <param name="Created">The last day of it; null when it is not known.</param>
internal sealed record ParameterSearch(int Trials, ImmutableHashSet<string> Models, DateTime? Created)
{
    public const int Least = 2;

    private const int MostRuns = 200;
    private const int MostParameters = 200;
    private const int MostMetrics = 4;
    private const int MaxParameterBytes = 8_192;

    public static Reading<ParameterSearch> Read(JsonFile json)
    {
        var (trials, fault) = JsonList.Read(
            json,
                "trials",
                trial => trial.TryGetProperty("parameters", out var parameters)
                    && parameters.ValueKind == JsonValueKind.Object
                    && parameters.EnumerateObject().Any()
                    && JsonList.Number(trial, "score") is not null
                    ? Settings(parameters)
                    : null,
            "an object 'parameters' and the finite number 'score'");
        return trials is null
            ? fault!
            : Reading<ParameterSearch>.Of(new(Different(trials), json.ModelHash is { } hash ? [hash] : [], json.Created));
    }

    /// <summary>Each run keeps a file for each parameter, and a metric shows that it was not given up.</summary>
    public static Reading<ParameterSearch> ReadMlflow(ProductFolder folder, string experiment)
    {
        var trials = new List<string>();
        var models = ImmutableHashSet.CreateBuilder<string>();
        DateTime? last = null;
        foreach (var run in folder.Folders(experiment).Take(MostRuns))
        {
            var parameters = folder.List($"{run}/params", "").Take(MostParameters)
                .Where(path => !path.EndsWith("/model.sha256", StringComparison.Ordinal))
                .Select(path => (Name: path.Substring(path.LastIndexOf('/') + 1), Bytes: folder.Find(path).Read(MaxParameterBytes)))
                    .Where(parameter => parameter.Bytes is not null).ToArray();
            var days = folder.List($"{run}/metrics", "").Take(MostMetrics).Select(path => MlflowRun.DayOf(folder, path))
                .Where(day => day is not null).ToArray();
            if (parameters.Length == 0 || days.Length == 0)
                continue;
            last = days.Append(last).Max();
            if (MlflowRun.HashOf(folder, run) is { } hash)
                models.Add(hash);
            trials.Add(string.Join("\n", parameters.Select(parameter => $"{parameter.Name}={EvidenceText.Of(parameter.Bytes!).Trim()}")));
        }

        return trials.Count == 0
            ? new Fault("is a folder without runs of MLflow that hold parameters and metrics")
            : Reading<ParameterSearch>.Of(new(Different(trials), models.ToImmutable(), last));
    }

    private static int Different(IEnumerable<string> trials) => trials.Distinct(StringComparer.Ordinal).Count();

    private static string Settings(JsonElement parameters) =>
        string.Join(
            "\n",
            parameters.EnumerateObject().OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
                .Select(parameter => $"{parameter.Name}={parameter.Value.GetRawText()}"));
}
