using System.Composition;
using MlGuard.Analyzers.Pipelines;
using MlGuard.CodeFixes.Data;

namespace MlGuard.CodeFixes.Evaluation;

/// <summary>
/// MLG3004: makes the probability that is evaluated, by a calibrator behind the trainer. Only where the code compiles with it: the types of
/// the pipeline and its model change.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class CalibratorCodeFix() : MlGuardCodeFix(PipelineRules.NonCalibrated, "Append a calibrator, which makes the probability")
{
    private protected override SyntaxNode? Mend(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        diagnostic.Properties.TryGetValue(PipelineRules.LabelProperty, out var label) && label is not null &&
        blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } trainer && PipelineEdit.WithCalibrator(root, trainer, label, model) is { } mended &&
        ErrorsOf(mended, root, model, cancellationToken) <= ErrorsOf(root, root, model, cancellationToken)
            ? mended
            : null;

    /// <summary>How many errors the file has as <paramref name="changed"/>.</summary>
    private static int ErrorsOf(SyntaxNode changed, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        var tree = changed == root ? root.SyntaxTree : root.SyntaxTree.WithRootAndOptions(changed, root.SyntaxTree.Options);
        var compilation = changed == root ? model.Compilation : model.Compilation.ReplaceSyntaxTree(root.SyntaxTree, tree);
        return compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellationToken).Count(problem => problem.Severity == DiagnosticSeverity.Error);
    }
}
