using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Evaluation;

/// <summary>
/// MLG3004: asks for the metrics that need no probability. Where the code reads one of those that do, such as the log-loss, it takes a
/// calibrator: see <see cref="NonCalibratedEvaluationCalibratorCodeFix"/>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NonCalibratedEvaluationCodeFix()
    : MlGuardCodeFix(RuleIds.NonCalibratedEvaluation, "Compute the metrics that need no probability")
{
    private const string Calibrated = "CalibratedBinaryClassificationMetrics";

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed is not SimpleNameSyntax name
            || blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || !IsUsedWithoutProbability(call, model, cancellationToken))
            return null;
        return root.ReplaceToken(
            name.Identifier, SyntaxFactory.Identifier(name.Identifier.ValueText + "NonCalibrated").WithTriviaFrom(name.Identifier));
    }

    /// <summary>Whether the code compiles and means the same with the smaller class of metrics.</summary>
    private static bool IsUsedWithoutProbability(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetTypeInfo(call, cancellationToken).Type is not { Name: Calibrated })
            return call.Parent is ExpressionStatementSyntax;

        return call.Parent switch
        {
            ExpressionStatementSyntax => true,
            MemberAccessExpressionSyntax access => IsOfBase(access, model, cancellationToken),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } =>
                variable.Parent is VariableDeclarationSyntax { Type.IsVar: true }
                    && UsesOf(variable, model, cancellationToken).All(use =>
                        use.Parent is MemberAccessExpressionSyntax access
                        && access.Expression == use
                        && IsOfBase(access, model, cancellationToken)),
            _ => false,
        };
    }

    private static bool IsOfBase(MemberAccessExpressionSyntax access, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(access, cancellationToken).Symbol is { ContainingType.Name: not Calibrated };

    private static IEnumerable<IdentifierNameSyntax> UsesOf(
        VariableDeclaratorSyntax variable, SemanticModel model, CancellationToken cancellationToken)
    {
        var symbol = model.GetDeclaredSymbol(variable, cancellationToken);
        SyntaxNode scope = variable.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not GlobalStatementSyntax)
            ?? variable.SyntaxTree.GetRoot(cancellationToken);
        return scope.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name =>
                name.Identifier.ValueText == variable.Identifier.ValueText
                    && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, symbol));
    }
}
