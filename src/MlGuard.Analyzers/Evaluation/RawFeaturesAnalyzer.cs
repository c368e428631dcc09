using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3007: a trainer whose documentation asks for normalization, over numbers of any scale.</summary>
/// <remarks>The trainers are those of which the documentation says so; trees need none.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RawFeaturesAnalyzer() : PipelineAnalyzer(RuleIds.RawFeatures);
