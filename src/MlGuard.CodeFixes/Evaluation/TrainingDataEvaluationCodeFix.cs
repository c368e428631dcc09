using System.Composition;
using MlGuard.Analyzers.Evaluation;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Evaluation;

/// <summary>
/// MLG3001: evaluates on the other half of the split. Without a split there is no held-back data to offer, so there is no fix.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TrainingDataEvaluationCodeFix() : MlGuardCodeFix(RuleIds.TrainingDataEvaluation, "Evaluate on the held-back test set")
{
    private protected override Location PlaceOf(Diagnostic diagnostic) => PlaceBeside(diagnostic);

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        blamed.FirstAncestorOrSelf<ExpressionSyntax>() is { } data && TestSetFor(data, model, cancellationToken) is { } testSet
            ? root.ReplaceNode(data, testSet.WithTriviaFrom(data))
            : null;

    private static MemberAccessExpressionSyntax? TestSetFor(
        ExpressionSyntax data, SemanticModel model, CancellationToken cancellationToken)
    {
        if (data is MemberAccessExpressionSyntax { Name.Identifier.Text: TrainingDataEvaluationAnalyzer.TrainSet } trainSet)
            return trainSet.WithName(SyntaxFactory.IdentifierName(TrainingDataEvaluationAnalyzer.TestSet));

        // An alias: the other half stands where the alias was made, if that is still in reach here.
        return model.GetSymbolInfo(data, cancellationToken).Symbol is ILocalSymbol alias
            && alias.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken)
                is VariableDeclaratorSyntax { Initializer.Value: MemberAccessExpressionSyntax made }
            && made.Name.Identifier.Text == TrainingDataEvaluationAnalyzer.TrainSet
            && IsInReach(made.Expression, data, model, cancellationToken)
                ? made.WithoutTrivia().WithName(SyntaxFactory.IdentifierName(TrainingDataEvaluationAnalyzer.TestSet))
                : null;
    }

    private static bool IsInReach(ExpressionSyntax split, ExpressionSyntax at, SemanticModel model, CancellationToken cancellationToken) =>
        split is IdentifierNameSyntax name && model.GetSymbolInfo(split, cancellationToken).Symbol is { } symbol
        && model.LookupSymbols(at.SpanStart, name: name.Identifier.ValueText).Contains(symbol, SymbolEqualityComparer.Default);
}
