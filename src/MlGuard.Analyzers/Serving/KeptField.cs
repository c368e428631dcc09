using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Serving;

/// <summary>The field behind a method that only hands it out, made the first time or not: <c>Get() => s_session ??= new(...)</c>.</summary>
internal static class KeptField
{
    /// <summary>Its name; null for a method that hands out something else as well, or of another assembly.</summary>
    public static string? Behind(IMethodSymbol method)
    {
        ImmutableArray<string?> names =
        [
            .. method.OriginalDefinition.DeclaringSyntaxReferences.SelectMany(reference => Answers(reference.GetSyntax()))
                .Select(answer => NameOf(answer, method.ContainingType)).Distinct(),
        ];
        return names is [var only] ? only : null;
    }

    private static IEnumerable<ExpressionSyntax> Answers(SyntaxNode declaration) => declaration
        .DescendantNodes(node => node == declaration || node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Select(node => node switch
        {
            ArrowExpressionClauseSyntax arrow when arrow.Parent == declaration => arrow.Expression,
            ReturnStatementSyntax { Expression: { } answer } => answer,
            _ => null,
        }).OfType<ExpressionSyntax>();

    private static string? NameOf(ExpressionSyntax answer, INamedTypeSymbol type) => answer switch
    {
        AssignmentExpressionSyntax made when made.IsKind(SyntaxKind.CoalesceAssignmentExpression) => NameOf(made.Left, type),
        PostfixUnaryExpressionSyntax sure => NameOf(sure.Operand, type),
        ParenthesizedExpressionSyntax inner => NameOf(inner.Expression, type),
        IdentifierNameSyntax { Identifier.ValueText: var name } => type.GetMembers(name).OfType<IFieldSymbol>().Any() ? name : null,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => NameOf(name, type),
        _ => null,
    };
}
