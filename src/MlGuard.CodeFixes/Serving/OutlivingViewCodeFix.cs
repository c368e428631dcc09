using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4012: copies what is returned or kept, where the code around compiles with the copy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OutlivingViewCodeFix() : MlGuardCodeFix(RuleIds.OutlivingView, "Copy it")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if ((blamed as ArgumentSyntax)?.Expression is { } given)
            blamed = given;
        if (blamed is not ExpressionSyntax value || value.Parent is not (ReturnStatementSyntax or ArrowExpressionClauseSyntax
                or AssignmentExpressionSyntax or TupleExpressionSyntax)
            || CopyOf(model.GetTypeInfo(value, cancellationToken).Type) is not { } copy)
            return null;

        var copied = SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, value.WithoutTrivia(), SyntaxFactory.IdentifierName(copy))).WithTriviaFrom(value);
        var changed = root.ReplaceNode(value, copied);
        return Compiles(changed, model, cancellationToken) ? changed : null;
    }

    private static string? CopyOf(ITypeSymbol? type) => type switch
    {
        { Name: "Tensor" or "DenseTensor", ContainingAssembly.Name: "Microsoft.ML.OnnxRuntime" } => "ToDenseTensor",
        { Name: "Span" or "ReadOnlySpan" or "IEnumerable" } => "ToArray",
        _ => null,
    };
}
