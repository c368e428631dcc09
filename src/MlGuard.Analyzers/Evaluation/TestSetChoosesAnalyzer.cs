using MlGuard.Analyzers.Pipelines;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3005: the rows that a trainer watches to decide when to stop are those that it is evaluated on.</summary>
/// <remarks>Early stopping chooses the model that is best on just these rows.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TestSetChoosesAnalyzer() : PipelineAnalyzer(PipelineRules.TestSetChooses);
