using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Facts.Ways;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Architecture;

/// <summary>Whatever entry point predicts, the declared fallback answers when the prediction throws, and a test has seen it.</summary>
internal static class FallbackCheck
{
    private const int FormsNamed = 3;
    private const string TestPath = "architecture.technical.fallback.test";

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
        var scorers = serving.Scorers;
        var parts = PartsOf(context.Product.Facts!.Graph, scorers);
        ImmutableArray<ProductMethod> members = [.. bodies.Where(body => HasScorersShape(scorers, parts, body))];
        if (members.IsEmpty && Nearest(scorers) is { IsConstructor: true } made)
            return RowAnswer.Of(Problem.Absent(
                $"'{made.Short}' predicts, or makes a delegate that does, so nobody can read what answers when that fails",
                "Predict in a method that the entry point calls.", symbol.Span));
        if (members.IsEmpty)
            return RowAnswer.Of(Problem.Failed(
                $"'{symbol.Text}' takes or gives something else than what it stands in for",
                $"Give it the parameters and the result of {Signatures(scorers)}, or a common interface.", symbol.Span));
        var ways = serving.OnFailure(members);
        ImmutableHashSet<ProductMethod> predictions = [.. serving.Predictions];
        ImmutableArray<Problem> problems =
        [
            .. members.Where(member => context.Product.Facts!.Graph.Reach([member]).Any(predictions.Contains)).Take(1)
                .Select(member => Problem.Conditional(
                    $"{member.Short} asks a model too, and fails when that one does", "Answer without a model, or attest that both "
                        + "never fail together.", symbol.Span)),
            .. serving.Predicting.Select(entry => ProblemOf(entry, ways, symbol)).OfType<Problem>(),
            .. serving.Unreached.Take(1).Select(method => Problem.Absent(
                $"nothing known leads to {method.Short}, which predicts, so nobody knows what answers when it fails",
                "Name what calls it in 'serving.entryPoints', or remove it.", symbol.Span)),
        ];
        ImmutableHashSet<ProductMethod> targets = [.. members];
        return RowAnswer.Of(
            problems,
            RowAnswer.Proven(string.Join(
                ", ", serving.Predicting.Select(entry => ServingMap.Text(serving.Path(entry, targets) ?? [entry.Method])))));
    }

    /// <summary>The method nearest to the prediction that others call: what a caller would call in its place.</summary>
    private static ProductMethod Nearest(ImmutableArray<ProductMethod> scorers) =>
        scorers.FirstOrDefault(method => method.Fact.Visibility != SymbolVisibility.Hidden && !EntryPoint.IsEndpoint(method.Symbol))
            ?? scorers[0];

    /// <summary>Every form that is accepted, the nearest to the prediction first; what frameworks call answers to them.</summary>
    private static string Signatures(ImmutableArray<ProductMethod> scorers) =>
        string.Join(
            " or of ",
            scorers.Where(method => !method.IsConstructor
                    && method.Fact.Visibility != SymbolVisibility.Hidden
                    && !EntryPoint.IsEndpoint(method.Symbol))
                .Prepend(Nearest(scorers)).GroupBy(method => (method.Fact.Result, method.Fact.Parameters))
                .Select(form => Signature(form.First())).Take(FormsNamed));

    private static string Signature(ProductMethod scorer) =>
        $"'{Bare(scorer.Fact.Result)} {scorer.Short}({string.Join(", ", scorer.Fact.Parameters.Split(',').Select(Bare))})'";

    /// <summary>Types without their namespaces.</summary>
    private static string Bare(string type) =>
        Regex.Replace(type.Trim(), @"[\w.+]*[.+](?=\w)", "", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static Problem? ProblemOf(EntryPoint entry, WayAnalysis ways, ManifestEntry symbol)
    {
        var answer = ways.AtEntry(entry.Method);
        if (answer.Gap is { } gap)
            return OfGap(entry, gap, symbol) with { Scope = entry.Name };
        if (answer.Open is not { } naked)
            return null;
        var problem = ways.CaughtBefore(naked) is { } before
            ? Problem.Failed(
                $"'{symbol.Text}' does not always answer when {entry.Name} fails: on {ServingMap.Text(naked)} a catch of "
                    + $"{Bare(before.Type)} stands before the one that leads to it, and ends without it",
                "Answer with the fallback in that catch, too, or remove it.", symbol.Span)
            : OfNaked(entry, naked, ways.PartlyCaught(naked), symbol);
        return problem with { Scope = entry.Name };
    }

    private static Problem OfNaked(EntryPoint entry, ImmutableArray<ProductMethod> naked, Handler? partly, ManifestEntry symbol) =>
        partly is null
            ? Problem.Failed(
                $"'{symbol.Text}' does not answer when {entry.Name} fails: on {ServingMap.Text(naked)} nothing catches and calls it",
                "Catch what the prediction throws and call the fallback there.", symbol.Span)
            : Problem.Failed(
                $"'{symbol.Text}' does not always answer when {entry.Name} fails: on {ServingMap.Text(naked)} a catch "
                    + (partly.Filter == HandlerFilter.Everything ? $"of {Bare(partly.Type)}" : "with a filter")
                    + " leads to it and lets other failures pass",
                "Let it catch whatever the prediction throws.", symbol.Span);

    private static Problem OfGap(EntryPoint entry, WayGap gap, ManifestEntry symbol)
    {
        if (gap.IsUnseen)
            return Problem.Conditional(
                $"whether '{symbol.Text}' answers when {entry.Name} fails is not visible from code: nobody can follow "
                    + ServingMap.Text(gap.Path),
                "Show it by coverage, or attest it.", symbol.Span);
        if (gap.IsUnfollowed)
            return Problem.Conditional(
                $"what {ServingMap.Text(gap.Path)} makes of the failure of {entry.Name} cannot be followed, so whether '{symbol.Text}' "
                    + "answers is not known",
                "Ask in a condition whether the prediction failed and answer with the fallback there, or attest that it answers.",
                symbol.Span);
        if (gap.IsAltered)
            return Problem.Conditional(
                $"{ServingMap.Text(gap.Path)} sets a number of what '{symbol.Text}' gives to a constant when {entry.Name} fails, so the "
                    + "answer need not be the fallback's",
                "Answer with what the fallback gives, or attest why that number is not the answer.", symbol.Span);
        return gap.IsConditional
            ? Problem.Conditional(
                $"'{symbol.Text}' does not answer on every way when {entry.Name} fails: {ServingMap.Text(gap.Path)} has a way out that answers "
                    + "with something else",
                "Answer with what the fallback gives, on every way out of the handler, or attest why not.", symbol.Span)
            : Problem.Failed(
                $"'{symbol.Text}' does not answer when {entry.Name} fails: {ServingMap.Text(gap.Path)} answers with something else",
                "Answer with what the fallback gives, on every way out of the handler.", symbol.Span);
    }

    /// <summary>
    /// Whether methods on the way to a prediction give the same, and take the same, share the first parameter, or take objects that are
    /// made of what it takes.
    /// </summary>
    private static bool HasScorersShape(ImmutableArray<ProductMethod> scorers, ImmutableHashSet<string> parts, ProductMethod body) =>
        scorers.Any(scorer => scorer.Fact.Result == body.Fact.Result
            || scorer.Fact.Result.IndexOf($"<{body.Fact.Result}>", StringComparison.Ordinal) > 0
            || body.Fact.Result.IndexOf($"<{scorer.Fact.Result}>", StringComparison.Ordinal) > 0)
        && (scorers.Any(scorer => scorer.Fact.Parameters == body.Fact.Parameters
            || scorer.Fact.Parameters.Split(',').Contains(body.Fact.Parameters.Split(',')[0]))
            || (body.ParameterCount > 0 && body.Fact.Parameters.Split(',').All(parts.Contains)));

    /// <summary>The types of what scorers are given, and of what the constructors and setters of these are given.</summary>
    private static ImmutableHashSet<string> PartsOf(CallGraph graph, ImmutableArray<ProductMethod> scorers)
    {
        ImmutableHashSet<string> given = [.. scorers.SelectMany(scorer => scorer.Fact.Parameters.Split(','))];
        return given.Union(given.SelectMany(graph.MethodsOf)
            .Where(member => member.Fact.Name == ".ctor" || member.Fact.Name.StartsWith("set_", StringComparison.Ordinal))
            .SelectMany(member => member.Fact.Parameters.Split(',')));
    }

    /// <summary>
    /// Where code hides who calls whom (dependency injection, reflection), the run of the fallback's lines is proof enough.
    /// </summary>
    private static RowAnswer ByCoverage(RowContext context, ManifestEntry symbol) =>
        context.Product.Tests!.LinesOf(symbol.Text!) is { Hit: > 0 } covered
            ? BoundResults.OfLines(
                context,
                RowAnswer.Proven($"{covered.Hit} of its {covered.All} lines ran under test; no way to it can be read from the code"),
                ManifestPaths.ArchitectureTechnicalFallbackSymbol)
            : RowAnswer.Of(Problem.Absent(
                "no entry point can be followed to a prediction, so nothing shows that the fallback answers",
                "Name them in 'serving.entryPoints', or prove it by coverage.", symbol.Span) with { IsOfMissingCode = true });

    private static RowAnswer Tested(RowContext context, ImmutableArray<ProductMethod> bodies)
    {
        var entry = context.Entry(TestPath);
        var facts = context.Product.Facts!;
        var tests = context.Product.Tests!;
        ImmutableArray<ProductMethod> named = [.. facts.Bodies(entry.Text!).Where(method => method.Fact.IsTest)];
        if (named.IsEmpty)
            return RowAnswer.Of(Problem.Absent($"'{entry.Text}' holds no test method", "Name a test class or method.", entry.Span)
                with { IsOfMissingCode = true });
        var all = tests.Reaching(bodies);
        ImmutableArray<ProductMethod> reaching = [.. all.Where(named.Contains)];
        var lines = tests.LinesOf(context.Text(ManifestPaths.ArchitectureTechnicalFallbackSymbol)!);
        if (reaching.IsEmpty)
            return OverTheWire(context, entry, named, lines, all.FirstOrDefault(test =>
                test.Calls.Any(call => facts.Graph.TargetsOf(call, test).Any(bodies.Contains))));
        var (test, lack) = tests.Sound(reaching, tests.Of(bodies));
        if (lack is null && lines is { Hit: 0, All: > 0 })
            return RowAnswer.Of(Problem.Failed(
                $"{test!.Short} reaches the fallback, and coverage shows that none of its lines ran, so nobody has seen it answer",
                "Let the model fail in a test and assert the answer, and run the tests with coverage.", entry.Span));
        return lack is null
            ? BoundResults.OfTests(
                context, RowAnswer.Proven(Seen($"{test!.Short} can reach it and {tests.Passed}", lines)),
                ManifestPaths.ArchitectureTechnicalFallbackSymbol, TestPath)
            : RowAnswer.Of(tests.Unsound(
                test!, $"{test!.Short} {lack}, so nobody has seen the fallback answer", "Let the model fail in a test and assert the answer.",
                entry.Span));
    }

    /// <summary>
    /// A server under test is asked over HTTP, which no reading of code follows: the fallback's lines show it, unless
    /// <paramref name="other"/> has called the fallback itself.
    /// </summary>
    private static RowAnswer OverTheWire(
        RowContext context, ManifestEntry entry, ImmutableArray<ProductMethod> named, (int Hit, int All) lines,
        ProductMethod? other)
    {
        var tests = context.Product.Tests!;
        var asking = new EndpointTests(context.Product);
        var (test, lack) = tests.Sound([.. named.Where(asking.SendsRequest).OrderByDescending(asking.ReadsAnswer)]);
        if (test is null || lack is not null)
            return RowAnswer.Of(Problem.Absent(
                $"no test of '{entry.Text}' reaches the fallback, so nobody has seen it answer",
                "Let the model fail in a test and assert the answer.", entry.Span) with { IsOfMissingCode = true });
        var shown = $"{test.Short} {tests.Passed}; it sends a request to {asking.Asked}";
        if (!asking.ReadsAnswer(test))
            return RowAnswer.Declared($"{shown} and looks at no more of the answer than its status");
        if (lines.Hit > 0 && other is not null)
            return RowAnswer.Declared($"{shown}, and the fallback's lines may have run in {other.Short} alone");
        if (lines.All == 0)
            return RowAnswer.Declared($"{shown}, and no coverage shows that the fallback ran");
        return lines.Hit > 0
            ? BoundResults.OfLines(
                context,
                BoundResults.OfTests(
                    context, RowAnswer.Proven($"{shown}, and coverage shows that the fallback's lines ran"),
                    ManifestPaths.ArchitectureTechnicalFallbackSymbol, TestPath),
                ManifestPaths.ArchitectureTechnicalFallbackSymbol)
            : RowAnswer.Of(Problem.Failed(
                $"{test.Short} sends a request to {asking.Asked}, and coverage shows that none of the fallback's lines ran, so nobody has "
                    + "seen it answer",
                "Let the model fail in the server under test and assert the answer, and run the tests with coverage.", entry.Span));
    }

    private static string Seen(string test, (int Hit, int All) lines) =>
        lines.Hit > 0 ? $"{test}, and its lines ran" : test;
}
