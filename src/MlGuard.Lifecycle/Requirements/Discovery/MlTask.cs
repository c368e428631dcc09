namespace MlGuard.Lifecycle.Requirements.Discovery;

/// <summary>A kind of machine learning, and the ML.NET catalogs that serve it; none when ML.NET has no catalog of its own for it.</summary>
internal sealed record MlTask(string Name, ImmutableArray<string> Catalogs)
{
    private const string Context = "Microsoft.ML.MLContext";

    public static ImmutableArray<MlTask> All { get; } =
    [
        new("binary-classification", ["BinaryClassification"]),
        new("multiclass-classification", ["MulticlassClassification"]),
        new("regression", ["Regression"]),
        new("ranking", ["Ranking"]),
        new("clustering", ["Clustering"]),
        new("anomaly-detection", ["AnomalyDetection"]),
        new("forecasting", ["Forecasting", "Regression"]),
        new("recommendation", ["Recommendation", "Regression", "Ranking"]),
        new("image-classification", ["MulticlassClassification", "BinaryClassification"]),
        new("text-classification", ["MulticlassClassification", "BinaryClassification"]),
        new("named-entity-recognition", ["MulticlassClassification"]),
        new("question-answering", ["MulticlassClassification"]),
        new("sentence-similarity", ["Regression"]),
        new("object-detection", ["MulticlassClassification"]),
        new("dimensionality-reduction", []),
        new("text-generation", []),
        new("embedding", []),
        new("speech-recognition", []),
        new("reinforcement-learning", []),
    ];

    public static ImmutableArray<string> Names { get; } = [.. All.Select(task => task.Name)];

    /// <summary>The getter on <c>MLContext</c> through which code says which task it solves.</summary>
    public static string? CatalogOf(string type, string member) =>
        type == Context
            && member.StartsWith("get_", StringComparison.Ordinal)
            && All.Any(task => task.Catalogs.Contains(member.Substring(4)))
            ? member.Substring(4)
            : null;
}
