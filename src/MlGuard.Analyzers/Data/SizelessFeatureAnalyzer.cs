using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1004: an array member without <c>[VectorType(n)]</c> that a trainer takes as its features.</summary>
/// <remarks>dotnet/machinelearning#164, #558 and #6151; run against Microsoft.ML 5.0.1.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SizelessFeatureAnalyzer() : PipelineAnalyzer(RuleIds.SizelessFeature);
