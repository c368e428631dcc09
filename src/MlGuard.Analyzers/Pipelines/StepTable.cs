namespace MlGuard.Analyzers.Pipelines;

/// <summary>
/// Every public method that makes a transform or trainer, read off Microsoft.ML, .FastTree, .LightGbm, .ImageAnalytics and .OnnxTransformer
/// 5.0.1. A test holds the table against those assemblies, and what it says against their own <c>GetOutputSchema</c>.
/// </summary>
internal static class StepTable
{
    private const string Conversions = "Microsoft.ML.ConversionsExtensionsCatalog";
    private const string Columns = "Microsoft.ML.TransformExtensionsCatalog";
    private const string Extensions = "Microsoft.ML.ExtensionsCatalog";
    private const string Features = "Microsoft.ML.FeatureSelectionCatalog";
    private const string Normalization = "Microsoft.ML.NormalizationCatalog";
    private const string Categorical = "Microsoft.ML.CategoricalCatalog";
    private const string Text = "Microsoft.ML.TextCatalog";
    private const string Images = "Microsoft.ML.ImageEstimatorsCatalog";
    private const string Chains = "Microsoft.ML.LearningPipelineExtensions";
    private const string Standard = "Microsoft.ML.StandardTrainersCatalog";
    private const string Trees = "Microsoft.ML.TreeExtensions";
    private const string LightGbm = "Microsoft.ML.LightGbmExtensions";
    private const string Calibrators = "Microsoft.ML.BinaryClassificationCatalog+CalibratorsCatalog";

    private const string Binary = "Microsoft.ML.BinaryClassificationCatalog+BinaryClassificationTrainers";
    private const string Multiclass = "Microsoft.ML.MulticlassClassificationCatalog+MulticlassClassificationTrainers";
    private const string Regression = "Microsoft.ML.RegressionCatalog+RegressionTrainers";
    private const string Ranking = "Microsoft.ML.RankingCatalog+RankingTrainers";
    private const string Clustering = "Microsoft.ML.ClusteringCatalog+ClusteringTrainers";
    private const string Anomaly = "Microsoft.ML.AnomalyDetectionCatalog+AnomalyDetectionTrainers";

    private static readonly ColumnType s_text = new(ItemKinds.Text, Shapes.Any, Keyness.Any);
    private static readonly ColumnType s_texts = new(ItemKinds.Text, Shapes.AnyVector, Keyness.Any);
    private static readonly ColumnType s_standard = new(ItemKinds.Standard, Shapes.Any, Keyness.Any);
    private static readonly ColumnType s_reals = new(ItemKinds.Real, Shapes.Any, Keyness.Any);
    private static readonly ColumnType s_floatVector = new(ItemKinds.Single, Shapes.Vector, Keyness.Any);
    private static readonly ColumnType s_hashable = new(ItemKinds.Number | ItemKinds.Boolean | ItemKinds.Text | ItemKinds.RowId, Shapes.Any, Keyness.Any);
    private static readonly ColumnType s_normalizable = new(ItemKinds.Real, Shapes.Fixed, Keyness.Any);
    private static readonly ColumnType s_image = new(ItemKinds.Image, Shapes.Scalar, Keyness.Any);
    private static readonly ColumnType s_ngramKeys = new((ItemKinds.Number & ~ItemKinds.UInt64), Shapes.AnyVector, Keyness.Key);

    private static readonly Makes s_floats = new(ItemKinds.Single, MadeShape.Vector);
    private static readonly Makes s_floatsOrVariable = new(ItemKinds.Single, MadeShape.VectorOrVariable);

