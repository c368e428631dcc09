namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>
/// Every public method that makes a transform or trainer, read off Microsoft.ML, .FastTree, .LightGbm, .ImageAnalytics and .OnnxTransformer
/// 5.0.1. A test holds the table against those assemblies, and what it says against their own <c>GetOutputSchema</c>.
/// </summary>
internal static class StepTable
{
    private const string Conversions = MlNetTypes.ConversionsExtensionsCatalog;
    private const string Columns = MlNetTypes.TransformExtensionsCatalog;
    private const string Extensions = MlNetTypes.ExtensionsCatalog;
    private const string Features = MlNetTypes.FeatureSelectionCatalog;
    private const string Normalization = MlNetTypes.NormalizationCatalog;
    private const string Categorical = MlNetTypes.CategoricalCatalog;
    private const string Text = MlNetTypes.TextCatalog;
    private const string Images = MlNetTypes.ImageEstimatorsCatalog;
    private const string Chains = MlNetTypes.LearningPipelineExtensions;
    private const string Standard = MlNetTypes.StandardTrainersCatalog;
    private const string Trees = MlNetTypes.TreeExtensions;
    private const string LightGbm = MlNetTypes.LightGbmExtensions;
    private const string Calibrators = MlNetTypes.CalibratorsCatalog;

    private const string Binary = MlNetTypes.BinaryClassificationTrainers;
    private const string Multiclass = MlNetTypes.MulticlassClassificationTrainers;
    private const string Regression = MlNetTypes.RegressionTrainers;
    private const string Ranking = MlNetTypes.RankingTrainers;
    private const string Clustering = MlNetTypes.ClusteringTrainers;
    private const string Anomaly = MlNetTypes.AnomalyDetectionTrainers;

    private static readonly ColumnType s_text = new(ItemKinds.Text, Shapes.Any, KeyKinds.Any);
    private static readonly ColumnType s_texts = new(ItemKinds.Text, Shapes.AnyVector, KeyKinds.Any);
    private static readonly ColumnType s_standard = new(ItemKinds.Standard, Shapes.Any, KeyKinds.Any);
    private static readonly ColumnType s_reals = new(ItemKinds.Real, Shapes.Any, KeyKinds.Any);
    private static readonly ColumnType s_floatVector = new(ItemKinds.Single, Shapes.Vector, KeyKinds.Any);
    private static readonly ColumnType s_hashable = new(
        ItemKinds.Number | ItemKinds.Boolean | ItemKinds.Text | ItemKinds.RowId, Shapes.Any, KeyKinds.Any);
    private static readonly ColumnType s_normalizable = new(ItemKinds.Real, Shapes.Fixed, KeyKinds.Any);
    private static readonly ColumnType s_image = new(ItemKinds.Image, Shapes.Scalar, KeyKinds.Any);
    private static readonly ColumnType s_ngramKeys = new((ItemKinds.Number & ~ItemKinds.UInt64), Shapes.AnyVector, KeyKinds.Key);

