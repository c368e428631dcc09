using System.Composition;
using Microsoft.CodeAnalysis.Simplification;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Training;

/// <summary>
/// MLG2021: assigns the result to the variable that it was called on. A local of the type of its first transform becomes a pipeline of any
/// kind, where the code compiles with that.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DiscardedResultCodeFix() : MlGuardCodeFix(RuleIds.DiscardedResult, "Keep the result")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<ExpressionStatementSyntax>()
            is not { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } call }
            || TargetOf(call, receiver, model, cancellationToken) is not { } target
            || model.GetTypeInfo(target, cancellationToken).Type is not { } type)
            return null;

        var assignment = SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            target.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
            call.WithoutTrivia()).WithTriviaFrom(call);
        if (model.ClassifyConversion(call, type).IsImplicit)
            return root.ReplaceNode(call, assignment);

        return IsEstimator(call, model, cancellationToken) && TypeOfDeclaration(target, model, cancellationToken) is { } declared
            && root.ReplaceNodes(
                new SyntaxNode[] { declared, call }, (old, _) => old == call ? assignment : AnyPipeline.WithTriviaFrom(old)) is var changed
            && Compiles(changed, model, cancellationToken)
                ? changed
                : null;
    }

    private static TypeSyntax AnyPipeline =>
        SyntaxFactory.ParseTypeName("global::Microsoft.ML.IEstimator<global::Microsoft.ML.ITransformer>")
            .WithAdditionalAnnotations(Simplifier.Annotation);

    private static bool IsEstimator(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetTypeInfo(call, cancellationToken).Type is { } type
        && type.AllInterfaces.Any(contract => contract is { Name: "IEstimator", Arity: 1 });

    private static TypeSyntax? TypeOfDeclaration(ExpressionSyntax target, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(target, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] }
        && reference.GetSyntax(cancellationToken)
            is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration }
            && declaration.SyntaxTree == target.SyntaxTree
            ? declaration.Type
            : null;

    /// <summary>The variable at the head of the chain, or the data that a catalog is given.</summary>
    private static ExpressionSyntax? TargetOf(
        InvocationExpressionSyntax call, ExpressionSyntax receiver, SemanticModel model, CancellationToken cancellationToken)
    {
        while (receiver is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax inner })
            receiver = inner.Expression;
        if (model.GetTypeInfo(receiver, cancellationToken).Type is { Name: "DataOperationsCatalog" }
            && call.ArgumentList.Arguments is [{ Expression: var data }, ..])
            receiver = data;
        return receiver is IdentifierNameSyntax
            && model.GetSymbolInfo(
                receiver, cancellationToken).Symbol
                is ILocalSymbol { IsConst: false, IsForEach: false, IsUsing: false } or IFieldSymbol { IsReadOnly: false, IsConst: false }
                    or IParameterSymbol { RefKind: RefKind.None }
            ? receiver
            : null;
    }
}
