namespace MlGuard.Catalogue;

/// <summary>The one table of the severity of each tier at each stage.</summary>
internal static class TierSeverity
{
    public static StageSeverity At(this Tier tier, Stage stage) => (tier, stage) switch
    {
        (Tier.Bug, Stage.Maturity) => StageSeverity.Error,
        (Tier.Bug, _) => StageSeverity.Warning,
        (Tier.Practice, Stage.Mvp) => StageSeverity.Suggestion,
        (Tier.Practice, Stage.Growth) => StageSeverity.Warning,
        (Tier.Practice, _) => StageSeverity.Error,
        (Tier.Advice, Stage.Maturity) => StageSeverity.Warning,
        (Tier.Advice, _) => StageSeverity.Suggestion,
        (Tier.Opinion, Stage.Maturity) => StageSeverity.Suggestion,
        (Tier.Opinion, _) => StageSeverity.None,
        _ => StageSeverity.Warning,
    };
}
