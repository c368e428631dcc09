using System.Composition;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;
using MlGuard.CodeFixes.Data;

namespace MlGuard.CodeFixes.Evaluation;

/// <summary>
/// MLG3004: makes the probability that is evaluated, by a calibrator behind the trainer. Only where the code compiles with it: the types of
/// the pipeline and its model change.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NonCalibratedEvaluationCalibratorCodeFix()
    : MlGuardCodeFix(RuleIds.NonCalibratedEvaluation, "Append a calibrator, which makes the probability")
{
    private protected override Location PlaceOf(Diagnostic diagnostic) => PlaceBeside(diagnostic);

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        diagnostic.Properties.TryGetValue(PipelineRules.LabelProperty, out var label) && label is not null
        && blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } trainer
            && PipelineEdit.WithCalibrator(root, trainer, label, model) is { } changed
        && Compiles(changed, model, cancellationToken)
            ? changed
            : null;
}
