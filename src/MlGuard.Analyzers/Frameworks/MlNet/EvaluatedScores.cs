namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>Of which shape the score is that each catalog evaluates; a test asks ML.NET.</summary>
internal static class EvaluatedScores
{
    private static readonly ImmutableArray<(string Catalog, string Task, Shapes Shape)> s_all =
    [
        (MlNetTypes.BinaryClassificationCatalog, "binary classification", Shapes.Scalar),
        (MlNetTypes.RegressionCatalog, "regression", Shapes.Scalar),
        (MlNetTypes.RankingCatalog, "ranking", Shapes.Scalar),
        (MlNetTypes.AnomalyDetectionCatalog, "anomaly detection", Shapes.Scalar),
        (MlNetTypes.MulticlassClassificationCatalog, "multiclass classification", Shapes.Vector),
        (MlNetTypes.ClusteringCatalog, "clustering", Shapes.Vector),
    ];

    /// <summary>What the evaluation of a catalog wants; null for another type.</summary>
    public static (string Task, ColumnType Score)? Of(ITypeSymbol catalog, MlSymbols symbols)
    {
        foreach (var (name, task, shape) in s_all)
        {
            if (symbols.Is(catalog, name))
                return (task, ColumnType.Of(ItemKinds.Single, shape));
        }

        return null;
    }
}
