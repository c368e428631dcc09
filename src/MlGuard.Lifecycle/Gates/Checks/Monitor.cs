using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>An entry of <c>monitoring</c>.</summary>
internal sealed record Monitor(Slot Watch, Slot Metric, Slot Min, Slot Max, Slot Every, Slot Owner, Slot Plan, Slot Runbook)
{
    public static ImmutableArray<Monitor> All(Product product)
    {
        ImmutableArray<Slot> Of(string field) => product.Manifest.Find($"monitoring[].{field}");
        var (metric, min, max, every, owner, plan, runbook) = (Of("metric"), Of("min"), Of("max"), Of("every"), Of("owner"), Of("plan"), Of("runbook"));
        return [.. Of("watch").Select((watch, i) => new Monitor(watch, metric[i], min[i], max[i], every[i], owner[i], plan[i], runbook[i]))];
    }

    public bool HasBound => Min.Text is not null || Max.Text is not null;
}
