using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Tests of serving, which see an answer of the model: by a call of the handler, or over HTTP.</summary>
internal static class ServingTestCheck
{
    private const string TestsPath = "serving.tests";

    /// <summary>The named tests reach a prediction or an entry point, assert, and passed.</summary>
    public static RowAnswer Run(RowContext context)
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
}
