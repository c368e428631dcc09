using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Code that every predicting entry point runs, or that a test runs.</summary>
internal static class ReachedCheck
{
    private const string TestsPath = "serving.tests";

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

    /// <summary>The named tests reach a prediction or an entry point, assert, and passed.</summary>
    public static RowAnswer ServingTests(RowContext context)
    {
        var declared = context.Entry(TestsPath);
        var tests = context.Product.Tests!;
        var serving = context.Product.Serving!;
        ImmutableArray<ProductMethod> named = [.. context.Product.Facts!.Bodies(declared.Text!).Where(method => method.Fact.IsTest)];
        if (named.IsEmpty)
            return RowAnswer.Of(Problem.Absent($"'{declared.Text}' holds no test method", "Name a test class or method.", declared.Span)
                with { IsOfMissingCode = true });
        ImmutableArray<ProductMethod> answering =
            [.. serving.Predictions, .. serving.Predicting.Select(entry => entry.Method), .. serving.Scorers];
        ImmutableArray<ProductMethod> reaching = [.. tests.Reaching(answering).Where(named.Contains)];
        if (reaching.IsEmpty)
            return ByCoverage(context, declared, named);
        var asking = new EndpointTests(context.Product);
        var (test, lack) = tests.Sound(
            [.. reaching.OrderByDescending(asking.SeesModel).ThenByDescending(asking.SeesAnswer).ThenByDescending(asking.IsAsked)],
            tests.Of(answering));
        if (lack is null && asking.SeesModel(test!))
            return BoundResults.OfTests(context, RowAnswer.Proven($"{test!.Short} {tests.Passed}"), TestsPath);
        var (sending, unsound) = tests.Sound(
            [.. named.Where(asking.SendsRequest).OrderByDescending(asking.SeesModel).ThenByDescending(asking.ReadsAnswer)]);
        if (sending is not null && unsound is null && tests.OutcomeOf(test!) != TestOutcome.Failed && HasScorerRun(context.Product))
            return Covered(context, asking, sending);
        return lack is null
            ? RowAnswer.Declared($"{test!.Short} {tests.Passed}; {Unseen(declared, asking, test, sending, unsound)}")
            : RowAnswer.Of(tests.Unsound(
                test!, $"{test!.Short} {lack}", "Let it send a request and assert the answer.", declared.Span));
    }

    /// <summary>Why a test that sees no answer of the model from the endpoint is the best that there is.</summary>
    private static string Unseen(
        ManifestEntry declared, EndpointTests asking, ProductMethod test, ProductMethod? sending, string? unsound)
    {
        if (sending is null && asking.ReplacementIn(test) is { } replacement)
            return $"it {Replaced(replacement)}";
        return "it reaches the model, but "
            + (sending is null
                ? $"no test of '{declared.Text}' sends a request to {asking.Asked} or calls its handler"
                : $"{sending.Short} sends a request to {asking.Asked} and {unsound ?? Unshown(asking, sending)}");
    }

    private static string Unshown(EndpointTests asking, ProductMethod sending)
    {
        if (!asking.ReadsAnswer(sending))
            return "looks at no more of the answer than its status";
        return asking.ReplacementIn(sending) is { } replacement
            ? Replaced(replacement)
            : "no coverage shows that the scorer ran";
    }

    private static string Replaced(string replacement) => $"puts '{replacement}' in the place of what asks the model";

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

    /// <summary>A server under test is called over HTTP, which no reading of code follows; its tests have passed all the same.</summary>
    private static RowAnswer ByCoverage(RowContext context, ManifestEntry entry, ImmutableArray<ProductMethod> named)
    {
        var asking = new EndpointTests(context.Product);
        var tests = context.Product.Tests!;
        var (test, lack) = tests.Sound(
            [.. named.OrderByDescending(asking.SeesModel).ThenByDescending(asking.ReadsAnswer).ThenByDescending(asking.SendsRequest)]);
        if (test is null || lack is not null || !asking.SendsRequest(test))
            return RowAnswer.Of(Problem.Absent(
                $"no test of '{entry.Text}' reaches a prediction{(lack is null ? "" : $"; {test!.Short} {lack}")}",
                "Let one send a request and assert the answer.", entry.Span));
        if (HasScorerRun(context.Product))
            return Covered(context, asking, test);
        return HasScorerIdled(context.Product)
            ? RowAnswer.Of(Problem.Absent(
                $"{test.Short} sends a request to {asking.Asked}, and coverage shows that no line of a scorer ran",
                "Let the server under test ask the model.", entry.Span))
            : RowAnswer.Declared($"{test.Short} {tests.Passed}; it sends a request to {asking.Asked}, and no coverage shows that the scorer ran");
    }

    private static bool HasScorerRun(ProductSnapshot product) =>
        product.Serving!.Predictions.Any(method =>
            product.Tests!.LinesOf(SymbolName.Of(method.Fact.Type), method.Assembly.Assembly).Hit > 0);

    /// <summary>Whether coverage knows all that asks a model, and none of it ran.</summary>
    private static bool HasScorerIdled(ProductSnapshot product) =>
        product.Serving!.Predictions.All(method =>
            product.Tests!.LinesOf(SymbolName.Of(method.Fact.Type), method.Assembly.Assembly) is { Hit: 0, All: > 0 });

    /// <summary>Any test may have run the scorer's lines: one that looks at no more of the answer than its status need not be it.</summary>
    private static RowAnswer Covered(RowContext context, EndpointTests asking, ProductMethod test)
    {
        var shown = $"{test.Short} {context.Product.Tests!.Passed}";
        return asking.ReadsAnswer(test) && asking.ReplacementIn(test) is null
            ? BoundResults.OfLines(
                context,
                BoundResults.OfTests(
                    context, RowAnswer.Proven($"{shown}; it sends a request to {asking.Asked}, and coverage shows that the scorer's lines ran"), TestsPath))
            : RowAnswer.Declared($"{shown}; it sends a request to {asking.Asked} and {Unshown(asking, test)}");
    }

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
