using System.Composition;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1011: converts the column in front of the trainer. Where no conversion is sure to be meant, there is no fix.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TrainerColumnCodeFix() : MlGuardCodeFix(RuleIds.TrainerColumn, "Convert the column in front of the trainer")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        diagnostic.Properties.TryGetValue(PipelineRules.ColumnProperty, out var column)
            && diagnostic.Properties.TryGetValue(PipelineRules.KindProperty, out var kind)
            ? PipelineEdit.WithConversion(root, blamed, column!, kind!, model)
            : null;
}
