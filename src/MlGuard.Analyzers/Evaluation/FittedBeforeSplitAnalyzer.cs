using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3002: a transform that learns from its rows, fitted on rows that the model is tested on.</summary>
/// <remarks>The framework's own cross-validation how-to of 2019 does it. Run against Microsoft.ML 5.0.1.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FittedBeforeSplitAnalyzer() : PipelineAnalyzer(RuleIds.FittedBeforeSplit);
