using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Product;

/// <summary>A source of <c>data.sources</c>.</summary>
internal sealed record DataSource(
    ManifestEntry Name, ManifestEntry Quality, ManifestEntry Personal, ManifestEntry Kind, ManifestEntry License, ManifestEntry Cost,
    ManifestEntry Schema, ManifestEntry LabelsFrom, ManifestEntry LabelsDelay)
{
    /// <summary>Every field has one entry a source, in the same order.</summary>
    public static ImmutableArray<DataSource> All(ProductSnapshot product)
    {
        ImmutableArray<ManifestEntry> Of(string field) => product.Manifest.Find($"data.sources[].{field}");
        var (quality, personal, kind, license, cost) = (Of("quality"), Of("personal"), Of("kind"), Of("license"), Of("cost"));
        var (schema, from, delay) = (Of("schema"), Of("labels.from"), Of("labels.delay"));
        return
        [
            .. Of("name").Select((name, i) =>
                new DataSource(name, quality[i], personal[i], kind[i], license[i], cost[i], schema[i], from[i], delay[i])),
        ];
    }
}
