namespace MlGuard.CodeFixes;

/// <summary>Statements that fixes of TorchSharp rules put in front of another one.</summary>
internal static class TorchStatement
{
    /// <summary>
    /// The root with <paramref name="code"/> before the statement around <paramref name="node"/>; null where that is no list.
    /// </summary>
    public static SyntaxNode? InFrontOf(SyntaxNode root, SyntaxNode node, string code)
    {
        if (node.FirstAncestorOrSelf<StatementSyntax>(it => it.Parent is BlockSyntax or GlobalStatementSyntax) is not { } statement)
            return null;

        var added = SyntaxFactory.ParseStatement(code).WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.LineFeed);
        var indentation = SyntaxFactory.TriviaList(
            statement.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        if (statement.Parent is GlobalStatementSyntax { Parent: CompilationUnitSyntax } global)
            return root.ReplaceNode(
                global, [SyntaxFactory.GlobalStatement(added), global.WithStatement(statement.WithLeadingTrivia(indentation))]);
        return root.ReplaceNode(statement, [added, statement.WithLeadingTrivia(indentation)]);
    }

    /// <summary>The call with one more argument at its end.</summary>
    public static ArgumentListSyntax With(ArgumentListSyntax? list, string argument)
    {
        var added = SyntaxFactory.ParseArgumentList($"({argument})").Arguments[0];
        var given = list ?? SyntaxFactory.ArgumentList();
        if (given.Arguments.Count == 0)
            return given.WithArguments(SyntaxFactory.SingletonSeparatedList(added));
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return given.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(given.Arguments.GetWithSeparators().Add(comma).Add(added)));
    }
}
