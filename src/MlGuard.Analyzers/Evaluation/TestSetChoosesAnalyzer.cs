using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>
/// MLG3005: the rows that a trainer watches to decide when to stop, or by which one of several models is chosen, are those that it is
/// evaluated on.
/// </summary>
/// <remarks>Both choose the model that is best on just these rows.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TestSetChoosesAnalyzer() : PipelineAnalyzer(RuleIds.TestSetChooses);
