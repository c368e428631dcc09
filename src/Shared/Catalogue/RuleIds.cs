namespace MlGuard.Catalogue;

/// <summary>
/// The IDs of the rules about code. A rule's name here is the stem of all that belongs to it: <c>CsvSeparatorAnalyzer</c>,
/// <c>CsvSeparatorCodeFix</c>, <c>CsvSeparatorTests</c>.
/// </summary>
internal static class RuleIds
{
    public const string CsvSeparator = "MLG1001";
    public const string LoadColumn = "MLG1002";
    public const string MemberType = "MLG1003";
    public const string SizelessFeature = "MLG1004";
    public const string DeferredSource = "MLG1005";
    public const string ReusedRow = "MLG1006";
    public const string RecomputedRows = "MLG1007";
    public const string ColumnMismatch = "MLG1010";
    public const string TrainerColumn = "MLG1011";
    public const string UnfilledPrediction = "MLG1012";
    public const string LabelAmongFeatures = "MLG1013";
    public const string LabelMappedBack = "MLG1014";
    public const string CultureOfFeatures = "MLG1020";
    public const string UnknownModelName = "MLG1030";
    public const string TensorElementType = "MLG1031";
    public const string TensorShape = "MLG1032";
    public const string UnloadableModel = "MLG1033";
    public const string LoaderContradiction = "MLG1040";
    public const string UnmarkedGaps = "MLG1041";
    public const string MappingSideEffect = "MLG1042";
    public const string PositionalScore = "MLG1043";

    public const string RacingTrainer = "MLG2001";
    public const string UnseededContext = "MLG2002";
    public const string UnregisteredModule = "MLG2010";
    public const string KeptGradients = "MLG2011";
    public const string StaleOptimizer = "MLG2012";
    public const string LossInput = "MLG2013";
    public const string FunctionalDropout = "MLG2014";
    public const string UnscopedTensors = "MLG2015";
    public const string EscapedTensor = "MLG2016";
    public const string DiscardedScope = "MLG2017";
    public const string AwaitInScope = "MLG2018";
    public const string NetworkShape = "MLG2019";
    public const string UnsavableMapping = "MLG2020";
    public const string DiscardedResult = "MLG2021";
    public const string DisposedBatch = "MLG2022";
    public const string LostPreparation = "MLG2023";
    public const string TwicePrepared = "MLG2024";
    public const string DoubleInput = "MLG2025";
    public const string TwoDevices = "MLG2026";
    public const string LabelType = "MLG2027";
    public const string StepOrder = "MLG2028";
    public const string BackwardTwice = "MLG2029";
    public const string UnusedGradients = "MLG2030";
    public const string ItemType = "MLG2031";

    public const string TrainingDataEvaluation = "MLG3001";
    public const string FittedBeforeSplit = "MLG3002";
    public const string SplitByLabel = "MLG3003";
    public const string NonCalibratedEvaluation = "MLG3004";
    public const string TestSetChooses = "MLG3005";
    public const string UnevaluatedModel = "MLG3006";
    public const string RawFeatures = "MLG3007";
    public const string SplitGroups = "MLG3008";
    public const string TestFraction = "MLG3009";
    public const string TrainingMode = "MLG3010";
    public const string ArbitraryFold = "MLG3011";
    public const string ShuffledTime = "MLG3012";
    public const string TrackedInference = "MLG3013";

    public const string SharedPredictionEngine = "MLG4001";
    public const string EnginePerCall = "MLG4002";
    public const string DisposedModel = "MLG4003";
    public const string SessionPerCall = "MLG4010";
    public const string UndisposedResult = "MLG4011";
    public const string OutlivingView = "MLG4012";
    public const string TensorIndexer = "MLG4013";
    public const string RiskyAsyncRun = "MLG4014";
    public const string MachinePath = "MLG4020";
    public const string RelativeModelPath = "MLG4021";
    public const string UndeployedModel = "MLG4022";
    public const string SharedHistory = "MLG4030";
    public const string UninvokedTools = "MLG4031";
    public const string NamelessTool = "MLG4032";
    public const string MissingAnswer = "MLG4033";
    public const string RepeatedPlugin = "MLG4034";
    public const string KernellessChoice = "MLG4035";
    public const string UndescribedTool = "MLG4036";
    public const string VectorSize = "MLG4037";
    public const string GrowingHistory = "MLG4038";
    public const string SharedSession = "MLG4039";
    public const string UnpassedSettings = "MLG4040";
    public const string UnaddedPlugin = "MLG4041";
    public const string BrokenToolCalls = "MLG4042";
    public const string ForgetfulConversation = "MLG4043";
    public const string UnderminedModel = "MLG4044";
    public const string RawPrompt = "MLG4045";
    public const string EmbeddingPerItem = "MLG4047";

    public const string UnguardedPrediction = "MLG5001";
    public const string HiddenFailure = "MLG5002";
    public const string GpuWithoutFallback = "MLG5003";
    public const string UncheckedResult = "MLG5004";
    public const string UncheckedContent = "MLG5005";
    public const string UncancellableCall = "MLG5006";
    public const string UnboundedAnswer = "MLG5007";
    public const string EndlessLoop = "MLG5008";
    public const string HandParsedAnswer = "MLG5009";
    public const string ComparedAnswer = "MLG5010";

    public const string UnobservedPrediction = "MLG6001";
    public const string VersionlessHook = "MLG6002";
    public const string UntracedPipeline = "MLG6003";
    public const string TemplateText = "MLG7001";
    public const string ParsedPrompt = "MLG7002";
    public const string UntrustedInstructions = "MLG7003";
    public const string LiteralKey = "MLG7004";
    public const string SensitiveTelemetry = "MLG7005";

    public const string DownloadedModel = "MLG7006";
    public const string UnpinnedNativeCode = "MLG7007";
    public const string ExecutedAnswer = "MLG7008";
    public const string TrustedToolArgument = "MLG7009";
    public const string DisabledApproval = "MLG7010";
    public const string UnattendedTool = "MLG7011";
    public const string MislabelledTool = "MLG7012";
    public const string OpenEndpoint = "MLG7013";
    public const string LoggedPrompt = "MLG7014";
    public const string ForeignInstructions = "MLG7015";

    public const string UndeclaredModel = "MLG8001";
    public const string UndocumentedContract = "MLG8002";
    public const string FloatingModel = "MLG8003";
    public const string UnevaluatedPrompt = "MLG8004";
    public const string UnassertedPipelineTest = "MLG8010";
    public const string UnrepeatableMetric = "MLG8011";
    public const string UntestedPipeline = "MLG8012";
}
