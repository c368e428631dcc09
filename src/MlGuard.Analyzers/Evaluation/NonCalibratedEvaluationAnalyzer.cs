using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3004: <c>Evaluate</c> or <c>CrossValidate</c>, which read a probability, on a trainer that makes none.</summary>
/// <remarks>dotnet/machinelearning#1579, #3299, #3754, #4630 and #7398; run against Microsoft.ML 5.0.1:
/// <c>ArgumentOutOfRangeException</c>.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NonCalibratedEvaluationAnalyzer() : PipelineAnalyzer(RuleIds.NonCalibratedEvaluation);
