namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>
/// The rows that are the team's word however well-formed it is: nothing outside the manifest agrees with them, so they are declared and
/// never proven.
/// </summary>
internal static class SaidRows
{
    public static ImmutableHashSet<string> All { get; } =
    [
        "mlguard", "project", "discovery/problem", "discovery/market", "discovery/mlNeeded/baseline", "discovery/mlNeeded/why",
        "discovery/gain", "discovery/feasible", "data/sources", "data/sources/quality", "data/sources/personal", "data/sources/kind",
        "data/sources/license", "data/sources/freshness", "data/sources/labels", "data/assessment/complexity", "priority/cost",
        "priority/complexity", "priority/gain", "priority/confidence", "architecture/business/requests", "architecture/business/peak",
        "architecture/business/users", "architecture/business/quality", "architecture/business/latencyP99",
        "architecture/business/availability", "architecture/technical/mode", "architecture/technical/servers",
        "architecture/technical/fallback", "architecture/technical/queues", "architecture/technical/databases", "strategy/northStar",
        "strategy/milestones", "strategy/headcount", "strategy/resources", "strategy/budget", "tactics", "tactics/milestones",
        "pipelines/buy", "pipelines/featureStore", "pipelines/feeds", "training/triggers/drift", "rollout/shadow", "rollout/canary",
        "rollout/abTest", "monitoring", "monitoring/plan", "monitoring/modelAge", "monitoring/extended", "docs/modelCard",
        "iterate/review", "iterate/next", "governance/euAiAct", "governance/oversight", "governance/risks", "governance/logs",
    ];
}
