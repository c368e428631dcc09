using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.CodeFixes;

/// <summary>
/// The statement, or the expression body, that a prediction stands in: the piece that a fix can wrap. Conditions, loop headers and
/// initializers are none.
/// </summary>
internal static class PredictionStatement
{
    /// <summary>
    /// A <c>return</c>, an expression statement, a declaration of one variable, or the function of an expression body; null for anything
    /// else.
    /// </summary>
    public static SyntaxNode? Around(InvocationExpressionSyntax call)
    {
        for (SyntaxNode? node = call; node is not null; node = node.Parent)
        {
            switch (node.Parent)
            {
                case LambdaExpressionSyntax lambda when lambda.ExpressionBody == node:
                    return lambda;
                case ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } arrow:
                    return arrow.Parent;
                case ReturnStatementSyntax or ExpressionStatementSyntax:
                    return IsReplaceable((StatementSyntax)node.Parent) ? node.Parent : null;
                case VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, IsConst: false,
                    Declaration.Variables.Count: 1 } local }:
                    return IsReplaceable(local) ? local : null;
                case StatementSyntax or MemberDeclarationSyntax or ArrowExpressionClauseSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>
    /// Puts what <paramref name="rewrite"/> makes of the statement in its place; an expression body becomes a block first.
    /// </summary>
    public static SyntaxNode Replace(
        SyntaxNode root, SyntaxNode target, SemanticModel model, Func<StatementSyntax, IEnumerable<StatementSyntax>> rewrite)
    {
        return target switch
        {
            LambdaExpressionSyntax lambda =>
                root.ReplaceNode(
                    lambda, lambda.WithArrowToken(lambda.ArrowToken.WithTrailingTrivia()).WithExpressionBody(null)
                        .WithBlock(IndentedBody(lambda))),
            MethodDeclarationSyntax method => root.ReplaceNode(method, Formatted(
                method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(BodyOf(method.ExpressionBody!.Expression))
                    .WithTrailingTrivia(method.GetTrailingTrivia()))),
            LocalFunctionStatementSyntax function => root.ReplaceNode(function, Formatted(
                function.WithExpressionBody(null).WithSemicolonToken(default).WithBody(BodyOf(function.ExpressionBody!.Expression))
                    .WithTrailingTrivia(function.GetTrailingTrivia()))),
            StatementSyntax { Parent: GlobalStatementSyntax global } statement =>
                root.ReplaceNode(global, InPlaceOf(statement).Select(GlobalStatement)),
            StatementSyntax statement => root.ReplaceNode(statement, InPlaceOf(statement)),
            _ => root,
        };

        BlockSyntax BodyOf(ExpressionSyntax expression)
        {
            StatementSyntax statement = ReturnsValue(target, model)
                ? ReturnStatement(expression.WithoutTrivia())
                : ExpressionStatement(expression.WithoutTrivia());
            return WithLineFeeds(Formatted(Lines([.. rewrite(statement)])));
        }

        // The formatter leaves the inside of a lambda as it is, so this block comes indented.
        BlockSyntax IndentedBody(LambdaExpressionSyntax lambda)
        {
            var indent = IndentOf(lambda);
            var lines = BodyOf(lambda.ExpressionBody!).NormalizeWhitespace(eol: "\n").ToString().Split('\n').Select(line => indent + line);
            var block = (BlockSyntax)ParseStatement("\n" + string.Join("\n", lines));
            return block.ReplaceNodes(
                block.DescendantNodes().Where(node => node is NameSyntax or MemberAccessExpressionSyntax), (_, name) =>
                    name.WithAdditionalAnnotations(Simplifier.Annotation));
        }

        IEnumerable<StatementSyntax> InPlaceOf(StatementSyntax statement)
        {
            var statements = rewrite(statement.WithoutTrivia()).Select(part => WithLineFeeds(Formatted(part.WithTrailingTrivia(LineFeed))))
                .ToArray();
            statements[0] = statements[0].WithLeadingTrivia(statement.GetLeadingTrivia());
            statements[statements.Length - 1] = statements[statements.Length - 1].WithTrailingTrivia(statement.GetTrailingTrivia());
            return statements;
        }
    }

    /// <summary>
    /// A block with one statement a line. Said outright, since the formatter leaves a new block on the line of the lambda that it came
    /// from.
    /// </summary>
    public static BlockSyntax Lines(params StatementSyntax[] statements) => Block(
        Token(TriviaList(LineFeed), SyntaxKind.OpenBraceToken, TriviaList(LineFeed)),
        List(statements.Select(statement => statement.WithTrailingTrivia(LineFeed))),
        Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(LineFeed));

    /// <summary>
    /// Null also for what somebody has to dispose: declared before the <c>try</c>, it could have no <c>using</c> any more.
    /// </summary>
    public static TypeSyntax? TypeName(LocalDeclarationStatementSyntax local, SemanticModel model) =>
        model.GetDeclaredSymbol(local.Declaration.Variables[0]) is ILocalSymbol { IsRef: false, Type: { IsAnonymousType: false } type }
            && !IsDisposable(type)
            ? ParseTypeName(type.ToMinimalDisplayString(model, local.SpanStart))
            : null;

    private static bool IsDisposable(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_IDisposable
        || type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable);

    /// <summary>The variable is used behind what is put around its value, so its declaration stays before it.</summary>
    public static StatementSyntax[] Split(
        VariableDeclaratorSyntax variable, TypeSyntax type, Func<StatementSyntax, StatementSyntax> around)
    {
        var name = variable.Identifier.WithoutTrivia();
        return
        [
            LocalDeclarationStatement(VariableDeclaration(type, SingletonSeparatedList(VariableDeclarator(name)))),
            around(Assign(IdentifierName(name), variable.Initializer!.Value)),
        ];
    }

    /// <summary>The <c>try</c> that holds nothing but the statement: a clause of it says the same as a second one inside.</summary>
    public static TryStatementSyntax? OnlyIn(SyntaxNode target) =>
        target is StatementSyntax { Parent: BlockSyntax { Statements.Count: 1, Parent: TryStatementSyntax attempt } block }
        && attempt.Block == block
            ? attempt
            : null;

    public static StatementSyntax Assign(ExpressionSyntax name, ExpressionSyntax value) =>
        ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, name, value));

    private static string IndentOf(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    private static T WithLineFeeds<T>(T node)
        where T : SyntaxNode => node.ReplaceTrivia(
            node.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)),
            (_, _) => LineFeed);

    private static T Formatted<T>(T node)
        where T : SyntaxNode => node.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);

    private static bool ReturnsValue(SyntaxNode function, SemanticModel model)
    {
        var symbol = (function is LambdaExpressionSyntax
            ? model.GetSymbolInfo(function).Symbol
            : model.GetDeclaredSymbol(function)) as IMethodSymbol;
        return symbol is { ReturnsVoid: false } && !(symbol.IsAsync && symbol.ReturnType is INamedTypeSymbol { Arity: 0 });
    }

    private static bool IsReplaceable(StatementSyntax statement) =>
        statement.Parent is BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax;
}
