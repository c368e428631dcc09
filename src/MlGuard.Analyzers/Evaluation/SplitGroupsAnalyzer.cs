using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3008: ranking data split row by row, so that one query's rows are on both sides.</summary>
/// <remarks>Found in public repositories; the split takes whole groups when it is given their column.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SplitGroupsAnalyzer() : PipelineAnalyzer(RuleIds.SplitGroups);
