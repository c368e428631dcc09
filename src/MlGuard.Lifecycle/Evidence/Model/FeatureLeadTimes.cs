using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>
/// From the first commit of a feature to its release: <c>{ "features": [{ "name": "Amount", "committed": "2026-05-01", "released":
/// "2026-05-09" }, ...] }</c>.
/// </summary>
/// <param name="MedianDays">Half of the features took no longer.</param>
internal sealed record FeatureLeadTimes(double MedianDays)
{
    private const int Least = 3;

    public static Reading<FeatureLeadTimes> Read(JsonFile json)
    {
        var (leads, fault) = JsonList.Read(
            json,
                "features",
                feature => JsonList.Text(feature, "name") is not null
                    && JsonList.Day(feature, "committed") is { } from
                    && JsonList.Day(feature, "released") is { } to
                    && from <= to
                    ? Tuple.Create((to - from).TotalDays)
                    : null,
            "a 'name' and the days 'committed' and, not before it, 'released'");
        if (leads is null)
            return fault!;
        if (leads.Count < Least)
            return new Fault($"holds fewer than {Least} features, too few for a median");
        var days = leads.Select(lead => lead.Item1).OrderBy(lead => lead).ToArray();
        return Reading<FeatureLeadTimes>.Of(new((days[(days.Length - 1) / 2] + days[days.Length / 2]) / 2));
    }
}
