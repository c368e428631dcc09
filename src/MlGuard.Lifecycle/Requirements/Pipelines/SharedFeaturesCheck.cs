using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Pipelines;

/// <summary>Training and serving compute features with one and the same code.</summary>
internal static class SharedFeaturesCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var declared = context.First;
        var product = context.Product;
        var facts = product.Facts!;
        var features = facts.Bodies(declared.Text!);
        var training = Starts(context, ManifestPaths.PipelinesToTraining).AddRange(TrainingRunCheck.Starts(product));
        if (Path(facts, training, features) is not { } trains)
            return RowAnswer.Of(Problem.Failed(
                $"no training reaches '{declared.Text}', so training and serving can part unseen",
                "Call it where the training makes its features.", declared.Span) with { IsOfMissingCode = true });
        var serving = Starts(context, ManifestPaths.PipelinesToProduction)
            .AddRange(product.Serving!.Predicting.Select(entry => entry.Method));
        if (Path(facts, serving, features) is { } serves)
            return RowAnswer.Proven($"{ServingMap.Text(trains)}; {ServingMap.Text(serves)}");
        return LivesInModel(facts, features, trains)
            ? RowAnswer.Proven($"{ServingMap.Text(trains)}; serving gets it inside the saved model")
            : RowAnswer.Of(Problem.Failed(
                $"nothing of serving reaches '{declared.Text}', so training and serving can part unseen",
                "Call it where serving makes its features, or let it build the pipeline that the model keeps.", declared.Span));
    }

    private static ImmutableArray<ProductMethod> Starts(RowContext context, string path) =>
        context.Text(path) is { } symbol ? context.Product.Facts!.Bodies(symbol) : [];

    private static ImmutableArray<ProductMethod>? Path(
        ProductFacts facts, ImmutableArray<ProductMethod> starts, ImmutableArray<ProductMethod> targets) =>
        starts.Select(start => facts.Graph.Path(start, method => targets.Contains(method))).Where(path => path is not null)
            .OrderBy(path => path!.Value.Length).FirstOrDefault();

    /// <summary>
    /// Features that are part of the fitted pipeline travel in the model's file: the method returns an estimator, and what serving loads
    /// applies it.
    /// </summary>
    private static bool LivesInModel(ProductFacts facts, ImmutableArray<ProductMethod> features, ImmutableArray<ProductMethod> trains) =>
        features.Any(method => trains[trains.Length - 1] == method
            && method.Fact.Result.StartsWith("Microsoft.ML.", StringComparison.Ordinal)
            && method.Fact.Result.IndexOf("Estimator", StringComparison.Ordinal) > 0)
        && !facts.Playing(MlGuard.Frameworks.Role.LoadModel).IsEmpty;
}
