using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Knowledge;

/// <summary>Methods of this compilation that are written empty, or return a constant.</summary>
internal static class IdleMethod
{
    public static bool Is(IMethodSymbol method) =>
        method is { PartialDefinitionPart: null, PartialImplementationPart: null, IsExtern: false }
        && method.DeclaringSyntaxReferences is [var only]
        && only.GetSyntax() switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: var value } => IsConstant(value),
            MethodDeclarationSyntax { Body.Statements: var statements } => statements.All(IsIdle),
            _ => false,
        };

    private static bool IsIdle(StatementSyntax statement) => statement is EmptyStatementSyntax
        || (statement is ReturnStatementSyntax { Expression: var value } && (value is null || IsConstant(value)));

    private static bool IsConstant(ExpressionSyntax value) => value is LiteralExpressionSyntax
        or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" };
}
