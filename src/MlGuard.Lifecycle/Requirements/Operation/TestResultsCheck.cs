using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Operation;

/// <summary>The tests of every pipeline ran and passed, and none was skipped in silence.</summary>
internal static class TestResultsCheck
{
    private static readonly ImmutableArray<string> s_pipelines =
    [
        ManifestPaths.TrainingRun, ManifestPaths.PipelinesToTraining, ManifestPaths.PipelinesToProduction,
        ManifestPaths.PipelinesSharedFeatures, ManifestPaths.ServingPostProcessing,
    ];

    private const int LimitDays = 180;

    public static RowAnswer Run(RowContext context)
    {
        var entry = context.Entry(ManifestPaths.DocsTestsResults);
        var tests = context.Product.Tests!;
        if (tests.Results is not { } results)
            return RowAnswer.Of(EvidenceProblem.Of(context.Product, entry, tests.Fault!));
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (AgeProblem(context, entry, results.Finished) is { } old)
            problems.Add(old);
        foreach (var test in results.All.Where(test => test.Outcome == TestOutcome.Failed).Take(3))
            problems.Add(Problem.Failed(
                $"the test {Quoted.Short(Last(test.Name))} failed (line {test.Line} of the results)",
                "Fix what it found, and run the tests again.", entry.Span) with { Scope = test.Name });
        foreach (var test in results.All.Where(test => test is { Outcome: TestOutcome.Skipped, HasReason: false }).Take(3))
            problems.Add(Problem.Failed(
                $"the test {Quoted.Short(Last(test.Name))} was skipped without a reason (line {test.Line} of the results)",
                "Say why it is skipped, or run it.", entry.Span) with { Scope = test.Name });
        foreach (var path in s_pipelines)
            if (PipelineProblem(context, tests, path) is { } problem)
                problems.Add(problem);
        return RowAnswer.Of(
            problems.ToImmutable(),
            Bound(context, entry, RowAnswer.Proven(
                $"{Numbers.Counted(results.All.Count(test => test.Outcome == TestOutcome.Passed), "test")} passed, "
                + "and each pipeline has one")));
    }

    /// <summary>The results are this build's, and so are the lines of each pipeline that only they show to have run.</summary>
    private static RowAnswer Bound(RowContext context, ManifestEntry entry, RowAnswer shown)
    {
        string[] byLines = [.. s_pipelines.Where(path => IsShownByLines(context, path))];
        var bound = BoundResults.Of(context, entry, shown);
        return byLines is [] ? bound : BoundResults.OfLines(context, bound, byLines);
    }

    private static bool IsShownByLines(RowContext context, string path) =>
        context.Text(path) is { } symbol
        && symbol != "none"
        && context.Product.Facts!.Bodies(symbol) is { IsEmpty: false } bodies
        && context.Product.Tests!.Running(bodies).IsEmpty
        && context.Product.Tests.HasRun(symbol, bodies);

    /// <summary>A run of another year says nothing about the code of today.</summary>
    private static Problem? AgeProblem(RowContext context, ManifestEntry entry, DateTime? finished)
    {
        if (finished is not { } day)
            return null;
        var (age, limit) = ((context.Product.Today.Date - day).Days, LimitDays);
        if (age < -1)
            return Problem.Broken(
                $"the tests ran on {Days.Written(day)}, which lies ahead", "Correct the clock that wrote it, and run them again.",
                entry.Span);
        return age > limit
            ? Problem.Failed(
                $"the tests ran on {Days.Written(day)}, {Numbers.Counted(age, "day")} ago (limit {Numbers.Written(limit)})",
                "Run them again.", entry.Span) with { IsOfDate = true }
            : null;
    }

    private static Problem? PipelineProblem(RowContext context, TestLedger tests, string path)
    {
        if (context.Text(path) is not { } symbol
            || symbol == "none"
            || context.Product.Facts!.Bodies(symbol) is not { IsEmpty: false } bodies)
            return null;
        var entry = context.Entry(path);
        var reaching = tests.Running(bodies);
        if (reaching.IsEmpty && tests.HasRun(symbol, bodies))
            return null;
        if (reaching.IsEmpty)
            return Problem.Absent(
                $"no test reaches '{symbol}' ({path}), so it breaks unseen", "Write one that calls it and asserts.",
                entry.Span) with { Scope = path, IsOfMissingCode = true };
        var (test, lack) = tests.Sound(reaching, tests.Of(bodies));
        return lack is null
            ? null
            : tests.Unsound(
                test!, $"{test!.Short} reaches '{symbol}' ({path}) and {lack}", "Write a test that calls it and asserts, and run it.",
                entry.Span) with { Scope = path };
    }

    private static string Last(string name) => name.Substring(1 + name.LastIndexOf('.'));
}
