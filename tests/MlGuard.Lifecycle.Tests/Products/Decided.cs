using MlGuard.Lifecycle.Decisions;
using Finding = MlGuard.Lifecycle.Api.Finding;

namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>What the gate decided about a test product: the result that leaves the assembly, and the verdict behind it.</summary>
internal sealed class Decided(GateResult result)
{
    public ImmutableArray<Finding> Findings => result.Findings;

    public ImmutableArray<string> Gaps => result.Gaps;

    public string BaselineSaid => result.BaselineSaid;

    public int ExitCode => result.ExitCode;

    public GateMode Mode => (GateMode)result.Verdict.Mode;

    public string DeclaredStage => result.Verdict.DeclaredStage;

    public string? EarnedStage => result.Verdict.EarnedStage;

    public string Target => result.Verdict.Target;

    public ImmutableArray<string> Plan => result.Verdict.Plan;

    public int PlanSize => result.Verdict.PlanSize;

    public string Report => result.TerminalReport;

    public bool HasWaivers => result.Verdict.HasWaivers;

    public ImmutableArray<RowVerdict> Rows => result.Verdict.Rows;

    public TestScore? Score => result.Verdict.Score;

    public ImmutableArray<WaiverVerdict> Waivers => result.Verdict.Waivers;

    public ImmutableArray<string> KnownGaps => result.Verdict.KnownGaps;

    public ImmutableArray<string> UntestedPipelines => result.Verdict.UntestedPipelines;

    public ImmutableArray<string> UnevaluatedPrompts => result.Verdict.UnevaluatedPrompts;

    public static implicit operator Verdict(Decided decided) => decided.Verdict;

    private Verdict Verdict { get; } = result.Verdict;
}
