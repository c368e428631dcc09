using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>
/// MLG1010: columns that a pipeline, a prediction engine or an evaluation names and does not find, or finds of another type.
/// </summary>
/// <remarks>dotnet/machinelearning#1267, #3781 and #5799; run against Microsoft.ML 5.0.1, where <c>Fit</c> throws after the program has run
/// for a while.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ColumnMismatchAnalyzer() : PipelineAnalyzer(RuleIds.ColumnMismatch);
