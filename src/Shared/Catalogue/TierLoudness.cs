namespace MlGuard.Catalogue;

/// <summary>The one table of how loud each tier is at each stage.</summary>
internal static class TierLoudness
{
    public static Loudness At(this Tier tier, Stage stage) => (tier, stage) switch
    {
        (Tier.Bug, Stage.Maturity) => Loudness.Error,
        (Tier.Bug, _) => Loudness.Warning,
        (Tier.Practice, Stage.Mvp) => Loudness.Suggestion,
        (Tier.Practice, Stage.Growth) => Loudness.Warning,
        (Tier.Practice, _) => Loudness.Error,
        (Tier.Advice, Stage.Maturity) => Loudness.Warning,
        (Tier.Advice, _) => Loudness.Suggestion,
        (Tier.Opinion, Stage.Maturity) => Loudness.Suggestion,
        (Tier.Opinion, _) => Loudness.None,
        _ => Loudness.Warning,
    };
}
