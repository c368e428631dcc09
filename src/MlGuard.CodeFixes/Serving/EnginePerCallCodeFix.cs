using System.Composition;
using MlGuard.Analyzers.Serving;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>
/// MLG4002: moves the creation in front of the loop. In a request handler there is no fix: whether a pool, the container or a field keeps
/// the
/// engine is the team's decision.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class EnginePerCallCodeFix() : MlGuardCodeFix(RuleIds.EnginePerCall, "Create it once, in front of the loop")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(EnginePerCallAnalyzer.InLoopProperty)
            || blamed.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()
                is not { Declaration.Variables: [{ Initializer.Value: InvocationExpressionSyntax made }],
                    Parent: BlockSyntax { Parent: StatementSyntax loop } } creation
            || !made.Expression.Contains(blamed)
            || loop is not (CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            || loop.Parent is not BlockSyntax || NamesOf(creation).Any(name => IsTaken(name, creation, loop)))
            return null;

        var tracked = root.TrackNodes(loop, creation);
        var moved = creation.WithLeadingTrivia(loop.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var without = tracked.RemoveNode(tracked.GetCurrentNode(creation)!, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        var shortened = without.GetCurrentNode(loop)!;
        // What it is created from may be made in the loop too.
        return without.ReplaceNode(shortened, [moved, shortened.WithLeadingTrivia(Indentation(loop))]) is var changed
            && Compiles(changed, model, cancellationToken) ? changed : null;
    }

    private static SyntaxTriviaList Indentation(StatementSyntax statement) =>
        SyntaxFactory.TriviaList(statement.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));

    /// <summary>The variables that move along: the declared one and those of <c>out</c> arguments.</summary>
    private static IEnumerable<string> NamesOf(LocalDeclarationStatementSyntax creation) =>
        creation.DescendantNodes().Select(NameOf).OfType<string>();

    private static string? NameOf(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Whether the block around the loop, or another part of it, has a variable of this name already.</summary>
    private static bool IsTaken(string name, SyntaxNode creation, SyntaxNode loop) =>
        loop.Ancestors().OfType<MemberDeclarationSyntax>().First().DescendantNodes()
            .Any(node => !creation.Contains(node) && VariableOf(node) == name);

    private static string? VariableOf(SyntaxNode node) => node switch
    {
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        _ => NameOf(node),
    };
}
