using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Git;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>A new model reaches everybody step by step, and can be taken back.</summary>
internal static class RolloutChecks
{
    public const int DrillDays = 180;

    public static RowAnswer Canary(RowContext context)
    {
        ImmutableArray<ManifestEntry> steps = [.. context.Entries("rollout.canary.steps[]").Where(entry => entry.Text is not null)];
        var shares = steps.Select(entry => MeasureParser.TryParse(entry.Text!, out var share) ? share.Amount : 0).ToImmutableArray();
        for (var i = 1; i < shares.Length; i++)
            if (shares[i] <= shares[i - 1])
                return RowAnswer.Of(Problem.Failed(
                    $"the step {steps[i].Text} is not more than the {steps[i - 1].Text} before it", "Put the steps in ascending order.",
                    steps[i].Span));
        if (shares[shares.Length - 1] != 1 || shares.Length < 2)
            return RowAnswer.Of(Problem.Failed(
                shares.Length < 2
                    ? "there is one step, so everybody gets the new model at once"
                    : $"the last step is {steps[steps.Length - 1].Text}, so the rollout never ends",
                "Write for example '[1%, 10%, 50%, 100%]'.", steps[steps.Length - 1].Span));
        return HasBound(context, "rollout.canary.guard")
            ? RowAnswer.Proven($"{Numbers.Counted(steps.Length, "step")}, guarded")
            : RowAnswer.Of(Problem.Absent(
                "no guard stops the canary, so a bad model goes on to everybody",
                "Write for example 'guard: { approvalRate: { min: 97.5% } }'.", context.Entry("rollout.canary").Span));
    }

    public static RowAnswer AbTest(RowContext context)
    {
        if (context.Measure("rollout.abTest.minEffect") is not { Amount: > 0 })
            return RowAnswer.Of(Problem.Failed(
                "'minEffect' is not above zero, so every result is a success", "Write the least change that is worth it.",
                context.Entry("rollout.abTest.minEffect").Span));
        if (context.Measure("rollout.abTest.runs") is { Amount: <= 0 })
            return RowAnswer.Of(Problem.Failed(
                "the comparison runs for no time, so it compares nothing", "Write how long it runs, such as '28d'.",
                context.Entry("rollout.abTest.runs").Span));
        return HasBound(context, "rollout.abTest.stop")
            ? RowAnswer.Proven($"by {context.Text(ManifestPaths.RolloutAbTestMetric)}, with a rule to stop")
            : RowAnswer.Of(Problem.Absent(
                "no rule stops the comparison when it harms", "Write for example 'stop: { complaintRate: { max: 0.4% } }'.",
                context.Entry("rollout.abTest").Span));
    }

    public static RowAnswer Effect(RowContext context)
    {
        var entry = context.First;
        var effect = context.Product.Files.Metric(entry.Text!).Value!.Value.Amount;
        return context.Measure("rollout.abTest.minEffect") is { } least && effect < least.Amount
            ? RowAnswer.Of(Problem.Failed(
                $"the effect {Numbers.Written(effect)} is below the {context.Text("rollout.abTest.minEffect")} that was asked for",
                "Keep the old model, or argue the effect down before the next test.", entry.Span))
            : RowAnswer.Proven($"effect {Numbers.Written(effect)}");
    }

    public static RowAnswer Shadow(RowContext context)
    {
        if (context.First.Text == "skip")
            return RowAnswer.Declared("skipped");
        return context.Date("rollout.shadow") > context.Product.Today.Date
            ? RowAnswer.Of(Problem.Failed(
                $"the shadow run begins on {context.First.Text}, which lies ahead", "Begin it, or write 'skip'.",
                context.First.Span) with { IsOfDate = true })
            : RowAnswer.Proven($"since {context.First.Text}");
    }

    /// <summary>Nobody can have walked a way back of this product before there was anything of it.</summary>
    public static RowAnswer DrilledHere(RowContext context) =>
        context.Date("rollout.rollback.drilled") is { } drilled
        && FirstCommit.DayIn(context.Product.Folder.Root) is { } first
        && drilled < first
            ? RowAnswer.Declared(
                $"the last drill of {Days.Written(drilled)} lies before the repository's first commit of {Days.Written(first)}, so no "
                    + "workflow of it can have run")
            : RowAnswer.Proven("");

    private static bool HasBound(RowContext context, string path) =>
        context.Entries($"{path}.<metric>.min").Any(DeclaredMonitor.IsLeast)
        || context.Entries($"{path}.<metric>.max").Any(DeclaredMonitor.IsMost);
}
