using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2024: a pipeline is fitted on rows that a part of the same pipeline has already changed in place.</summary>
/// <remarks>
/// dotnet/machinelearning#3895. Run against Microsoft.ML 5.0.1: a normalizer that is fitted on normalized rows does nothing, so raw rows
/// reach the trainer as they are.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TwicePreparedAnalyzer() : PipelineAnalyzer(RuleIds.TwicePrepared);
