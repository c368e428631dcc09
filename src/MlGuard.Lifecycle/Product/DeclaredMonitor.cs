using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>An entry of <c>monitoring</c>.</summary>
internal sealed record DeclaredMonitor(ManifestEntry Watch, ManifestEntry Min, ManifestEntry Max, ManifestEntry Every, ManifestEntry Plan)
{
    public bool HasBound => IsLeast(Min) || IsMost(Max);

    /// <summary>Whether something can be below it: a share never is below 0%.</summary>
    public static bool IsLeast(ManifestEntry entry) =>
        entry.Text is { } text
        && !(MeasureParser.TryParse(text, out var bound) && bound is { Kind: MeasureKind.Percent, Amount: <= 0 });

    /// <summary>Whether something can be above it: a share never is above 100%.</summary>
    public static bool IsMost(ManifestEntry entry) =>
        entry.Text is { } text
        && !(MeasureParser.TryParse(text, out var bound) && bound is { Kind: MeasureKind.Percent, Amount: >= 1 });

    public static ImmutableArray<DeclaredMonitor> All(ProductSnapshot product)
    {
        ImmutableArray<ManifestEntry> Of(string field) => product.Manifest.Find($"monitoring[].{field}");
        var (min, max, every, plan) = (Of("min"), Of("max"), Of("every"), Of("plan"));
        return [.. Of("watch").Select((watch, i) => new DeclaredMonitor(watch, min[i], max[i], every[i], plan[i]))];
    }
}
