using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1014: <c>MapKeyToValue</c> that writes the given label over the predicted one.</summary>
/// <remarks>dotnet/machinelearning#3787 and dotnet/machinelearning-samples#830; run against Microsoft.ML 5.0.1: the prediction is empty
/// when the caller does not know the label.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LabelMappedBackAnalyzer() : PipelineAnalyzer(RuleIds.LabelMappedBack);
