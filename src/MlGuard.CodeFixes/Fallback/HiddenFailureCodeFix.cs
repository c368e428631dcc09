using System.Composition;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using MlGuard.Catalogue;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.CodeFixes.Fallback;

/// <summary>
/// MLG5002: logs the exception with the logger that is in reach. Without one there is nothing to log with, so no fix is offered.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class HiddenFailureCodeFix() : MlGuardCodeFix(RuleIds.HiddenFailure, "Log the exception")
{
    private const string Exception = "exception";

    private protected override Location PlaceOf(Diagnostic diagnostic) => PlaceBeside(diagnostic);

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<CatchClauseSyntax>() is not { } clause)
            return null;

        var caught = clause.Declaration?.Identifier.ValueText is { Length: > 0 } name
            ? name
            : FreeName.Near(Exception, clause.Block.OpenBraceToken.Span.End, model);
        return LoggerInReach.LogError(model, clause.SpanStart, caught, "The prediction failed") is { } log
            ? root.ReplaceNode(clause, Logging(clause, caught, log))
            : null;
    }

    private static CatchClauseSyntax Logging(CatchClauseSyntax clause, string caught, StatementSyntax log)
    {
        var type = clause.Declaration?.Type ?? ParseTypeName("global::System.Exception").WithAdditionalAnnotations(Simplifier.Annotation);
        var declaration = CatchDeclaration(type.WithTrailingTrivia(Space), Identifier(caught))
            .WithTrailingTrivia(clause.Declaration?.GetTrailingTrivia() ?? clause.CatchKeyword.TrailingTrivia);
        return clause
            .WithCatchKeyword(clause.CatchKeyword.WithTrailingTrivia(Space))
            .WithDeclaration(declaration)
            .WithBlock(
                clause.Block.WithStatements(
                    clause.Block.Statements.Insert(
                        0, log.WithTrailingTrivia(ElasticLineFeed).WithAdditionalAnnotations(Formatter.Annotation))));
    }
}
