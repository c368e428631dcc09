using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Product;

/// <summary>An entry of <c>monitoring</c>.</summary>
internal sealed record DeclaredMonitor(ManifestEntry Watch, ManifestEntry Min, ManifestEntry Max, ManifestEntry Every, ManifestEntry Plan)
{
    public bool HasBound => Min.Text is not null || Max.Text is not null;

    public static ImmutableArray<DeclaredMonitor> All(ProductSnapshot product)
    {
        ImmutableArray<ManifestEntry> Of(string field) => product.Manifest.Find($"monitoring[].{field}");
        var (min, max, every, plan) = (Of("min"), Of("max"), Of("every"), Of("plan"));
        return [.. Of("watch").Select((watch, i) => new DeclaredMonitor(watch, min[i], max[i], every[i], plan[i]))];
    }
}
