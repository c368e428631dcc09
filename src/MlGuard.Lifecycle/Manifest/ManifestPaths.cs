namespace MlGuard.Lifecycle.Manifest;

/// <summary>
/// Paths that several checks read. A path that one check reads stands in the table and in that check.
/// </summary>
internal static class ManifestPaths
{
    public const string Target = "target";
    public const string Profile = "profile";
    public const string GatesProfile = "gates.profile";
    public const string ArchitectureBusinessPeak = "architecture.business.peak";
    public const string ArchitectureTechnicalFallbackSymbol = "architecture.technical.fallback.symbol";
    public const string ArchitectureTechnicalMode = "architecture.technical.mode";
    public const string ArchitectureTechnicalServersCount = "architecture.technical.servers.count";

    public const string DataChecks = "data.checks";
    public const string DataSourcesName = "data.sources[].name";
    public const string DataSourcesPersonal = "data.sources[].personal";
    public const string DataSourcesSchema = "data.sources[].schema";

    public const string DiscoveryMlNeededResult = "discovery.mlNeeded.result";

    public const string DocsTestsCoverageFrom = "docs.tests.coverage.from";
    public const string DocsTestsResults = "docs.tests.results";

    public const string GovernanceAffectsPeople = "governance.affectsPeople";
    public const string GovernanceEuAiActClass = "governance.euAiAct.class";

    public const string ModelName = "model.name";
    public const string ModelVersion = "model.version";

    public const string ModelsArtifact = "models[].artifact";
    public const string ModelsHash = "models[].hash";
    public const string ModelsId = "models[].id";
    public const string ModelsName = "models[].name";

    public const string MonitoringWatch = "monitoring[].watch";

    public const string PipelinesBuy = "pipelines.buy[]";
    public const string PipelinesSharedFeatures = "pipelines.sharedFeatures";
    public const string PipelinesToProduction = "pipelines.toProduction";
    public const string PipelinesToTraining = "pipelines.toTraining";

    public const string PriorityComplexity = "priority.complexity";

    public const string RolloutAbTestMetric = "rollout.abTest.metric";
    public const string RolloutRollbackTo = "rollout.rollback.to";

    public const string ServingEntryPoints = "serving.entryPoints[]";
    public const string ServingLog = "serving.log";
    public const string ServingPostProcessing = "serving.postProcessing";
    public const string ServingPromptsFile = "serving.prompts[].file";
    public const string ServingPromptsHash = "serving.prompts[].hash";
    public const string ServingPromptsOwner = "serving.prompts[].owner";
    public const string ServingPromptsVersion = "serving.prompts[].version";
    public const string ServingToolsApproval = "serving.tools[].approval";
    public const string ServingToolsEffect = "serving.tools[].effect";
    public const string ServingToolsName = "serving.tools[].name";

    public const string TacticsWhat = "tactics[].what";

    public const string TrainingArtifactHash = "training.artifact.hash";
    public const string TrainingArtifactPath = "training.artifact.path";
    public const string TrainingArtifactTrained = "training.artifact.trained";
    public const string TrainingFeaturesReport = "training.features.report";
    public const string TrainingQualityMetric = "training.quality.<metric>";
    public const string TrainingRun = "training.run";
    public const string TrainingTriggers = "training.triggers[]";
}
