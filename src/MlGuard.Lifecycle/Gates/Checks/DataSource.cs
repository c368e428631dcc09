using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>A source of <c>data.sources</c>.</summary>
internal sealed record DataSource(Slot Name, Slot Quality, Slot Personal, Slot Kind, Slot License, Slot Cost, Slot Schema, Slot Snapshot, Slot Freshness, Slot LabelsFrom, Slot LabelsDelay)
{
    /// <summary>Every field has one place a source, in the same order.</summary>
    public static ImmutableArray<DataSource> All(Product product)
    {
        ImmutableArray<Slot> Of(string field) => product.Manifest.Find($"data.sources[].{field}");
        var (quality, personal, kind, license, cost) = (Of("quality"), Of("personal"), Of("kind"), Of("license"), Of("cost"));
        var (schema, snapshot, freshness, from, delay) = (Of("schema"), Of("snapshot"), Of("freshness"), Of("labels.from"), Of("labels.delay"));
        return [.. Of("name").Select((name, i) => new DataSource(name, quality[i], personal[i], kind[i], license[i], cost[i], schema[i], snapshot[i], freshness[i], from[i], delay[i]))];
    }
}
