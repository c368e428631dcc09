using System.Composition;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;
using MlGuard.CodeFixes.Data;

namespace MlGuard.CodeFixes.Evaluation;

/// <summary>MLG3007: normalizes the features in front of the trainer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RawFeaturesCodeFix() : MlGuardCodeFix(RuleIds.RawFeatures, "Normalize the features in front of the trainer")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        diagnostic.Properties.TryGetValue(PipelineRules.ColumnProperty, out var column)
            && diagnostic.Properties.TryGetValue(PipelineRules.KindProperty, out var kind)
            ? PipelineEdit.WithConversion(root, blamed, column!, kind!, model)
            : null;
}
