using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>
/// MLG1003: a member of a row class whose type ML.NET does not map to a column, such as <c>decimal</c>, <c>float?</c> or an enum.
/// </summary>
/// <remarks>dotnet/machinelearning#2489 and #5952, dotnet/machinelearning-modelbuilder#918; run against Microsoft.ML 5.0.1.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MemberTypeAnalyzer() : PipelineAnalyzer(RuleIds.MemberType);
