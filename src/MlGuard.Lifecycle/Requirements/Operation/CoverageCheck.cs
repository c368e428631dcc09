using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Operation;

/// <summary>How many lines of the pipelines ran under test. Other code does not count: it would drown them.</summary>
internal static class CoverageCheck
{
    private static readonly ImmutableArray<string> s_pipelines =
    [
        ManifestPaths.TrainingRun,
        ManifestPaths.PipelinesToTraining, ManifestPaths.PipelinesToProduction, ManifestPaths.PipelinesSharedFeatures,
        ManifestPaths.DataChecks, ManifestPaths.ServingPostProcessing,
        ManifestPaths.ServingLog,
        ManifestPaths.ArchitectureTechnicalFallbackSymbol,
    ];

    public static RowAnswer Run(RowContext context)
    {
        var from = context.Entry(ManifestPaths.DocsTestsCoverageFrom);
        var read = context.Product.Files.Coverage(from.Text!);
        if (read.Value is not { } coverage)
            return RowAnswer.Of(EvidenceProblem.Of(context.Product, from, read.Fault!));
        ImmutableArray<string> types = [.. Types(context.Product)];
        var (hit, all) = types.Select(coverage.Of).Aggregate((0, 0), (sum, lines) => (sum.Item1 + lines.Hit, sum.Item2 + lines.All));
        if (types.FirstOrDefault(type => coverage.Of(type).All == 0 && HasCode(context.Product, type)) is { } unseen)
            return RowAnswer.Of(Problem.Broken(
                $"the coverage knows nothing of '{unseen}', which a pipeline runs", "Measure the project that holds it.",
                from.Span) with { Scope = unseen });
        if (all == 0)
            return RowAnswer.Declared("no pipeline's type is known to measure");
        var min = context.Entry("docs.tests.coverage.min");
        var rate = (double)hit / all;
        if (context.Measure("docs.tests.coverage.min")!.Value.Amount <= 0)
            return RowAnswer.Of(Problem.Failed(
                $"the minimum {min.Text} is met without a test", "Write how much of the pipelines has to run under test.", min.Span));
        if (VacuousBound.IsFarBelow(context.Measure("docs.tests.coverage.min")!.Value.Amount, rate))
            return RowAnswer.Of(Problem.Failed(
                $"the minimum {min.Text} is far below the {Percent(rate)} that ran, so hardly a test is asked for",
                "Write how much of the pipelines has to run under test.", min.Span));
        return rate < context.Measure("docs.tests.coverage.min")!.Value.Amount
            ? RowAnswer.Of(Problem.Failed(
                $"{Percent(rate)} of the pipelines' lines ran under test, below {min.Text} ({hit} of {all} in {types.Length} types)",
                "Test what is not reached.", min.Span))
            : BoundResults.Of(
                context, from, RowAnswer.Proven($"{Percent(rate)} of {all} lines in {string.Join(", ", types.Select(Simple))}"));
    }

    /// <summary>The types that the manifest's pipelines are made of.</summary>
    public static IEnumerable<string> Types(ProductSnapshot product) =>
        s_pipelines.Select(path => product.Manifest.Text(path)).Where(symbol => symbol is not (null or "none"))
            .Select(symbol => product.Facts!.Types(symbol!).IsEmpty ? symbol!.Substring(0, Math.Max(0, symbol.LastIndexOf('.'))) : symbol!)
            .Where(type => type.Length > 0).Distinct();

    private static bool HasCode(ProductSnapshot product, string type) =>
        product.Facts!.Bodies(type).Any(method => method.Fact.Body == MethodBody.Real);

    private static string Percent(double rate) => (rate * 100).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + "%";

    private static string Simple(string type) => type.Substring(1 + type.LastIndexOf('.'));
}
