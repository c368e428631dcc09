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

    /// <summary>The keys whose code runs where training does; that of the others runs where requests are answered.</summary>
    private static readonly ImmutableHashSet<string> s_ofTraining =
        [ManifestPaths.TrainingRun, ManifestPaths.PipelinesToTraining, ManifestPaths.DataChecks];

    public static RowAnswer Run(RowContext context)
    {
        var from = context.Entry(ManifestPaths.DocsTestsCoverageFrom);
        var read = context.Product.Files.Coverage(from.Text!);
        if (read.Value is null)
            return RowAnswer.Of(EvidenceProblem.Of(context.Product, from, read.Fault!));
        ImmutableArray<MeasuredType> types = [.. Types(context.Product)];
        var (hit, all) = types.Aggregate((0, 0), (sum, type) => (sum.Item1 + type.Hit, sum.Item2 + type.All));
        ImmutableArray<MeasuredType> unseen = [.. types.Where(type => type.All == 0 && HasCode(context.Product, type))];
        if (unseen.FirstOrDefault(type => !type.IsHandler) is { } missing)
            return RowAnswer.Of(Problem.Broken(
                $"the coverage knows nothing of {missing.Named}, which counts since {missing.Why}",
                $"Run the tests with coverage again, and measure {missing.Assembly} with them.", from.Span) with { Scope = missing.Name });
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
                    + $"({hit} of {all} in {Numbers.Counted(types.Length, "type")}; {Least(types)})",
                "Test what is not reached.", min.Span))
            : BoundResults.Of(context, from, Shown(context.Product, $"{Percent(rate)} of {all} lines", types, unseen));
    }

    /// <summary>What answers requests may be left out of a measurement on purpose, which is said and not called wrong.</summary>
    private static RowAnswer Shown(
        ProductSnapshot product, string rate, ImmutableArray<MeasuredType> types, ImmutableArray<MeasuredType> unseen)
    {
        var shown = $"{rate} in {string.Join(", ", types.Except(unseen).Select(type => Short(product, type)).Distinct())}";
        return unseen.IsEmpty
            ? RowAnswer.Proven(shown)
            : RowAnswer.Declared($"{shown}; '{unseen[0].Name}' answers requests and is not in the file");
    }

    /// <summary>What is tested least, and why it counts.</summary>
    private static string Least(ImmutableArray<MeasuredType> types)
    {
        var least = types.OrderByDescending(type => type.All - type.Hit).First();
        return $"{least.All - least.Hit} did not run in {least.Named}, which counts since {least.Why}";
    }

    /// <summary>The types that the manifest's pipelines are made of, those that predict, and those that answer requests.</summary>
    private static IEnumerable<MeasuredType> Types(ProductSnapshot product)
    {
        var serving = product.Serving!;
        var endpoints = serving.Predicting.Where(entry => EntryPoint.IsEndpoint(entry.Name));
        return Named(product)
            .Concat(serving.Predictions.Where(method => !method.Assembly.IsTestProject && !serving.OfPrograms.Contains(method))
                .Select(method => Measured(product, SymbolName.Of(method.Fact.Type), method, $"{method.Short} predicts")))
            .Concat(endpoints.Select(entry =>
                Measured(product, SymbolName.Of(entry.Method.Fact.Type), entry.Method, $"it answers {entry.Name}") with
                {
                    IsHandler = true,
                }))
            .GroupBy(type => (type.Name, type.Assembly)).Select(group => group.First());
    }

    private static IEnumerable<MeasuredType> Named(ProductSnapshot product) =>
        from path in s_pipelines
        let symbol = product.Manifest.Text(path)
        where symbol is not (null or "none")
        from method in Meant(product, path, [.. product.Facts!.Bodies(symbol!).Where(method => !method.Assembly.IsTestProject)])
        let type = product.Facts!.Types(symbol!).IsEmpty ? SymbolName.Of(method.Fact.Type) : symbol
        select Measured(product, type, method, $"'{path}' names it");

    /// <summary>Of methods by one name in several assemblies, such as a program's start, those that do what the key is for.</summary>
    private static ImmutableArray<ProductMethod> Meant(ProductSnapshot product, string path, ImmutableArray<ProductMethod> methods)
    {
        if (methods.Select(method => method.Assembly.Assembly).Distinct().Take(2).Count() < 2)
            return methods;
        var starts = s_ofTraining.Contains(path)
            ? TrainingRunCheck.Starts(product)
            : [.. product.Serving!.Predicting.Select(entry => entry.Method)];
        var reached = product.Facts!.Graph.Reach(starts);
        ImmutableArray<ProductMethod> meant = [.. methods.Where(method => reached.Contains(method))];
        return meant.IsEmpty ? methods : meant;
    }

    private static MeasuredType Measured(ProductSnapshot product, string type, ProductMethod method, string why)
    {
        var assembly = method.Assembly.Assembly;
        var (hit, all) = product.Tests!.LinesOf(type, assembly);
        return new(type, assembly, why, hit, all, IsHandler: false);
    }

    private static bool HasCode(ProductSnapshot product, MeasuredType type) =>
        product.Facts!.Bodies(type.Name).Any(method => method.Assembly.Assembly == type.Assembly && method.Fact.Body == MethodBody.Real);

    private static string Percent(double rate) => (rate * 100).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + "%";

    /// <summary>Its own name, with the assembly where another one holds a type of that name, such as <c>Program</c>.</summary>
    private static string Short(ProductSnapshot product, MeasuredType type)
    {
        var name = type.Name.Substring(1 + type.Name.LastIndexOf('.'));
        var assemblies = product.Facts!.Bodies(type.Name).Where(method => !method.Assembly.IsTestProject)
            .Select(method => method.Assembly.Assembly).Distinct();
        return assemblies.Take(2).Count() > 1 ? $"{name} of {type.Assembly}" : name;
    }

    /// <summary>A type whose lines count.</summary>
    /// <param name="Name">As a person writes it.</param>
    /// <param name="Assembly">Where it stands.</param>
    /// <param name="Why">Why it counts, to stand after "since".</param>
    /// <param name="Hit">Its lines that ran.</param>
    /// <param name="All">All of its lines.</param>
    /// <param name="IsHandler">Whether it only answers requests.</param>
    private sealed record MeasuredType(string Name, string Assembly, string Why, int Hit, int All, bool IsHandler)
    {
        public string Named => $"'{Name}' in {Assembly}";
    }
}
