using System.Composition;
using Microsoft.CodeAnalysis.Simplification;
using MlGuard.Analyzers.Fallback;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.CodeFixes.Fallback;

/// <summary>
/// Wraps the prediction in a <c>try</c> whose <c>catch</c> asks the manifest's fallback. Without one in reach it leaves the place for an
/// answer: the failure still surfaces, since an answer that nobody thought about would be worse.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnguardedPredictionCodeFix() : MlGuardCodeFix("MLG5001", "Catch the failure and answer without the model")
{
    private protected override SyntaxNode? Mend(SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || PredictionStatement.Around(call) is not { } target || IsInTry(call))
            return null;

        var type = target is LocalDeclarationStatementSyntax local ? TypeName(local, model) : null;
        if (target is LocalDeclarationStatementSyntax && type is null)
            return null;

        diagnostic.Properties.TryGetValue(UnguardedPredictionAnalyzer.FallbacksProperty, out var declared);
        var fallback = FallbackCall.Find((declared ?? "").Split(['\n'], StringSplitOptions.RemoveEmptyEntries), model, call, target);
        var caught = FreeName.Near("exception", call.SpanStart, model);
        var log = fallback is null ? null : LoggerInReach.LogError(model, call.SpanStart, caught, "The prediction failed; the fallback answers");
        return PredictionStatement.Replace(root, target, model, statement => Guarded(statement, type, new Answer(fallback, log, caught)));
    }

    /// <summary>A second <c>try</c> around the first would mend nothing that the first left open.</summary>
    private static bool IsInTry(SyntaxNode call)
    {
        for (var node = call; node is not null and not (MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax); node = node.Parent)
        {
            if (node.Parent is TryStatementSyntax { Catches.Count: > 0 } attempt && attempt.Block == node)
                return true;
        }

        return false;
    }

    /// <summary>Null also for what somebody has to dispose: declared before the <c>try</c>, it could have no <c>using</c> any more.</summary>
    private static TypeSyntax? TypeName(LocalDeclarationStatementSyntax local, SemanticModel model) =>
        model.GetDeclaredSymbol(local.Declaration.Variables[0]) is ILocalSymbol { IsRef: false, Type: { IsAnonymousType: false } type } && !IsDisposable(type)
            ? ParseTypeName(type.ToMinimalDisplayString(model, local.SpanStart))
            : null;

    private static bool IsDisposable(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_IDisposable || type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable);

    private static IEnumerable<StatementSyntax> Guarded(StatementSyntax statement, TypeSyntax? type, Answer answer) => statement switch
    {
        LocalDeclarationStatementSyntax local => Split(local.Declaration.Variables[0], type!, answer),
        ReturnStatementSyntax => [Try(statement, answer, ReturnStatement)],
        _ => [Try(statement, answer, ExpressionStatement)],
    };

    /// <summary>The variable is used behind the <c>try</c>, so its declaration stays before it.</summary>
    private static StatementSyntax[] Split(VariableDeclaratorSyntax variable, TypeSyntax type, Answer answer)
    {
        var name = IdentifierName(variable.Identifier.WithoutTrivia());
        return
        [
            LocalDeclarationStatement(VariableDeclaration(type, SingletonSeparatedList(VariableDeclarator(variable.Identifier.WithoutTrivia())))),
            Try(Assign(variable.Initializer!.Value), answer, Assign),
        ];

        StatementSyntax Assign(ExpressionSyntax value) => ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, name, value));
    }

    private static TryStatementSyntax Try(StatementSyntax attempt, Answer answer, Func<ExpressionSyntax, StatementSyntax> give)
    {
        StatementSyntax[] handler = answer switch
        {
            { Fallback: null } => [ThrowStatement().WithLeadingTrivia(Comment("// TODO: answer without the model: by a rule, a default, or another model."), ElasticCarriageReturnLineFeed)],
            { Log: null } => [give(answer.Fallback)],
            _ => [answer.Log, give(answer.Fallback)],
        };
        var exception = ParseTypeName("global::System.Exception").WithAdditionalAnnotations(Simplifier.Annotation);
        var declaration = answer.Log is null ? CatchDeclaration(exception) : CatchDeclaration(exception, Identifier(answer.Caught));
        return TryStatement(PredictionStatement.Lines(attempt), SingletonList(CatchClause(declaration, filter: null, PredictionStatement.Lines(handler))), @finally: null);
    }

    /// <summary>What the handler does: the call of the fallback, and before it the log of the failure, under the name that it is caught by.</summary>
    private sealed record Answer(ExpressionSyntax? Fallback, StatementSyntax? Log, string Caught);
}
