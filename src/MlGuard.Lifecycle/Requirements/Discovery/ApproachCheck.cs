using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Discovery;

/// <summary>The named family of trainers is the one that the training uses; said, never failed on, for a family has many names.</summary>
internal static class ApproachCheck
{
    private static readonly ImmutableArray<(string Word, string Trainer)> s_families =
    [
        ("lightgbm", "LightGbm"),
        ("light gbm", "LightGbm"), ("fasttree", "FastTree"), ("fast tree", "FastTree"), ("fastforest", "FastForest"),
        ("random forest", "FastForest"), ("gam", "Gam"),
        ("sdca", "Sdca"),
        ("lbfgs", "Lbfgs"), ("logistic", "LogisticRegression"), ("perceptron", "AveragedPerceptron"), ("svm", "Svm"), ("k-means", "KMeans"),
        ("kmeans", "KMeans"),
        ("matrix factorization", "MatrixFactorization"),
        ("naive bayes", "NaiveBayes"), ("ssa", "Ssa"), ("pca", "Pca"), ("onnx", "Onnx"), ("torch", "Torch"),
        ("gradient-boosted", "FastTree|LightGbm|FastForest"),
    ];

    public static RowAnswer Run(RowContext context)
    {
        var text = context.First.Text!.ToLowerInvariant();
        ImmutableArray<string> named =
        [
            .. s_families.Where(family => text.Contains(family.Word)).SelectMany(family => family.Trainer.Split('|')).Distinct(),
        ];
        if (text is "hosted" or "bought" || named.IsEmpty)
            return RowAnswer.Declared(Quoted.Short(context.First.Text!));
        var starts = TrainingRunCheck.Starts(context.Product);
        if (starts.IsEmpty)
            return RowAnswer.Declared($"{Quoted.Short(context.First.Text!)}, and {TrainingRunCheck.Unknown}");
        ImmutableArray<ProductMethod> training = [.. context.Product.Facts!.Graph.Reach(starts)];
        var used = named.FirstOrDefault(trainer => training.SelectMany(method => method.Calls)
            .Any(call => call.Name.Contains(trainer) || call.Type.Contains(trainer)));
        return used is not null
            ? RowAnswer.Proven($"the training uses {used}")
            : RowAnswer.Declared($"{Quoted.Short(context.First.Text!)}, which the training does not show") with
            {
                Notice = Problem.Failed(
                    $"the manifest says {string.Join(" or ", named)}, and the training uses none of it", "Correct the one that is wrong.",
                    context.First.Span),
            };
    }
}
