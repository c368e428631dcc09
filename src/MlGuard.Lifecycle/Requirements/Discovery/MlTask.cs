using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Requirements.Discovery;

/// <summary>A kind of machine learning, and the ML.NET catalogs that serve it; none when ML.NET has no catalog of its own for it.</summary>
internal sealed record MlTask(string Name, ImmutableArray<string> Catalogs)
{
    private const string Context = "Microsoft.ML.MLContext";
    private const string Auto = "Microsoft.ML.AutoML.AutoCatalog";
    private const string TimeSeries = "Microsoft.ML.TimeSeriesCatalog";

    /// <summary>The trainers of a catalog, got from it or passed to a member that makes one.</summary>
    private static readonly Regex s_trainers = new(
        @"^Microsoft\.ML\.(\w+)Catalog::get_Trainers\(|\bMicrosoft\.ML\.(\w+)Catalog\+\w+Trainers\b", RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>Members of other catalogs that train, by the start of their names.</summary>
    private static readonly ImmutableArray<(string Type, string Start, string Catalog)> s_training =
    [
        (Auto, "CreateBinaryClassification", "BinaryClassification"),
        (Auto, "CreateMulticlassClassification", "MulticlassClassification"),
        (Auto, "CreateRegression", "Regression"),
        (Auto, "CreateRecommendation", "Recommendation"),
        (Auto, "CreateRanking", "Ranking"),
        (Auto, "BinaryClassification", "BinaryClassification"),
        (Auto, "MultiClassification", "MulticlassClassification"),
        (Auto, "Regression", "Regression"),
        (TimeSeries, "Forecast", "Forecasting"),
        (TimeSeries, "Detect", "AnomalyDetection"),
    ];

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

    /// <summary>The catalog whose trainers a call gets, is passed or makes one of; null for any other call.</summary>
    public static string? TrainerOf(Call call)
    {
        if (!call.Text.Contains("Microsoft.ML."))
            return null;
        var found = s_trainers.Match(call.Text);
        var catalog = found.Groups[1].Success ? found.Groups[1].Value : found.Groups[2].Value;
        return All.Any(task => task.Catalogs.Contains(catalog))
            ? catalog
            : s_training.FirstOrDefault(row => row.Type == call.Type && call.Name.StartsWith(row.Start, StringComparison.Ordinal)).Catalog;
    }

    /// <summary>
    /// The catalogs whose trainers some code uses. An evaluator serves several tasks, so a catalog that only the context gives counts where
    /// no trainer is known.
    /// </summary>
    public static ImmutableArray<string> CatalogsIn(IEnumerable<ProductMethod> methods)
    {
        ImmutableArray<Call> calls = [.. methods.SelectMany(method => method.Calls)];
        ImmutableArray<string> trained = [.. calls.Select(TrainerOf).OfType<string>().Distinct()];
        return trained.IsEmpty ? [.. calls.Select(call => CatalogOf(call.Type, call.Name)).OfType<string>().Distinct()] : trained;
    }
}
