using MlGuard.Lifecycle.Gates.Rows;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates;

/// <summary>Every row of the gate in the order of the lifecycle, and the tree of all keys that follows from them.</summary>
internal static class RowTable
{
    public static ImmutableArray<Row> All { get; } =
    [
        .. HeaderRows.All, .. DiscoveryRows.All, .. DataRows.All, .. PlanningRows.Stages, .. PlanningRows.Priority, .. ArchitectureRows.All,
        .. PlanningRows.Strategy, .. PlanningRows.Tactics, .. PipelineRows.All, .. TrainingRows.All, .. ServingRows.All, .. ServingRows.Rollout,
        .. OperationRows.Monitoring, .. OperationRows.Docs, .. OperationRows.Iterate, .. OperationRows.Governance,
    ];

    public static Key Keys { get; } = Key.Root([.. All.SelectMany(row => row.Fields), .. StageFields(), .. OpenFields.All]);

    private static readonly ImmutableDictionary<string, Row> s_byId = All.ToImmutableDictionary(row => row.Id, StringComparer.Ordinal);

    public static Row? Find(string id) => s_byId.GetValueOrDefault(id);

    /// <summary>The keys of a stage are the same under every stage, whichever row asks for them.</summary>
    private static IEnumerable<Field> StageFields() =>
        from stage in new[] { "mvp", "growth", "maturity" }
        from field in All.SelectMany(row => row.Fields)
        where field.Path.StartsWith("stages.growth.", StringComparison.Ordinal)
        select field with { Path = field.Path.Replace("growth", stage) };
}
