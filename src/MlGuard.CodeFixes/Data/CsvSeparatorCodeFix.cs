using System.Composition;
using MlGuard.Analyzers.Data;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1001: says the separator that the file's name promises.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class CsvSeparatorCodeFix() : MlGuardCodeFix(RuleIds.CsvSeparator, "Read with the separator that the file's name promises")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        diagnostic.Properties.TryGetValue(CsvSeparatorAnalyzer.SeparatorProperty, out var literal) && literal is not null
            ? WithSeparator(root, blamed, SyntaxFactory.ParseExpression(literal))
            : null;

    private static SyntaxNode? WithSeparator(SyntaxNode root, SyntaxNode blamed, ExpressionSyntax literal)
    {
        if (blamed is LiteralExpressionSyntax wrong)
            return root.ReplaceNode(wrong, literal.WithTriviaFrom(wrong));
        if (blamed.Parent is AssignmentExpressionSyntax)
            return OnlyLiteralIn(blamed) is { } element ? root.ReplaceNode(element, literal.WithTriviaFrom(element)) : null;
        if (blamed.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } options && !IsCallName(blamed))
            return root.ReplaceNode(options, WithSeparators(options, literal));
        return blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            ? root.ReplaceNode(call.ArgumentList, WithArgument(call.ArgumentList, literal))
            : null;
    }

    private static bool IsCallName(SyntaxNode blamed) =>
        blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && (call.Expression == blamed
            || (call.Expression as MemberAccessExpressionSyntax)?.Name == blamed
            || (call.Expression as MemberBindingExpressionSyntax)?.Name == blamed);

    private static LiteralExpressionSyntax? OnlyLiteralIn(SyntaxNode array) =>
        array.DescendantNodes().OfType<LiteralExpressionSyntax>().Where(it => it.IsKind(SyntaxKind.CharacterLiteralExpression))
            .ToList() is [var single] ? single : null;

    private static ArgumentListSyntax WithArgument(ArgumentListSyntax arguments, ExpressionSyntax literal)
    {
        var argument = SyntaxFactory.Argument(SyntaxFactory.NameColon("separatorChar"), default, literal);
        var last = arguments.Arguments.LastOrDefault();
        if (last is null)
            return arguments.AddArguments(argument.WithLeadingTrivia());

        // An argument list with one argument a line stays so.
        var startsItsLine = last.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var separator = SyntaxFactory.Token(SyntaxKind.CommaToken)
            .WithTrailingTrivia(startsItsLine ? SyntaxFactory.ElasticLineFeed : SyntaxFactory.Space);
        var leading = startsItsLine ? last.GetLeadingTrivia() : default;
        var items = arguments.Arguments.GetWithSeparators()
            .Replace(last, last.WithoutTrailingTrivia())
            .Add(separator)
            .Add(Spaced(argument).WithLeadingTrivia(leading).WithTrailingTrivia(last.GetTrailingTrivia()));
        return arguments.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(items));
    }

    private static ArgumentSyntax Spaced(ArgumentSyntax argument) =>
        argument.WithNameColon(argument.NameColon!.WithColonToken(argument.NameColon.ColonToken.WithTrailingTrivia(SyntaxFactory.Space)));

    private static BaseObjectCreationExpressionSyntax WithSeparators(BaseObjectCreationExpressionSyntax options, ExpressionSyntax literal)
    {
        var assignment = SyntaxFactory.ParseExpression($"Separators = new[] {{ {literal} }}");
        if (options.Initializer is not { Expressions: [var first, ..] } initializer)
        {
            var braces = ((ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new X() {{ {assignment} }}")).Initializer!;
            var last = options.ArgumentList?.GetLastToken() ?? options.GetLastToken();
            return options.ReplaceToken(last, last.WithTrailingTrivia(SyntaxFactory.Space)).WithInitializer(braces)
                .WithTrailingTrivia(options.GetTrailingTrivia());
        }

        // In front of the others, so that their commas and comments stay where they are.
        var startsItsLine = initializer.Expressions.Count > 1 && initializer.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken)
            .WithTrailingTrivia(startsItsLine ? SyntaxFactory.ElasticLineFeed : SyntaxFactory.Space);
        var items = SyntaxFactory.NodeOrTokenList(assignment.WithLeadingTrivia(first.GetLeadingTrivia()), comma)
            .AddRange(initializer.Expressions.GetWithSeparators().Replace(first, startsItsLine ? first : first.WithLeadingTrivia()));
        return options.WithInitializer(initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(items)));
    }
}
