using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
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
        ImmutableArray<MeasuredType> types = [.. Types(context.Product)];
        var (hit, all) = types.Select(type => coverage.Of(type.Name, type.Assembly))
            .Aggregate((0, 0), (sum, lines) => (sum.Item1 + lines.Hit, sum.Item2 + lines.All));
        ImmutableArray<MeasuredType> unseen =
        [
            .. types.Where(type => coverage.Of(type.Name, type.Assembly).All == 0 && HasCode(context.Product, type)),
        ];
        if (unseen.FirstOrDefault(type => !type.IsHandler) is { } missing)
            return RowAnswer.Of(Problem.Broken(
                $"the coverage knows nothing of '{missing.Name}', which a pipeline runs", "Measure the project that holds it.",
                from.Span) with { Scope = missing.Name });
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
                $"{Percent(rate)} of the pipelines' lines ran under test, below {min.Text} "
                    + $"({hit} of {all} in {Numbers.Counted(types.Length, "type")})",
                "Test what is not reached.", min.Span))
            : BoundResults.Of(context, from, Shown($"{Percent(rate)} of {all} lines", types, unseen));
    }

    /// <summary>What answers requests may be left out of a measurement on purpose, which is said and not called wrong.</summary>
    private static RowAnswer Shown(string rate, ImmutableArray<MeasuredType> types, ImmutableArray<MeasuredType> unseen)
    {
        var shown = $"{rate} in {string.Join(", ", types.Except(unseen).Select(type => Simple(type.Name)).Distinct())}";
        return unseen.IsEmpty
            ? RowAnswer.Proven(shown)
            : RowAnswer.Declared($"{shown}; '{unseen[0].Name}' answers requests and is not in the file");
    }

    /// <summary>The types that the manifest's pipelines are made of, those that predict, and those that answer requests.</summary>
    private static IEnumerable<MeasuredType> Types(ProductSnapshot product)
    {
        var serving = product.Serving!;
        var endpoints = serving.Predicting.Where(entry => EntryPoint.IsEndpoint(entry.Name)).Select(entry => entry.Method);
        return Named(product).Select(type => new MeasuredType(type, null, false))
            .Concat(serving.Predictions.Where(IsShipped).Select(method => MeasuredType.Of(method, isHandler: false)))
            .Concat(endpoints.Select(method => MeasuredType.Of(method, isHandler: true)))
            .GroupBy(type => type.Name, StringComparer.Ordinal).Select(group => group.First());
    }

    private static IEnumerable<string> Named(ProductSnapshot product) =>
        s_pipelines.Select(path => product.Manifest.Text(path)).Where(symbol => symbol is not (null or "none"))
            .Select(symbol => product.Facts!.Types(symbol!).IsEmpty ? symbol!.Substring(0, Math.Max(0, symbol.LastIndexOf('.'))) : symbol!)
            .Where(type => type.Length > 0);

    private static bool IsShipped(ProductMethod method) => !method.Assembly.IsTestProject;

    private static bool HasCode(ProductSnapshot product, MeasuredType type) =>
        product.Facts!.Bodies(type.Name).Any(method => method.Fact.Body == MethodBody.Real);

    private static string Percent(double rate) => (rate * 100).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + "%";

    private static string Simple(string type) => type.Substring(1 + type.LastIndexOf('.'));

    /// <summary>A type whose lines count.</summary>
    /// <param name="Name">As a person writes it.</param>
    /// <param name="Assembly">Where it stands; null where the manifest names it.</param>
    /// <param name="IsHandler">Whether it only answers requests.</param>
    private sealed record MeasuredType(string Name, string? Assembly, bool IsHandler)
    {
        public static MeasuredType Of(ProductMethod method, bool isHandler) =>
            new(SymbolName.Of(method.Fact.Type), method.Assembly.Assembly, isHandler);
    }
}
