using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1011: a label, feature or weight column of a type that the trainer does not take.</summary>
/// <remarks>dotnet/machinelearning#533, #3155 and #5974; run against Microsoft.ML 5.0.1.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrainerColumnAnalyzer() : PipelineAnalyzer(RuleIds.TrainerColumn);
