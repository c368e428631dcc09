namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>A section of the manifest under the name that a reader knows it by.</summary>
/// <param name="Id">As rows name it.</param>
/// <param name="Title">As people say it.</param>
/// <param name="Step">Which of the fourteen steps it is; 0 for none.</param>
internal sealed record ReportSection(string Id, string Title, int Step)
{
    public static ImmutableArray<ReportSection> All { get; } =
    [
        new("header", "Product and model", 0),
        new("discovery", "Product discovery", 1),
        new("data", "Data infrastructure", 2),
        new("stages", "Stages", 3),
        new("priority", "Prioritization", 4),
        new("architecture", "Architecture", 5),
        new("strategy", "Strategic planning", 6),
        new("tactics", "Tactical planning", 7),
        new("pipelines", "Data pipelines", 8),
        new("training", "Training pipeline", 9),
        new("serving", "Serving pipeline", 10),
        new("rollout", "Tests in production", 11),
        new("monitoring", "Monitoring", 12),
        new("docs", "Documents and tests", 13),
        new("iterate", "Iterate", 14),
        new("governance", "Governance", 0),
        new("code", "Code", 0),
    ];

    /// <summary>The sections of some rows in the order of the lifecycle; one that is not known comes last under its own name.</summary>
    public static ImmutableArray<ReportSection> Of(ImmutableArray<RowDocument> rows)
    {
        var ids = rows.Select(row => row.Section).Distinct().ToImmutableArray();
        return
        [
            .. All.Where(section => ids.Contains(section.Id)),
            .. ids.Where(id => All.All(section => section.Id != id)).Select(id => new ReportSection(id, id, 0)),
        ];
    }
}
