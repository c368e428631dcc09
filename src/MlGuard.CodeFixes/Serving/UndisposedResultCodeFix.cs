using System.Composition;
using Microsoft.CodeAnalysis.Operations;
using MlGuard.Analyzers.Serving;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>
/// MLG4011: disposes the result at the end of its block. Where a tensor over its memory is used later, that would make silent garbage of a
/// leak, so there is no fix.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UndisposedResultCodeFix() : MlGuardCodeFix(RuleIds.UndisposedResult, "Dispose it with 'using'")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<ExpressionSyntax>(it => it is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax)
                is not { } call
            || model.GetOperation(call, cancellationToken) is not { } operation
            || call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax or GlobalStatementSyntax } statement
            || IsCollection(operation)
            || NativeViews.Outlive(operation))
            return null;

        return statement switch
        {
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0,
                Declaration.Variables: [{ Initializer.Value: var value } variable] } declaration when value == call =>
                IsWrittenOnce(variable, model, cancellationToken) ? root.ReplaceNode(declaration, WithUsing(declaration)) : null,
            ExpressionStatementSyntax { Expression: var expression } when expression == call => root.ReplaceNode(call, Disposed(call)),
            // A variable that is declared elsewhere may be read when this block is left.
            _ when call.Parent is not AssignmentExpressionSyntax { Left: not IdentifierNameSyntax { Identifier.ValueText: "_" } }
                && IsEvaluatedFirst(call, statement) => Hoisted(root, call, statement, model),
            _ => null,
        };
    }

    /// <summary>A list, an array or a dictionary, which disposes nothing of what it holds.</summary>
    private static bool IsCollection(IOperation made) =>
        (made is IInvocationOperation call ? NativeValues.TypeMadeBy(call) : made.Type) is IArrayTypeSymbol
            or INamedTypeSymbol { ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } };

    private static LocalDeclarationStatementSyntax WithUsing(LocalDeclarationStatementSyntax declaration) =>
        declaration.WithoutLeadingTrivia()
            .WithUsingKeyword(
                SyntaxFactory.Token(
                    declaration.GetLeadingTrivia(), SyntaxKind.UsingKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)));

    private static InvocationExpressionSyntax Disposed(ExpressionSyntax call) =>
        SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, call.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("Dispose")))
            .WithTrailingTrivia(call.GetTrailingTrivia());

    private static bool IsWrittenOnce(VariableDeclaratorSyntax variable, SemanticModel model, CancellationToken cancellationToken)
    {
        var symbol = model.GetDeclaredSymbol(variable, cancellationToken);
        return !variable.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == variable.Identifier.ValueText
            && (name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name
                || name.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 })
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, symbol));
    }

    /// <summary>Whether nothing else of the statement happens before the call, so that it may stand in front.</summary>
    private static bool IsEvaluatedFirst(ExpressionSyntax call, StatementSyntax statement)
    {
        SyntaxNode child = call;
        for (var parent = call.Parent; parent is not null && parent != statement; child = parent, parent = parent.Parent)
        {
            var isFirst = parent switch
            {
                MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or EqualsValueClauseSyntax => true,
                InvocationExpressionSyntax invocation => invocation.Expression == child,
                ElementAccessExpressionSyntax access => access.Expression == child,
                VariableDeclaratorSyntax or VariableDeclarationSyntax { Variables.Count: 1 } => true,
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax } assignment => assignment.Right == child,
                _ => false,
            };
            if (!isFirst)
                return false;
        }

        return statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax
            || (statement is CommonForEachStatementSyntax loop && loop.Expression.Contains(call));
    }

    private static SyntaxNode? Hoisted(SyntaxNode root, ExpressionSyntax call, StatementSyntax statement, SemanticModel model)
    {
        if (statement.Parent is not BlockSyntax)
            return null;

        var name = FreeName(statement, model);
        var declaration = SyntaxFactory.ParseStatement($"using var {name} = {call.WithoutTrivia()};")
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var indentation = SyntaxFactory.TriviaList(
            statement.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        var rest = statement.ReplaceNode(call, SyntaxFactory.IdentifierName(name).WithTriviaFrom(call)).WithLeadingTrivia(indentation);
        return root.ReplaceNode(statement, [declaration, rest]);
    }

    private static string FreeName(StatementSyntax statement, SemanticModel model)
    {
        var taken = new HashSet<string>(
            statement.Ancestors().OfType<MemberDeclarationSyntax>().First().DescendantTokens()
                .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText),
            StringComparer.Ordinal);
        taken.UnionWith(model.LookupSymbols(statement.SpanStart).Select(symbol => symbol.Name));
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? "results" : $"results{number}")
            .First(name => !taken.Contains(name));
    }
}
