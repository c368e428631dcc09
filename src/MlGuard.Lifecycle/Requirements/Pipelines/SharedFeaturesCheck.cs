using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Training;
using MlGuard.Lifecycle.Text;

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
        var runs = TrainingRunCheck.Starts(product);
        var way = Path(facts, Starts(context, ManifestPaths.PipelinesToTraining).AddRange(runs), features);
        if (way is null && runs.IsEmpty)
            return RowAnswer.Of(Problem.Absent(
                "nothing can be looked for until 'training.run' names a method that trains", "Correct 'training.run' first.",
                declared.Span) with { IsOfMissingCode = true });
        if (way is not { } trains)
            return RowAnswer.Of(Problem.Failed(
                $"no training reaches '{declared.Text}', so training and serving can part unseen",
                "Call it where the training makes its features.", declared.Span) with { IsOfMissingCode = true });
        var serving = Starts(context, ManifestPaths.PipelinesToProduction)
            .AddRange(product.Serving!.Predicting.Select(entry => entry.Method));
        if (Path(facts, serving, features) is { } serves)
            return RowAnswer.Proven($"{ServingMap.Text(trains)}; {ServingMap.Text(serves)}");
        if (LivesInModel(facts, features, trains) && ModelInputs.Unknown(product) is { } unknown)
            return RowAnswer.Of(Problem.Failed(
                $"'{declared.Text}' reads the column '{Quoted.Short(unknown)}', which the saved model does not have, so serving gets an "
                    + "earlier pipeline",
                "Train again.", declared.Span));
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
