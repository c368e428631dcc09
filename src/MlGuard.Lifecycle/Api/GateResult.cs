using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Writers;

namespace MlGuard.Lifecycle.Api;

/// <summary>What the gate decided, as findings and in the forms that a build keeps.</summary>
public sealed class GateResult
{
    private readonly DateTime _today;

    internal GateResult(Verdict verdict, DateTime today)
    {
        Verdict = verdict;
        _today = today;
    }

    /// <summary>What the build says, each once.</summary>
    public ImmutableArray<Finding> Findings => [.. Verdict.Findings.Select(Finding.Of)];

    /// <summary>
    /// 0 earned or missing nothing that the baseline does not know, 1 not earned, 2 not earned because evidence is broken, 3 the manifest
    /// or the policy is invalid; whatever the mode.
    /// </summary>
    public int ExitCode => Verdict.ExitCode;

    /// <summary>The highest stage of which nothing is missing; null when not even mvp is earned.</summary>
    public string? EarnedStage => Verdict.EarnedStage;

    /// <summary>The stage that was decided about.</summary>
    public string DeclaredStage => Verdict.DeclaredStage;

    /// <summary>Whether the stage that was decided about is earned.</summary>
    public bool IsEarned => Verdict.EarnedStage is { } earned && StageOrder.IsWithin(Verdict.DeclaredStage, earned);

    /// <summary>Each row that is missing and that the baseline knows, with the reason.</summary>
    public ImmutableArray<string> KnownGaps =>
        [.. Verdict.Rows.Where(row => Verdict.KnownGaps.Contains(row.Rule)).Select(Said)];

    /// <summary>Each row that the stage misses, however loud it is in this build: those that the baseline knows come last.</summary>
    internal ImmutableArray<string> Gaps =>
    [
        .. Verdict.Rows.Where(row => row is { Binds: true, IsOpen: true } && row.Rule != "stage")
            .OrderBy(row => Verdict.KnownGaps.Contains(row.Rule)).Select(Said),
    ];

    /// <summary>The whole verdict as JSON, the source of every other report.</summary>
    public string JsonReport => Writers.Reports.JsonReport.Write(Verdict);

    /// <summary>The verdict as a few lines of plain text.</summary>
    public string TerminalReport => Writers.Reports.TerminalReport.Write(Verdict);

    /// <summary>What the analyzers of later builds show.</summary>
    public string LastGate => LastGateFile.Write(Verdict, _today);

    /// <summary>The text of <c>mlguard.baseline</c>: the gaps of today, so that only new ones fail a build.</summary>
    public string Baseline => BaselineFile.Write(Verdict);

    /// <summary>Whether there is a verdict whose gaps a baseline can hold: a manifest that cannot be read has none.</summary>
    public bool CanBeBaseline => !Verdict.Rows.IsEmpty && Verdict.ExitCode != Verdict.Invalid;

    /// <summary>What to say of a baseline that is written now.</summary>
    internal string BaselineSaid => BaselineFile.Said(Verdict);

    internal Verdict Verdict { get; }

    private string Said(RowVerdict row) =>
        $"{row.Rule}: {row.Reason}{(Verdict.KnownGaps.Contains(row.Rule) ? " (in the baseline)" : "")}";
}
