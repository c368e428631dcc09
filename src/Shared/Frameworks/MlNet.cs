namespace MlGuard.Frameworks;

/// <summary>ML.NET, read off Microsoft.ML 5.0.1.</summary>
internal static class MlNet
{
    public static Framework Framework { get; } = new(
        "ML.NET", ["Microsoft.ML.Data", "Microsoft.ML.Core", "Microsoft.ML"], IsMachineLearning: true,
    [
        new("Microsoft.ML.TextLoaderSaverCatalog", "LoadFromTextFile", Role.LoadData),
        new("Microsoft.ML.TextLoaderSaverCatalog", "CreateTextLoader", Role.LoadData),
        new("Microsoft.ML.DataOperationsCatalog", "LoadFromEnumerable", Role.LoadData),
        new("Microsoft.ML.DataOperationsCatalog", "TrainTestSplit", Role.Split),
        new("Microsoft.ML.DataOperationsCatalog", "CrossValidationSplit", Role.Split),
        new("Microsoft.ML.ModelOperationsCatalog", "Load", Role.LoadModel, "filePath"),
        new("Microsoft.ML.ModelOperationsCatalog", "LoadWithDataLoader", Role.LoadModel, "filePath"),
        new("Microsoft.ML.ModelOperationsCatalog", "Save", Role.SaveModel),
        new("Microsoft.ML.ModelOperationsCatalog", "CreatePredictionEngine", Role.CreateEngine),
        new("Microsoft.Extensions.ML.BuilderExtensions", "FromFile", Role.LoadModel),
        new("Microsoft.ML.OnnxCatalog", "ApplyOnnxModel", Role.LoadModel, "modelFile"),
        new("Microsoft.ML.OnnxExportExtensions", "ConvertToOnnx", Role.SaveModel),
        new("Microsoft.ML.IEstimator`1", "Fit", Role.Fit),
        new("Microsoft.ML.Data.EstimatorChain`1", "Fit", Role.Fit),
        new("Microsoft.ML.Trainers.TrainerEstimatorBase`2", "Fit", Role.Fit),
        new("Microsoft.ML.AutoML.ExperimentBase`2", "Execute", Role.Fit),
        new("Microsoft.ML.AutoML.AutoMLExperiment", "Run", Role.Fit),
        new("Microsoft.ML.AutoML.AutoMLExperiment", "RunAsync", Role.Fit),
        new("Microsoft.ML.ITransformer", "Transform", Role.Transform),
        new("Microsoft.ML.Data.TransformerChain`1", "Transform", Role.Transform),
        new("Microsoft.ML.PredictionEngineBase`2", "Predict", Role.Predict),
        new("Microsoft.ML.PredictionEngine`2", "Predict", Role.Predict),
        new("Microsoft.Extensions.ML.PredictionEnginePool`2", "Predict", Role.Predict),
        new("Microsoft.Extensions.ML.PredictionEnginePoolExtensions", "Predict", Role.Predict),
        new("Microsoft.ML.Transforms.TimeSeries.TimeSeriesPredictionEngine`2", "Predict", Role.Predict),
        new("Microsoft.ML.BinaryClassificationCatalog", "Evaluate*", Role.Evaluate),
        new("Microsoft.ML.BinaryClassificationCatalog", "CrossValidate*", Role.CrossValidate),
        new("Microsoft.ML.MulticlassClassificationCatalog", "Evaluate*", Role.Evaluate),
        new("Microsoft.ML.MulticlassClassificationCatalog", "CrossValidate*", Role.CrossValidate),
        new("Microsoft.ML.RegressionCatalog", "Evaluate*", Role.Evaluate),
        new("Microsoft.ML.RegressionCatalog", "CrossValidate*", Role.CrossValidate),
        new("Microsoft.ML.RankingCatalog", "Evaluate*", Role.Evaluate),
        new("Microsoft.ML.RankingCatalog", "CrossValidate*", Role.CrossValidate),
        new("Microsoft.ML.RecommendationCatalog", "Evaluate*", Role.Evaluate),
        new("Microsoft.ML.RecommendationCatalog", "CrossValidate*", Role.CrossValidate),
        new("Microsoft.ML.ClusteringCatalog", "Evaluate*", Role.Evaluate),
        new("Microsoft.ML.ClusteringCatalog", "CrossValidate*", Role.CrossValidate),
        new("Microsoft.ML.AnomalyDetectionCatalog", "Evaluate*", Role.Evaluate),
    ]);
}
