namespace MlGuard.Catalogue;

/// <summary>How severe a rule is. The severity at each stage follows from it, see <see cref="TierSeverity"/>.</summary>
internal enum Tier
{
    /// <summary>Wrong result, crash, leak or hole; as good as no false positive.</summary>
    Bug,

    /// <summary>A lifecycle practice of the team: fallback, monitoring, documentation, tests.</summary>
    Practice,

    /// <summary>Speed and tidiness.</summary>
    Advice,

    /// <summary>Right for some teams.</summary>
    Opinion,

    /// <summary>A finding of the build about the lifecycle manifest; its severity is the manifest's to say (<c>gates</c>).</summary>
    Lifecycle,
}
