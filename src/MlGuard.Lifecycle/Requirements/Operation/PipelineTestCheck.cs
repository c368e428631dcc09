using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Operation;

/// <summary>The static half of docs/tests: some test runs the training and would fail if it went wrong.</summary>
internal static class PipelineTestCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var facts = context.Product.Facts!;
        var span = context.Entry(ManifestPaths.TrainingRun).Span;
        var starts = TrainingRunCheck.Starts(context.Product);
        if (starts.IsEmpty)
            return RowAnswer.Of(Problem.Absent(
                "no test can be looked for until 'training.run' names a method that trains", "Correct 'training.run' first.", span)
                with { IsOfMissingCode = facts.Bodies(context.Entry(ManifestPaths.TrainingRun).Text ?? "").IsEmpty });
        ImmutableArray<ProductMethod> tests = [.. facts.Tests];
        var reaching = facts.Graph.Reaching(starts);
        ImmutableArray<ProductMethod> near = [.. tests.Where(reaching.Contains)];
        var (assertions, seen) = (context.Product.Tests!.Assertions, context.Product.Tests.Of(starts));
        ImmutableArray<ProductMethod> sound = [.. near.Where(test => LackOf(test) is null)];
        return sound.FirstOrDefault(test => test.Fact.SkipReason is null) is { } proof
            ? RowAnswer.Proven($"{proof.Symbol} runs it and asserts")
            : RowAnswer.Of(Problem.Absent(
                What(tests, near, sound, LackOf), "Write a test that calls it on a little data and asserts the metric.", span)
                with { IsOfMissingCode = near.IsEmpty });

        string? LackOf(ProductMethod test) => assertions.LackOf(test) ?? seen.LackOf(test);
    }

    private static string What(
        ImmutableArray<ProductMethod> tests, ImmutableArray<ProductMethod> near, ImmutableArray<ProductMethod> sound,
        Func<ProductMethod, string?> lackOf)
    {
        if (tests.IsEmpty)
            return "the product has no test method, so the pipeline breaks unseen";
        if (near.IsEmpty)
            return tests.Length == 1
                ? "the only test method does not reach 'training.run', so the pipeline breaks unseen"
                : $"none of {tests.Length} test methods reaches 'training.run', so the pipeline breaks unseen";
        return sound.IsEmpty
            ? $"{near[0].Symbol} runs the training but {lackOf(near[0])} when the model is bad"
            : $"{sound[0].Symbol} is skipped, so nothing runs the training";
    }
}
