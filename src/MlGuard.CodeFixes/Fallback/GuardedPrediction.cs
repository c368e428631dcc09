using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.CodeFixes.Fallback;

/// <summary>A prediction in a <c>try</c> whose <c>catch</c> answers in its place, or leaves the place for an answer.</summary>
internal static class GuardedPrediction
{
    /// <summary>The file with the prediction guarded, or null where no statement can be wrapped.</summary>
    /// <param name="root">The file.</param>
    /// <param name="blamed">The prediction.</param>
    /// <param name="model">Of the file.</param>
    /// <param name="answerTo">What to do instead of a call in a statement; null for no fix.</param>
    public static SyntaxNode? Replace(
        SyntaxNode root, SyntaxNode blamed, SemanticModel model, Func<InvocationExpressionSyntax, SyntaxNode, Answer?> answerTo)
    {
        if (blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || PredictionStatement.Around(call) is not { } target
            || IsInTry(call))
            return null;

        var type = target is LocalDeclarationStatementSyntax local ? PredictionStatement.TypeName(local, model) : null;
        if ((target is LocalDeclarationStatementSyntax && type is null) || answerTo(call, target) is not { } answer)
            return null;
        if (PredictionStatement.OnlyIn(target) is { Catches.Count: 0 } attempt && GiveOf((StatementSyntax)target) is { } give)
            return root.ReplaceNode(
                attempt, attempt.AddCatches(Catch(answer, give)).WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation));
        return PredictionStatement.Replace(root, target, model, statement => Guarded(statement, type, answer));
    }

    /// <summary>A second <c>try</c> around the first would fix nothing that the first left open.</summary>
    private static bool IsInTry(SyntaxNode call)
    {
        for (var node = call; node is not null
            and not (MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax); node = node.Parent)
        {
            if (node.Parent is TryStatementSyntax { Catches.Count: > 0 } attempt && attempt.Block == node)
                return true;
        }

        return false;
    }

    private static StatementSyntax[] Guarded(StatementSyntax statement, TypeSyntax? type, Answer answer) => statement switch
    {
        LocalDeclarationStatementSyntax local => Split(local.Declaration.Variables[0], type!, answer),
        _ => [Try(statement, answer, GiveOf(statement)!)],
    };

    /// <summary>How a statement hands its answer on, for the fallback to do the same; null for a declaration.</summary>
    private static Func<ExpressionSyntax, StatementSyntax>? GiveOf(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax => null,
        ReturnStatementSyntax => ReturnStatement,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: var left } } =>
            value => PredictionStatement.Assign(left.WithoutTrivia(), value),
        _ => ExpressionStatement,
    };

    private static StatementSyntax[] Split(VariableDeclaratorSyntax variable, TypeSyntax type, Answer answer)
    {
        var name = IdentifierName(variable.Identifier.WithoutTrivia());
        return PredictionStatement.Split(variable, type, attempt => Try(attempt, answer, value => PredictionStatement.Assign(name, value)));
    }

    private static TryStatementSyntax Try(StatementSyntax attempt, Answer answer, Func<ExpressionSyntax, StatementSyntax> give) =>
        TryStatement(PredictionStatement.Lines(attempt), SingletonList(Catch(answer, give)), @finally: null);

    private static CatchClauseSyntax Catch(Answer answer, Func<ExpressionSyntax, StatementSyntax> give)
    {
        StatementSyntax[] handler = answer switch
        {
            { Fallback: null } =>
                [ThrowStatement()
                    .WithLeadingTrivia(
                        Comment(
                            "// TODO: answer without the model: by a rule, a default, or another model."), ElasticCarriageReturnLineFeed)],
            { Log: null } => [give(answer.Fallback)],
            _ => [answer.Log, give(answer.Fallback)],
        };
        var exception = ParseTypeName("global::System.Exception").WithAdditionalAnnotations(Simplifier.Annotation);
        var declaration = answer.Log is null ? CatchDeclaration(exception) : CatchDeclaration(exception, Identifier(answer.Caught));
        return CatchClause(declaration, filter: null, PredictionStatement.Lines(handler));
    }

    /// <summary>
    /// What the handler does: the call of the fallback, and before it the log of the failure, under the name that it is caught by.
    /// </summary>
    public sealed record Answer(ExpressionSyntax? Fallback, StatementSyntax? Log, string Caught);
}