    /// <summary>Methods that make an estimator and have no row, with the reason.</summary>
    public static ImmutableDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Chains + ".Append"] = "It joins estimators and is none itself: the interpreter follows it.",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public static ImmutableArray<StepRow> All { get; } =
    [
        .. OfColumns(), .. OfConversions(), .. OfNormalization(), .. OfText(), .. OfImages(), .. OfOthers(),
        .. OfStandardTrainers(), .. OfTreeTrainers(), .. OfCalibrators(),
    ];

    private static IEnumerable<StepRow> OfColumns() =>
    [
        new(Columns, "CopyColumns", StepForm.OneToOne) { KeepsOrigin = true },
        new(Columns, "Concatenate", StepForm.ManyToOne) { Wants = new(ItemKinds.Any, Shapes.Any, Keyness.Value), Makes = new(null, MadeShape.VectorOrVariable) },
        new(Columns, "DropColumns", StepForm.Drop),
        new(Columns, "SelectColumns", StepForm.Select),
        new(Chains, "AppendCacheCheckpoint", StepForm.Nothing),
        new(Chains, "WithOnFitDelegate", StepForm.Nothing),
    ];

    private static IEnumerable<StepRow> OfConversions() =>
    [
        new(Conversions, "Hash", StepForm.OneToOne) { Wants = s_hashable, Makes = new(ItemKinds.UInt32, MadeShape.Same, Keyness.Key), KeepsOrigin = true },
        new(Conversions, "ConvertType", StepForm.OneToOne) { Wants = s_standard, Makes = new(ItemKinds.Single, MadeShape.Same, Keyness.Value, MadeKeyValues.Same), KeepsOrigin = true },
        new(Conversions, "MapKeyToValue", StepForm.OneToOne) { Wants = new(ItemKinds.Any, Shapes.Any, Keyness.Key), Makes = new(ItemKinds.Any, MadeShape.Same, Keyness.Any, MadeKeyValues.Unknown), KeepsOrigin = true },
        new(Conversions, "MapKeyToVector", StepForm.OneToOne) { Wants = s_standard, Makes = s_floatsOrVariable, KeepsOrigin = true },
        new(Conversions, "MapValueToKey", StepForm.OneToOne) { Wants = s_standard, Makes = new(ItemKinds.UInt32, MadeShape.Same, Keyness.Key, MadeKeyValues.OfItems), Learns = true, KeepsOrigin = true },
        new(Conversions, "MapValue", StepForm.OneToOne) { Makes = Makes.Unknown, KeepsOrigin = true },
        new("Microsoft.ML.ConversionsCatalog", "MapKeyToBinaryVector", StepForm.OneToOne) { Wants = s_standard, Makes = s_floatsOrVariable, KeepsOrigin = true },
        new(Categorical, "OneHotEncoding", StepForm.OneToOne) { Wants = s_standard, Makes = s_floatsOrVariable, Learns = true, KeepsOrigin = true },
        new(Categorical, "OneHotHashEncoding", StepForm.OneToOne) { Wants = s_hashable, Makes = s_floatsOrVariable, KeepsOrigin = true },
    ];

    private static IEnumerable<StepRow> OfNormalization() =>
    [
        .. new[] { "NormalizeMinMax", "NormalizeMeanVariance", "NormalizeLogMeanVariance", "NormalizeBinning", "NormalizeSupervisedBinning", "NormalizeRobustScaling" }
            .Select(method => new StepRow(Normalization, method, StepForm.OneToOne)
            {
                Wants = s_normalizable, Makes = new(null, MadeShape.Same, Keys: null), Learns = true, KeepsOrigin = true,
            }),
        new(Normalization, "NormalizeLpNorm", StepForm.OneToOne) { Wants = s_floatVector, Makes = new(null, MadeShape.Same), KeepsOrigin = true },
        new(Normalization, "NormalizeGlobalContrast", StepForm.OneToOne) { Wants = s_floatVector, Makes = new(null, MadeShape.Same), KeepsOrigin = true },
    ];

    private static IEnumerable<StepRow> OfText() =>
    [
        new(Text, "FeaturizeText", StepForm.ManyToOne) { Wants = s_text, Makes = s_floats, Learns = true },
        new(Text, "TokenizeIntoCharactersAsKeys", StepForm.OneToOne) { Wants = s_text, Makes = new(ItemKinds.UInt16, MadeShape.VariableVector, Keyness.Key, MadeKeyValues.Text) },
        new(Text, "NormalizeText", StepForm.OneToOne) { Wants = s_text, Makes = new(null, MadeShape.ScalarOrVariable) },
        new(Text, "ApplyWordEmbedding", StepForm.OneToOne) { Wants = s_texts, Makes = s_floats },
        new(Text, "TokenizeIntoWords", StepForm.OneToOne) { Wants = s_text, Makes = new(null, MadeShape.VariableVector) },
        new(Text, "ProduceNgrams", StepForm.OneToOne) { Wants = s_ngramKeys, Makes = s_floats, Learns = true },
        new(Text, "RemoveDefaultStopWords", StepForm.OneToOne) { Wants = s_texts, Makes = new(ItemKinds.Text, MadeShape.VariableVector) },
        new(Text, "RemoveStopWords", StepForm.OneToOne) { Wants = s_texts, Makes = new(ItemKinds.Text, MadeShape.VariableVector) },
        new(Text, "ProduceWordBags", StepForm.ManyToOne) { Wants = s_text, Makes = s_floats, Learns = true },
        new(Text, "ProduceHashedWordBags", StepForm.ManyToOne) { Wants = s_text, Makes = s_floats },
        new(Text, "ProduceHashedNgrams", StepForm.ManyToOne) { Wants = s_ngramKeys, Makes = s_floats },
        new(Text, "LatentDirichletAllocation", StepForm.OneToOne) { Wants = new(ItemKinds.Single, Shapes.AnyVector, Keyness.Any), Makes = s_floats, Learns = true },
    ];

    private static IEnumerable<StepRow> OfImages() =>
    [
        new(Images, "LoadImages", StepForm.OneToOne) { Wants = new(ItemKinds.Text, Shapes.Scalar, Keyness.Any), Makes = new(ItemKinds.Image, MadeShape.Scalar) },
        new(Images, "LoadRawImageBytes", StepForm.OneToOne) { Wants = new(ItemKinds.Text, Shapes.Scalar, Keyness.Any), Makes = new(ItemKinds.Byte, MadeShape.VariableVector) },
        new(Images, "ConvertToGrayscale", StepForm.OneToOne) { Wants = s_image },
        new(Images, "ResizeImages", StepForm.OneToOne) { Wants = s_image, Makes = new(ItemKinds.Image, MadeShape.Scalar) },
        new(Images, "ExtractPixels", StepForm.OneToOne) { Wants = s_image, Makes = s_floats },
        new(Images, "ConvertToImage", StepForm.OneToOne) { Wants = new(ItemKinds.Real | ItemKinds.Byte, Shapes.Vector, Keyness.Any), Makes = new(ItemKinds.Image, MadeShape.Scalar) },
        new("Microsoft.ML.OnnxCatalog", "ApplyOnnxModel", StepForm.Model),
        new("Microsoft.ML.OnnxCatalog", "DnnFeaturizeImage", StepForm.Opaque),
    ];

    private static IEnumerable<StepRow> OfOthers() =>
    [
        new(Extensions, "IndicateMissingValues", StepForm.OneToOne) { Wants = s_reals, Makes = new(ItemKinds.Boolean, MadeShape.Same) },
        new(Extensions, "ReplaceMissingValues", StepForm.OneToOne) { Wants = s_reals, Makes = new(null, MadeShape.Same), Learns = true, KeepsOrigin = true },
        new(Features, "SelectFeaturesBasedOnMutualInformation", StepForm.OneToOne)
        {
            Wants = new(ItemKinds.Real | ItemKinds.Int32 | ItemKinds.Boolean, Shapes.Fixed, Keyness.Any), Makes = new(null, MadeShape.Same), Learns = true, KeepsOrigin = true,
            WantsLabel = new(ItemKinds.Real | ItemKinds.Int32 | ItemKinds.Boolean | ItemKinds.Unsigned, Shapes.Any, Keyness.Any),
        },
        new(Features, "SelectFeaturesBasedOnCount", StepForm.OneToOne)
        {
            Wants = new(ItemKinds.Real | ItemKinds.Text, Shapes.Fixed, Keyness.Any), Makes = new(null, MadeShape.Same), Learns = true, KeepsOrigin = true,
        },
        new("Microsoft.ML.KernelExpansionCatalog", "ApproximatedKernelMap", StepForm.OneToOne) { Wants = s_floatVector, Makes = s_floats, KeepsOrigin = true, IsRandom = true },
        new("Microsoft.ML.PcaCatalog", "ProjectToPrincipalComponents", StepForm.OneToOne) { Wants = s_floatVector, Makes = s_floats, Learns = true, KeepsOrigin = true, IsRandom = true },
        new("Microsoft.ML.ExpressionCatalog", "Expression", StepForm.ManyToOne) { Makes = Makes.Unknown },
        new("Microsoft.ML.CustomMappingCatalog", "CustomMapping", StepForm.CustomMapping),
        new("Microsoft.ML.CustomMappingCatalog", "StatefulCustomMapping", StepForm.CustomMapping),
        new("Microsoft.ML.ExplainabilityCatalog", "CalculateFeatureContribution", StepForm.Opaque),
        .. new[] { "PretrainTreeEnsemble", "FastForestRegression", "FastTreeRegression", "FastForestBinary", "FastTreeBinary", "FastTreeRanking", "FastTreeTweedie" }
            .Select(kind => new StepRow(Trees, "FeaturizeBy" + kind, StepForm.Opaque) { Learns = kind != "PretrainTreeEnsemble" }),
    ];

    private static IEnumerable<StepRow> OfStandardTrainers() =>
    [
        Trainer("Microsoft.ML.FactorizationMachineExtensions", "FieldAwareFactorizationMachine", Binary, TrainerTask.Binary),
        Trainer(Standard, "SgdCalibrated", Binary, TrainerTask.Binary) with { WantsNormalized = true, Races = true, IsRandom = true },
        Trainer(Standard, "SgdNonCalibrated", Binary, TrainerTask.BinaryNonCalibrated) with { WantsNormalized = true, Races = true, IsRandom = true },
        Trainer(Standard, "SdcaLogisticRegression", Binary, TrainerTask.Binary) with { WantsNormalized = true, Races = true, IsRandom = true },
        Trainer(Standard, "SdcaNonCalibrated", Binary, TrainerTask.BinaryNonCalibrated) with { WantsNormalized = true, Races = true, IsRandom = true },
        Trainer(Standard, "AveragedPerceptron", Binary, TrainerTask.BinaryNonCalibrated) with { WantsNormalized = true },
        Trainer(Standard, "LbfgsLogisticRegression", Binary, TrainerTask.Binary) with { WantsNormalized = true },
        Trainer(Standard, "LinearSvm", Binary, TrainerTask.BinaryNonCalibrated) with { WantsNormalized = true },
        Trainer(Standard, "LdSvm", Binary, TrainerTask.BinaryNonCalibrated) with { WantsNormalized = true },
        Trainer(Standard, "Prior", Binary, TrainerTask.Binary),
        Trainer(Standard, "Sdca", Regression, TrainerTask.Regression) with { WantsNormalized = true, Races = true, IsRandom = true },
        Trainer(Standard, "OnlineGradientDescent", Regression, TrainerTask.Regression) with { WantsNormalized = true },
        Trainer(Standard, "LbfgsPoissonRegression", Regression, TrainerTask.Regression) with { WantsNormalized = true },
        Trainer(Standard, "SdcaMaximumEntropy", Multiclass, TrainerTask.Multiclass) with { WantsNormalized = true, Races = true, IsRandom = true },
        Trainer(Standard, "SdcaNonCalibrated", Multiclass, TrainerTask.Multiclass) with { WantsNormalized = true, Races = true, IsRandom = true },
        Trainer(Standard, "LbfgsMaximumEntropy", Multiclass, TrainerTask.Multiclass) with { WantsNormalized = true },
        Trainer(Standard, "NaiveBayes", Multiclass, TrainerTask.Multiclass),
        Trainer(Standard, "OneVersusAll", Multiclass, TrainerTask.Multiclass),
        Trainer(Standard, "PairwiseCoupling", Multiclass, TrainerTask.Multiclass),
        Trainer("Microsoft.ML.KMeansClusteringExtensions", "KMeans", Clustering, TrainerTask.Clustering) with { WantsNormalized = true, IsRandom = true },
        Trainer("Microsoft.ML.PcaCatalog", "RandomizedPca", Anomaly, TrainerTask.Anomaly) with { WantsNormalized = true, IsRandom = true },
    ];

    private static IEnumerable<StepRow> OfTreeTrainers() =>
    [
        Trainer(Trees, "FastTree", Regression, TrainerTask.Regression),
        Trainer(Trees, "FastTree", Binary, TrainerTask.Binary),
        Trainer(Trees, "FastTree", Ranking, TrainerTask.Ranking),
        Trainer(Trees, "Gam", Binary, TrainerTask.Binary),
        Trainer(Trees, "Gam", Regression, TrainerTask.Regression),
        Trainer(Trees, "FastTreeTweedie", Regression, TrainerTask.Regression),
        Trainer(Trees, "FastForest", Regression, TrainerTask.Regression),
        Trainer(Trees, "FastForest", Binary, TrainerTask.BinaryNonCalibrated),
        Trainer(LightGbm, "LightGbm", Regression, TrainerTask.Regression),
        Trainer(LightGbm, "LightGbm", Binary, TrainerTask.Binary),
        Trainer(LightGbm, "LightGbm", Ranking, TrainerTask.Ranking),
        Trainer(LightGbm, "LightGbm", Multiclass, TrainerTask.Multiclass),
    ];

    private static IEnumerable<StepRow> OfCalibrators() =>
    [
        new(Calibrators, "Naive", StepForm.Calibrator),
        new(Calibrators, "Platt", StepForm.Calibrator),
        new(Calibrators, "Isotonic", StepForm.Calibrator),
    ];

    private static StepRow Trainer(string type, string method, string catalog, TrainerTask task) =>
        new(type, method, StepForm.Trainer) { Catalog = catalog, Task = task, Learns = true };
}
