using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>
/// MLG1012: a member of a prediction class that no column of the model fills. Engines ignore missing columns, so it stays 0 or false.
/// </summary>
/// <remarks>Run against Microsoft.ML 5.0.1: no exception, no warning.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnfilledPredictionAnalyzer() : PipelineAnalyzer(RuleIds.UnfilledPrediction);
