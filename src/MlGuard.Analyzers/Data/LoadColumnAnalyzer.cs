using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1002: a member of a row class that the text loader gets no column for, or the column of another member.</summary>
/// <remarks>dotnet/machinelearning#3051, #4480, #5443 and #6319; run against Microsoft.ML 5.0.1: a missing attribute throws, and a repeated
/// index is accepted silently.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoadColumnAnalyzer() : PipelineAnalyzer(RuleIds.LoadColumn);
