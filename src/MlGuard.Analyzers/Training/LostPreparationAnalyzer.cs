using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2023: a model that learnt from prepared rows is saved, or asked, without what prepared them.</summary>
/// <remarks>
/// dotnet/docs#33942 and #16779, dotnet/machinelearning#3935. Run against Microsoft.ML 5.0.1: an engine on raw rows throws where columns
/// are
/// missing, and scores raw numbers as prepared ones where none are.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LostPreparationAnalyzer() : PipelineAnalyzer(RuleIds.LostPreparation);
