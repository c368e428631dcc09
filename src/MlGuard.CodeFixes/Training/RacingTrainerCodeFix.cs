using System.Composition;
using Microsoft.CodeAnalysis.Simplification;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Training;

/// <summary>
/// MLG2001: rewrites to the overload that takes options, with one thread. An argument that the options do not know leaves the call as it
/// is.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RacingTrainerCodeFix() : MlGuardCodeFix(RuleIds.RacingTrainer, "Train on one thread")
{
    private const string OneThread = "NumberOfThreads = 1";

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
            return null;
        if (call.ArgumentList.Arguments is [{ Expression: BaseObjectCreationExpressionSyntax given }]
            && method.Parameters.Any(parameter => parameter.Name == "options"))
            return WithThread(root, given);
        if (method.ReturnType is not INamedTypeSymbol trainer || trainer.GetTypeMembers("Options") is not [{ } options])
            return null;

        var assignments = new List<string>();
        foreach (var (argument, index) in call.ArgumentList.Arguments.Select((argument, index) => (argument, index)))
        {
            var parameter = argument.NameColon?.Name.Identifier.ValueText
                ?? (index < method.Parameters.Length ? method.Parameters[index].Name : "");
            if (MemberFor(parameter, options) is not { } member)
                return null;
            assignments.Add($"{member} = {argument.Expression.WithoutTrivia()}");
        }

        var type = options.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var creation = (ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression(
            $"new {type} {{ {string.Join(", ", assignments.Append(OneThread))} }}");
        creation = creation.ReplaceNode(creation.Type, creation.Type.WithAdditionalAnnotations(Simplifier.Annotation));
        return root.ReplaceNode(
            call.ArgumentList, SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(creation)))
                .WithTriviaFrom(call.ArgumentList));
    }

    private static SyntaxNode? WithThread(SyntaxNode root, BaseObjectCreationExpressionSyntax given)
    {
        var assignment = SyntaxFactory.ParseExpression(OneThread);
        if (given.Initializer is not { Expressions: [var first, ..] } initializer)
            return null;

        var threads = initializer.Expressions.FirstOrDefault(expression =>
            expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "NumberOfThreads" } });
        if (threads is not null)
            return root.ReplaceNode(threads, assignment.WithTriviaFrom(threads));

        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken)
            .WithTrailingTrivia(
                first.GetLeadingTrivia().Any(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.ElasticLineFeed : SyntaxFactory.Space);
        var items = SyntaxFactory.NodeOrTokenList(assignment.WithLeadingTrivia(first.GetLeadingTrivia()), comma)
            .AddRange(initializer.Expressions.GetWithSeparators());
        return root.ReplaceNode(initializer, initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(items)));
    }

    /// <summary>The member of the options that means what the parameter means; they are named alike.</summary>
    private static string? MemberFor(string parameter, INamedTypeSymbol options)
    {
        if (parameter.Length == 0)
            return null;

        var name = char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);
        for (INamedTypeSymbol? type = options; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name)
                .Any(member => member is IFieldSymbol or IPropertySymbol && member.DeclaredAccessibility == Accessibility.Public))
                return name;
        }

        return null;
    }
}
