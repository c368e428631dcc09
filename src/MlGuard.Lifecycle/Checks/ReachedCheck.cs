using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Code that every predicting entry point runs, or that a test runs.</summary>
internal static class ReachedCheck
{
    /// <summary>Every way from an entry point that answers with a prediction passes the symbol.</summary>
    /// <param name="path">Where the manifest names it.</param>
    /// <param name="kind">What is asked of each way.</param>
    /// <param name="otherwise">What follows where it is not so.</param>
    public static RowCheck FromEveryPrediction(string path, WayKind kind, string otherwise) => context =>
    {
        var declared = context.Entry(path);
        if (declared.Text == "none")
            return RowAnswer.Declared("none");
        var serving = context.Product.Serving!;
        if (serving.Predicting.IsEmpty)
            return ByCoverage(context, path);
        var facts = context.Product.Facts!;
        ImmutableArray<ProductMethod> members =
        [
            .. facts.Bodies(declared.Text!)
                .Where(method => method.ParameterCount > 0 && method.Fact.Name is not (".ctor" or ".cctor")),
        ];
        var hasMembers = !members.IsEmpty;
        if (kind == WayKind.Result)
            members = members.RemoveAll(member => IdleMembers.DecidesNothing(facts.Graph, member));
        if (hasMembers && members.IsEmpty)
            return RowAnswer.Of(Problem.Failed(
                $"'{declared.Text}' decides nothing: it gives back what it is passed, or the same whatever that is, so {otherwise}",
                "Let it compare or compute something, or write 'none'.", declared.Span));
        var fallback = context.Product.Manifest.Text(ManifestPaths.ArchitectureTechnicalFallbackSymbol);
        ImmutableArray<ProductMethod> fallbacks = fallback is null ? [] : facts.Bodies(fallback);
        var ways = serving.Passing(kind, members, fallbacks);
        var predicted = new Lazy<WayAnalysis>(() => serving.Passing(kind, members, []));
        var scores = ScoreTypes.Of(serving);
        ImmutableHashSet<ProductMethod> cited = [.. members.Where(scores.ArePassedTo)];
        var (toMembers, toFallbacks) = (facts.Graph.Reaching(members), facts.Graph.Reaching(fallbacks));
        ImmutableArray<Problem> problems =
        [
            .. serving.Predicting
                .Select(entry =>
                    ProblemOf(entry, ways, toMembers, declared, otherwise) is { } problem
                        ? OfFallback(entry, problem, ways, predicted, toFallbacks, declared, fallback, otherwise)
                        : null)
                .OfType<Problem>(),
        ];
        return RowAnswer.Of(
            problems,
            RowAnswer.Proven(string.Join(
                ", ", serving.Predicting.Select(entry => ServingMap.Text(
                    serving.Path(entry, cited) ?? serving.Path(entry, [.. members]) ?? [entry.Method])))));
    };

    private static Problem? ProblemOf(
        EntryPoint entry, WayAnalysis ways, MethodSet toDeclared, ManifestEntry declared, string otherwise)
    {
        var answer = ways.Of(entry.Method);
        if (answer.Gap is { IsUnseen: true } unseen)
            return Problem.Conditional(
                $"whether {entry.Name} passes '{declared.Text}' is not visible from code: nobody can follow {ServingMap.Text(unseen.Path)}",
                "Show it by coverage, or attest it.", declared.Span) with { Scope = entry.Name };
        if (answer.Open is not { } open)
            return null;
        if (!toDeclared.Contains(entry.Method))
            return Problem.Failed(
                $"{entry.Name} predicts and never reaches '{declared.Text}', so {otherwise}{Way(open)}", "Call it on that way.",
                declared.Span) with { Scope = entry.Name };
        var (lacks, remedy) = ways.Kind == WayKind.Result
            ? ("answers with something that it did not decide", "Answer with what it gives for the score, on every way")
            : ("answers without it", "Call it with the score on every way that answers");
        return Problem.Conditional(
            $"{entry.Name} passes '{declared.Text}' only on some ways: a way through {ServingMap.Text(Deciding(open, toDeclared))} "
                + $"{lacks}, so there {otherwise}",
            $"{remedy}, or attest why not.", declared.Span) with { Scope = entry.Name };
    }

    /// <summary>Where all predictions pass and only what stands in for one does not, the problem names that.</summary>
    private static Problem OfFallback(
        EntryPoint entry, Problem problem, WayAnalysis ways, Lazy<WayAnalysis> predicted, MethodSet toFallbacks,
        ManifestEntry declared, string? fallback, string otherwise)
    {
        if (problem.State != RowState.Conditional
            || ways.Of(entry.Method).Open is not { } open
            || predicted.Value.Of(entry.Method) is not { Open: null, Gap: null })
            return problem;
        return Problem.Conditional(
            $"{entry.Name} passes '{declared.Text}' with the prediction only: where {ServingMap.Text(Deciding(open, toFallbacks))} answers "
                + $"with what '{fallback}' gives, {otherwise}",
            "Call it with what is answered, after the fallback has stood in, or attest why not.",
            declared.Span) with { Scope = entry.Name };
    }

    /// <summary>
    /// What follows on a way to a prediction need not be where it goes wrong: the last method that can still do both is.
    /// </summary>
    private static IEnumerable<ProductMethod> Deciding(ImmutableArray<ProductMethod> way, MethodSet leading)
    {
        var last = way.Length - 1;
        while (last > 0 && !leading.Contains(way[last]))
            last--;
        return way.Take(last + 1);
    }

    private static string Way(ImmutableArray<ProductMethod> way) => way.Length > 1 ? $" ({ServingMap.Text(way)})" : "";

    /// <summary>The symbol has a test that reaches it, asserts and passed.</summary>
    public static RowCheck ByTest(string path, string otherwise) => context =>
    {
        var entry = context.Entry(path);
        var tests = context.Product.Tests!;
        var bodies = context.Product.Facts!.Bodies(entry.Text!);
        var reaching = tests.Running(bodies);
        if (reaching.IsEmpty)
            return RowAnswer.Of(Problem.Absent(
                $"no test reaches '{entry.Text}', so {otherwise}", "Write one that calls it and asserts.", entry.Span)
                with { IsOfMissingCode = true });
        var (test, lack) = tests.Sound(reaching, tests.Of(bodies));
        return lack is null
            ? BoundResults.OfTests(context, RowAnswer.Proven($"{test!.Short} {tests.Passed}"), path)
            : RowAnswer.Of(tests.Unsound(
                test!, $"{test!.Short} reaches '{entry.Text}' and {lack}, so {otherwise}",
                "Write one that calls it and asserts.", entry.Span));
    };

    private static RowAnswer ByCoverage(RowContext context, string path)
    {
        var entry = context.Entry(path);
        if (context.Product.Tests!.LinesOf(entry.Text!) is { Hit: > 0 } covered)
            return BoundResults.OfLines(
                context,
                RowAnswer.Proven($"{covered.Hit} of its {covered.All} lines ran under test; no way to it can be read from the code"), path);
        return context.Product.Serving!.Predictions.IsEmpty
            ? RowAnswer.Declared("the code asks no model that MlGuard knows")
            : RowAnswer.Of(Problem.Absent(
                $"no entry point can be followed to a prediction, so nothing shows that '{entry.Text}' runs",
                "Name them in 'serving.entryPoints', or prove it by coverage.", entry.Span) with { IsOfMissingCode = true });
    }
}
