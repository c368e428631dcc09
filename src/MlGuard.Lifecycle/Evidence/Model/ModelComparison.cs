using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>
/// How models did offline and then in production: <c>{ "models": [{ "name": "1.0.0", "offline": 0.41, "online": 0.021 }, ...] }</c>.
/// <c>offlineBetter</c> and <c>onlineBetter</c> are <c>lower</c> where less is better.
/// </summary>
/// <param name="Models">How many.</param>
/// <param name="Correlation">Of their ranks, turned so that agreement is positive; null when one side has no order.</param>
internal sealed record ModelComparison(int Models, double? Correlation)
{
    public const int Least = 3;

    public static Reading<ModelComparison> Read(JsonFile json)
    {
        var (models, fault) = JsonList.Read(
            json,
                "models",
                model => JsonList.Text(model, "name") is { } name
                    && JsonList.Number(model, "offline") is { } offline
                    && JsonList.Number(model, "online") is { } online
                    ? Tuple.Create(name, offline, online)
                    : null,
            "a 'name' and the finite numbers 'offline' and 'online'");
        if (models is null)
            return fault!;
        if (models.Select(model => model.Item1).Distinct(StringComparer.Ordinal).Count() < models.Count)
            return new Fault("names a model twice in 'models'");
        if (models.Count < Least)
            return new Fault($"compares fewer than {Least} models, and two are always in some order");
        if (Sign(json, "/offlineBetter") * Sign(json, "/onlineBetter") is not { } sign)
            return new Fault("says neither 'higher' nor 'lower' in 'offlineBetter' or 'onlineBetter'");
        return Reading<ModelComparison>.Of(new(
            models.Count,
            sign * RankCorrelation.Spearman([.. models.Select(model => model.Item2)], [.. models.Select(model => model.Item3)])));
    }

    private static int? Sign(JsonFile json, string pointer) => json.Find(pointer) switch
    {
        null => 1,
        { ValueKind: JsonValueKind.String } text when text.GetString() == "higher" => 1,
        { ValueKind: JsonValueKind.String } text when text.GetString() == "lower" => -1,
        _ => null,
    };
}
