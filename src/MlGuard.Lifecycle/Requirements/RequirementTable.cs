using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Architecture;
using MlGuard.Lifecycle.Requirements.Code;
using MlGuard.Lifecycle.Requirements.Data;
using MlGuard.Lifecycle.Requirements.Discovery;
using MlGuard.Lifecycle.Requirements.Header;
using MlGuard.Lifecycle.Requirements.Operation;
using MlGuard.Lifecycle.Requirements.Pipelines;
using MlGuard.Lifecycle.Requirements.Planning;
using MlGuard.Lifecycle.Requirements.Serving;
using MlGuard.Lifecycle.Requirements.Training;

namespace MlGuard.Lifecycle.Requirements;

/// <summary>Every row of the gate in the order of the lifecycle, and the tree of all keys that follows from them.</summary>
internal static class RequirementTable
{
    public static ImmutableArray<Row> All { get; } =
    [
        .. HeaderRows.All, .. DiscoveryRows.All, .. DataRows.All, .. PlanningRows.Stages, .. PlanningRows.Priority, .. ArchitectureRows.All,
        .. PlanningRows.Strategy, .. PlanningRows.Tactics, .. PipelineRows.All, .. TrainingRows.All, .. ServingRows.All,
        .. ServingRows.Rollout,
        .. OperationRows.Monitoring, .. OperationRows.Docs, .. OperationRows.Iterate, .. OperationRows.Governance, .. CodeRows.All,
    ];

    public static SchemaNode Schema { get; } = SchemaNode.Root([.. All.SelectMany(row => row.Fields), .. StageFields(), .. OpenFields.All]);

    public static PolicyRows Policy { get; } =
        new(Schema, [.. All.Select(row => row.Id)], [.. All.Where(row => row.RequiredFrom == RequiredFrom.Mvp).Select(row => row.Id)]);

    private static readonly ImmutableDictionary<string, Row> s_byId = All.ToImmutableDictionary(row => row.Id, StringComparer.Ordinal);

    public static Row? Find(string id) => s_byId.GetValueOrDefault(id);

    /// <summary>The keys of a stage are the same under every stage, whichever row asks for them.</summary>
    private static IEnumerable<Field> StageFields() =>
        from stage in new[] { "mvp", "growth", "maturity" }
        from field in All.SelectMany(row => row.Fields)
        where field.Path.StartsWith("stages.growth.", StringComparison.Ordinal)
        select field with { Path = field.Path.Replace("growth", stage) };
}
