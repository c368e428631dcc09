using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>The gate's decision about one product.</summary>
/// <param name="Product">Name of the model, or of the project when the model has none.</param>
/// <param name="Version">The model's version; empty when it has none.</param>
/// <param name="Ruleset">The pinned rule pack; empty when none is pinned.</param>
/// <param name="DeclaredStage">What the manifest claims: <c>mvp</c>, <c>growth</c> or <c>maturity</c>; empty when it cannot be
/// read.</param>
/// <param name="EarnedStage">The highest stage of which nothing is missing; null when not even mvp is earned.</param>
/// <param name="HasWaivers">Whether the earned stage stands on waivers (shown as <c>growth*</c>).</param>
/// <param name="Mode">What the build does about a failure.</param>
/// <param name="Rows">Every row, in the order of the lifecycle.</param>
/// <param name="Findings">What the build says, each once.</param>
/// <param name="ExitCode">0 earned or missing nothing that the baseline does not know, 1 not earned, 2 not earned because evidence is
/// broken, 3 the manifest, or the policy that the build names, is invalid; whatever the mode.</param>
internal sealed record Verdict(
    string Product,
    string Version,
    string Ruleset,
    string DeclaredStage,
    string? EarnedStage,
    bool HasWaivers,
    EnforcementMode Mode,
    ImmutableArray<RowVerdict> Rows,
    ImmutableArray<Finding> Findings,
    int ExitCode)
{
    /// <summary>The exit code of a manifest, or of a policy, that cannot be understood.</summary>
    public const int Invalid = 3;

    /// <summary>The stage that the product works towards; empty for none above the declared one.</summary>
    public string Target { get; init; } = "";

    /// <summary>How much is asked: <c>small</c>, <c>standard</c> or <c>regulated</c>; empty when it cannot be read.</summary>
    public string Profile { get; init; } = "";

    /// <summary>Whether the manifest or a floor names the profile.</summary>
    public bool IsProfileNamed { get; init; }

    /// <summary>The rows that the target binds and that are not fulfilled for it: what is left to do, and no failure.</summary>
    public ImmutableArray<string> Plan { get; init; } = [];

    /// <summary>How many rows the target binds.</summary>
    public int PlanSize { get; init; }

    /// <summary>How many methods of the product ask a model.</summary>
    public int Predictions { get; init; }

    /// <summary>Why this mode holds; empty when the manifest cannot be read.</summary>
    public string ModeReason { get; init; } = "";

    /// <summary>Whether the facts were found, and not made by the build that decided.</summary>
    public bool AreFactsFound { get; init; }

    /// <summary>The facts of every assembly, and which of them did not decide.</summary>
    public ImmutableArray<FactsVerdict> Facts { get; init; } = [];

    /// <summary>The projects of which the gate knows nothing.</summary>
    public ImmutableArray<UncheckedProject> Unseen { get; init; } = [];

    /// <summary>The day that dates were compared with.</summary>
    public DateTime Today { get; init; }

    /// <summary>Every file of evidence, and whether it belongs to this build.</summary>
    public ImmutableArray<EvidenceVerdict> Evidence { get; init; } = [];

    /// <summary>What the compiler found in the product's projects.</summary>
    public ImmutableArray<ProjectCode> Code { get; init; } = [];

    /// <summary>The rows of which somebody chose how loud they are.</summary>
    public ImmutableArray<SeverityVerdict> Severities { get; init; } = [];

    /// <summary>The floors of the organisation that hold.</summary>
    public ImmutableArray<string> Floors { get; init; } = [];

    /// <summary>The ML Test Score; null when the manifest cannot be read.</summary>
    public TestScore? Score { get; init; }

    /// <summary>Every waiver that holds, with the days that are left.</summary>
    public ImmutableArray<WaiverVerdict> Waivers { get; init; } = [];

    /// <summary>Every attestation that counts.</summary>
    public ImmutableArray<Attestation> Attestations { get; init; } = [];

    /// <summary>What the metrics of the model are, beside what they should be.</summary>
    public ImmutableArray<MetricVerdict> Metrics { get; init; } = [];

    /// <summary>The ways of predictions through the product.</summary>
    public ImmutableArray<WayVerdict> Ways { get; init; } = [];

    /// <summary>What the manifest says, a value each.</summary>
    public ImmutableArray<ManifestEntry> Said { get; init; } = [];

    /// <summary>Rows that bind and are not fulfilled, and that the product's baseline knows: they fail no build.</summary>
    public ImmutableArray<string> KnownGaps { get; init; } = [];

    /// <summary>The pipelines that the manifest names and that no test reaches which asserts, runs and passed.</summary>
    public ImmutableArray<string> UntestedPipelines { get; init; } = [];

    /// <summary>The code that gives a model instructions which no evaluation runs; <c>*</c> where the product has none.</summary>
    public ImmutableArray<string> UnevaluatedPrompts { get; init; } = [];
}

/// <summary>A waiver that holds.</summary>
/// <param name="Waiver">What is accepted, by whom and why.</param>
/// <param name="DaysLeft">Until its last day.</param>
internal sealed record WaiverVerdict(Waiver Waiver, int DaysLeft)
{
    public string Rule => Waiver.Rule;

    public string Scope => Waiver.Scope;

    public DateTime Expires => Waiver.Expires;
}
