using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Product;

/// <summary>An entry of <c>monitoring</c>.</summary>
internal sealed record DeclaredMonitor(ManifestEntry Watch, ManifestEntry Metric, ManifestEntry Min, ManifestEntry Max, ManifestEntry Every, ManifestEntry Owner, ManifestEntry Plan, ManifestEntry Runbook)
{
    public static ImmutableArray<DeclaredMonitor> All(ProductSnapshot product)
    {
        ImmutableArray<ManifestEntry> Of(string field) => product.Manifest.Find($"monitoring[].{field}");
        var (metric, min, max, every, owner, plan, runbook) = (Of("metric"), Of("min"), Of("max"), Of("every"), Of("owner"), Of("plan"), Of("runbook"));
        return [.. Of("watch").Select((watch, i) => new DeclaredMonitor(watch, metric[i], min[i], max[i], every[i], owner[i], plan[i], runbook[i]))];
    }

    public bool HasBound => Min.Text is not null || Max.Text is not null;
}
