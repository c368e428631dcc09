using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Architecture;

/// <summary>Whatever entry point predicts, the declared fallback answers when the prediction throws, and a test has seen it.</summary>
internal static class FallbackCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var symbol = context.Entry(ManifestPaths.ArchitectureTechnicalFallbackSymbol);
        var facts = context.Product.Facts!;
        ImmutableArray<ProductMethod> bodies =
        [
            .. facts.Bodies(symbol.Text!).Where(method => method.Fact.Body == MethodBody.Real && method.Fact.Name != ".cctor"),
        ];
        return RowAnswer.Together([Shields(context, symbol, bodies), Tested(context, bodies)]);
    }

    private static RowAnswer Shields(RowContext context, ManifestEntry symbol, ImmutableArray<ProductMethod> bodies)
    {
        var serving = context.Product.Serving!;
        if (serving.Predictions.IsEmpty)
            return RowAnswer.Declared("the code asks no model that MlGuard knows");
        if (serving.Predicting.IsEmpty)
            return ByCoverage(context, symbol);
        var proofs = ImmutableArray.CreateBuilder<string>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var entry in serving.Predicting)
            if (serving.Unshielded(entry, bodies, out var proof) is { } naked)
                problems.Add(Problem.Failed(
                    $"'{symbol.Text}' does not answer when {entry.Name} fails: on {ServingMap.Text(naked)} nothing catches and calls it",
                        "Catch what the prediction throws and call the fallback there.", symbol.Span) with { Scope = entry.Name });
            else
                proofs.Add(ServingMap.Text(proof));
        if (problems.Count == 0 && !HasScorersShape(serving, bodies))
            problems.Add(Problem.Failed(
                $"'{symbol.Text}' takes or gives something else than what it stands in for",
                "Give it the scorer's parameters and result, or its interface.", symbol.Span));
        return RowAnswer.Of(problems.ToImmutable(), RowAnswer.Proven(string.Join(", ", proofs)));
    }

    /// <summary>A method on the way to a prediction with the same parameters and result, or a shared interface.</summary>
    private static bool HasScorersShape(ServingMap serving, ImmutableArray<ProductMethod> bodies)
    {
        var scorers = serving.Scorers;
        return bodies.Any(body => scorers.Any(scorer => (scorer.Fact.Result == body.Fact.Result
            || scorer.Fact.Result.IndexOf($"<{body.Fact.Result}>", StringComparison.Ordinal) > 0
            || body.Fact.Result.IndexOf($"<{scorer.Fact.Result}>", StringComparison.Ordinal) > 0)
            && (scorer.Fact.Parameters == body.Fact.Parameters
                || scorer.Fact.Parameters.Split(',').Contains(body.Fact.Parameters.Split(',')[0]))));
    }

    /// <summary>
    /// Where code hides who calls whom (dependency injection, reflection), the run of the fallback's lines is proof enough.
    /// </summary>
    private static RowAnswer ByCoverage(RowContext context, ManifestEntry symbol) =>
        context.Product.Tests!.Coverage?.Of(symbol.Text!) is { Hit: > 0 } covered
            ? RowAnswer.Proven($"{covered.Hit} of its {covered.All} lines ran under test; no way to it can be read from the code")
            : RowAnswer.Of(Problem.Absent(
                "no entry point can be followed to a prediction, so nothing shows that the fallback answers",
                "Name them in 'serving.entryPoints', or prove it by coverage.", symbol.Span));

    private static RowAnswer Tested(RowContext context, ImmutableArray<ProductMethod> bodies)
    {
        var entry = context.Entry("architecture.technical.fallback.test");
        var facts = context.Product.Facts!;
        var tests = context.Product.Tests!;
        ImmutableArray<ProductMethod> named = [.. facts.Bodies(entry.Text!).Where(method => method.Fact.IsTest)];
        if (named.IsEmpty)
            return RowAnswer.Of(Problem.Absent($"'{entry.Text}' holds no test method", "Name a test class or method.", entry.Span));
        ImmutableArray<ProductMethod> reaching = [.. tests.Reaching(bodies).Where(named.Contains)];
        if (reaching.IsEmpty)
            return RowAnswer.Of(Problem.Absent(
                $"no test of '{entry.Text}' reaches the fallback, so nobody has seen it answer",
                "Let the model fail in a test and assert the answer.", entry.Span));
        var (test, lack) = tests.Sound(reaching);
        return lack is null
            ? RowAnswer.Proven($"{test!.Short} has seen it")
            : RowAnswer.Of(Problem.Absent(
                $"{test!.Short} {lack}, so nobody has seen the fallback answer", "Let the model fail in a test and assert the answer.",
                entry.Span));
    }
}