    private static readonly StepOutput s_floats = new(ItemKinds.Single, OutputShape.Vector);
    private static readonly StepOutput s_floatsOrVariable = new(ItemKinds.Single, OutputShape.VectorOrVariable);

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
        new(
            Columns, "Concatenate", StepForm.ManyToOne) {
                Wants = new(ItemKinds.Any, Shapes.Any, KeyKinds.Value), Output = new(null, OutputShape.VectorOrVariable) },
        new(Columns, "DropColumns", StepForm.Drop),
        new(Columns, "SelectColumns", StepForm.Select),
        new(Chains, "AppendCacheCheckpoint", StepForm.Nothing),
        new(Chains, "WithOnFitDelegate", StepForm.Nothing),
    ];

    private static IEnumerable<StepRow> OfConversions() =>
    [
        new(
            Conversions, "Hash", StepForm.OneToOne) {
                Wants = s_hashable, Output = new(ItemKinds.UInt32, OutputShape.Same, KeyKinds.Key), KeepsOrigin = true },
        new(
            Conversions, "ConvertType", StepForm.OneToOne) {
                Wants = s_standard, Output = new(
                    ItemKinds.Single, OutputShape.Same, KeyKinds.Value, OutputKeyValues.Same), KeepsOrigin = true },
        new(
            Conversions, "MapKeyToValue", StepForm.OneToOne) {
                Wants = new(
                    ItemKinds.Any, Shapes.Any, KeyKinds.Key), Output = new(
                        ItemKinds.Any, OutputShape.Same, KeyKinds.Any, OutputKeyValues.Unknown), KeepsOrigin = true },
        new(Conversions, "MapKeyToVector", StepForm.OneToOne) { Wants = s_standard, Output = s_floatsOrVariable, KeepsOrigin = true },
        new(
            Conversions, "MapValueToKey", StepForm.OneToOne) {
                Wants = s_standard, Output = new(
                    ItemKinds.UInt32, OutputShape.Same, KeyKinds.Key, OutputKeyValues.OfItems), Learns = true, KeepsOrigin = true },
        new(Conversions, "MapValue", StepForm.OneToOne) { Output = StepOutput.Unknown, KeepsOrigin = true },
        new(
            MlNetTypes.ConversionsCatalog, "MapKeyToBinaryVector", StepForm.OneToOne) {
                Wants = s_standard, Output = s_floatsOrVariable, KeepsOrigin = true },
        new(
            Categorical, "OneHotEncoding", StepForm.OneToOne) {
                Wants = s_standard, Output = s_floatsOrVariable, Learns = true, KeepsOrigin = true },
        new(Categorical, "OneHotHashEncoding", StepForm.OneToOne) { Wants = s_hashable, Output = s_floatsOrVariable, KeepsOrigin = true },
    ];

    private static IEnumerable<StepRow> OfNormalization() =>
    [
        .. new[] {
            "NormalizeMinMax", "NormalizeMeanVariance", "NormalizeLogMeanVariance", "NormalizeBinning", "NormalizeSupervisedBinning",
            "NormalizeRobustScaling" }
            .Select(method => new StepRow(Normalization, method, StepForm.OneToOne)
            {
                Wants = s_normalizable, Output = new(null, OutputShape.Same, Keys: null), Learns = true, KeepsOrigin = true,
            }),
        new(
            Normalization, "NormalizeLpNorm", StepForm.OneToOne) {
                Wants = s_floatVector, Output = new(null, OutputShape.Same), KeepsOrigin = true },
        new(
            Normalization, "NormalizeGlobalContrast", StepForm.OneToOne) {
                Wants = s_floatVector, Output = new(null, OutputShape.Same), KeepsOrigin = true },
    ];

    private static IEnumerable<StepRow> OfText() =>
    [
        new(Text, "FeaturizeText", StepForm.ManyToOne) { Wants = s_text, Output = s_floats, Learns = true },
        new(
            Text, "TokenizeIntoCharactersAsKeys", StepForm.OneToOne) {
                Wants = s_text, Output = new(ItemKinds.UInt16, OutputShape.VariableVector, KeyKinds.Key, OutputKeyValues.Text) },
        new(Text, "NormalizeText", StepForm.OneToOne) { Wants = s_text, Output = new(null, OutputShape.ScalarOrVariable) },
        new(Text, "ApplyWordEmbedding", StepForm.OneToOne) { Wants = s_texts, Output = s_floats },
        new(Text, "TokenizeIntoWords", StepForm.OneToOne) { Wants = s_text, Output = new(null, OutputShape.VariableVector) },
        new(Text, "ProduceNgrams", StepForm.OneToOne) { Wants = s_ngramKeys, Output = s_floats, Learns = true },
        new(
            Text, "RemoveDefaultStopWords", StepForm.OneToOne) {
                Wants = s_texts, Output = new(ItemKinds.Text, OutputShape.VariableVector) },
        new(Text, "RemoveStopWords", StepForm.OneToOne) { Wants = s_texts, Output = new(ItemKinds.Text, OutputShape.VariableVector) },
        new(Text, "ProduceWordBags", StepForm.ManyToOne) { Wants = s_text, Output = s_floats, Learns = true },
        new(Text, "ProduceHashedWordBags", StepForm.ManyToOne) { Wants = s_text, Output = s_floats },
        new(Text, "ProduceHashedNgrams", StepForm.ManyToOne) { Wants = s_ngramKeys, Output = s_floats },
        new(
            Text, "LatentDirichletAllocation", StepForm.OneToOne) {
                Wants = new(ItemKinds.Single, Shapes.AnyVector, KeyKinds.Any), Output = s_floats, Learns = true },
    ];

    private static IEnumerable<StepRow> OfImages() =>
    [
        new(
            Images, "LoadImages", StepForm.OneToOne) {
                Wants = new(ItemKinds.Text, Shapes.Scalar, KeyKinds.Any), Output = new(ItemKinds.Image, OutputShape.Scalar) },
        new(
            Images, "LoadRawImageBytes", StepForm.OneToOne) {
                Wants = new(ItemKinds.Text, Shapes.Scalar, KeyKinds.Any), Output = new(ItemKinds.Byte, OutputShape.VariableVector) },
        new(Images, "ConvertToGrayscale", StepForm.OneToOne) { Wants = s_image },
        new(Images, "ResizeImages", StepForm.OneToOne) { Wants = s_image, Output = new(ItemKinds.Image, OutputShape.Scalar) },
        new(Images, "ExtractPixels", StepForm.OneToOne) { Wants = s_image, Output = s_floats },
        new(
            Images, "ConvertToImage", StepForm.OneToOne) {
                Wants = new(
                    ItemKinds.Real | ItemKinds.Byte, Shapes.Vector, KeyKinds.Any), Output = new(ItemKinds.Image, OutputShape.Scalar) },
        new(MlNetTypes.OnnxCatalog, "ApplyOnnxModel", StepForm.Model),
        new(MlNetTypes.OnnxCatalog, "DnnFeaturizeImage", StepForm.Opaque),
    ];

    private static IEnumerable<StepRow> OfOthers() =>
    [
        new(Extensions, "IndicateMissingValues", StepForm.OneToOne) { Wants = s_reals, Output = new(ItemKinds.Boolean, OutputShape.Same) },
        new(
            Extensions, "ReplaceMissingValues", StepForm.OneToOne) {
                Wants = s_reals, Output = new(null, OutputShape.Same), Learns = true, KeepsOrigin = true },
        new(Features, "SelectFeaturesBasedOnMutualInformation", StepForm.OneToOne)
        {
            Wants = new(
                ItemKinds.Real | ItemKinds.Int32 | ItemKinds.Boolean, Shapes.Fixed, KeyKinds.Any), Output = new(
                    null, OutputShape.Same), Learns = true, KeepsOrigin = true,
            WantsLabel = new(ItemKinds.Real | ItemKinds.Int32 | ItemKinds.Boolean | ItemKinds.Unsigned, Shapes.Any, KeyKinds.Any),
        },
        new(Features, "SelectFeaturesBasedOnCount", StepForm.OneToOne)
        {
            Wants = new(
                ItemKinds.Real | ItemKinds.Text, Shapes.Fixed, KeyKinds.Any), Output = new(
                    null, OutputShape.Same), Learns = true, KeepsOrigin = true,
        },
        new(
            MlNetTypes.KernelExpansionCatalog, "ApproximatedKernelMap", StepForm.OneToOne) {
                Wants = s_floatVector, Output = s_floats, KeepsOrigin = true, IsRandom = true },
        new(
            MlNetTypes.PcaCatalog, "ProjectToPrincipalComponents", StepForm.OneToOne) {
                Wants = s_floatVector, Output = s_floats, Learns = true, KeepsOrigin = true, IsRandom = true },
        new(MlNetTypes.ExpressionCatalog, "Expression", StepForm.ManyToOne) { Output = StepOutput.Unknown },
        new(MlNetTypes.CustomMappingCatalog, "CustomMapping", StepForm.CustomMapping),
        new(MlNetTypes.CustomMappingCatalog, "StatefulCustomMapping", StepForm.CustomMapping),
        new(MlNetTypes.ExplainabilityCatalog, "CalculateFeatureContribution", StepForm.Opaque),
        .. new[] {
            "PretrainTreeEnsemble", "FastForestRegression", "FastTreeRegression", "FastForestBinary", "FastTreeBinary",
            "FastTreeRanking", "FastTreeTweedie" }
            .Select(kind => new StepRow(Trees, "FeaturizeBy" + kind, StepForm.Opaque) { Learns = kind != "PretrainTreeEnsemble" }),
    ];

    private static IEnumerable<StepRow> OfStandardTrainers() =>
    [
        Trainer(MlNetTypes.FactorizationMachineExtensions, "FieldAwareFactorizationMachine", Binary, TrainerTask.Binary)
            with { IsRandom = true },
        Trainer(Standard, "SgdCalibrated", Binary, TrainerTask.Binary)
            with { WantsNormalized = true, IsRandom = true, Passes = 39 },
        Trainer(Standard, "SgdNonCalibrated", Binary, TrainerTask.BinaryNonCalibrated)
            with { WantsNormalized = true, IsRandom = true, Passes = 39 },
        Trainer(Standard, "SdcaLogisticRegression", Binary, TrainerTask.Binary)
            with { WantsNormalized = true, IsRandom = true, Passes = 1_548 },
        Trainer(Standard, "SdcaNonCalibrated", Binary, TrainerTask.BinaryNonCalibrated)
            with { WantsNormalized = true, IsRandom = true, Passes = 1_548 },
        Trainer(Standard, "AveragedPerceptron", Binary, TrainerTask.BinaryNonCalibrated)
            with { WantsNormalized = true, Passes = 10, PassesEachIteration = true },
        Trainer(Standard, "LbfgsLogisticRegression", Binary, TrainerTask.Binary) with { WantsNormalized = true },
        Trainer(Standard, "LinearSvm", Binary, TrainerTask.BinaryNonCalibrated) with { WantsNormalized = true, PassesEachIteration = true },
        Trainer(Standard, "LdSvm", Binary, TrainerTask.BinaryNonCalibrated) with { WantsNormalized = true },
        Trainer(Standard, "Prior", Binary, TrainerTask.Binary),
        Trainer(Standard, "Sdca", Regression, TrainerTask.Regression)
            with { WantsNormalized = true, IsRandom = true, Passes = 680 },
        Trainer(Standard, "OnlineGradientDescent", Regression, TrainerTask.Regression)
            with { WantsNormalized = true, PassesEachIteration = true },
        Trainer(Standard, "LbfgsPoissonRegression", Regression, TrainerTask.Regression) with { WantsNormalized = true },
        Trainer(Standard, "SdcaMaximumEntropy", Multiclass, TrainerTask.Multiclass)
            with { WantsNormalized = true, IsRandom = true, Passes = 1_548 },
        Trainer(Standard, "SdcaNonCalibrated", Multiclass, TrainerTask.Multiclass)
            with { WantsNormalized = true, IsRandom = true, Passes = 1_548 },
        Trainer(Standard, "LbfgsMaximumEntropy", Multiclass, TrainerTask.Multiclass) with { WantsNormalized = true },
        Trainer(Standard, "NaiveBayes", Multiclass, TrainerTask.Multiclass),
        Trainer(Standard, "OneVersusAll", Multiclass, TrainerTask.Multiclass),
        Trainer(Standard, "PairwiseCoupling", Multiclass, TrainerTask.Multiclass),
        Trainer(MlNetTypes.KMeansClusteringExtensions, "KMeans", Clustering, TrainerTask.Clustering)
            with { WantsNormalized = true, IsRandom = true, Passes = 50 },
        Trainer(MlNetTypes.PcaCatalog, "RandomizedPca", Anomaly, TrainerTask.Anomaly) with { WantsNormalized = true, IsRandom = true },
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
