using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Training;

/// <summary>MLG2022: leaves the batches to whoever takes them, where the loader is made in the same file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DisposedBatchCodeFix() : MlGuardCodeFix(RuleIds.DisposedBatch, "Keep the batches")
{
    private protected override Location PlaceOf(Diagnostic diagnostic) => PlaceBeside(diagnostic);

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        var made = blamed.FirstAncestorOrSelf<ExpressionSyntax>(it =>
            it is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);
        var list = made switch
        {
            InvocationExpressionSyntax call => call.ArgumentList,
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            _ => null,
        };
        if (list is null || list.Arguments.Any(argument => argument.NameColon?.Name.Identifier.ValueText == "disposeBatch")
            || diagnostic.AdditionalLocations.Count == 0)
            return null;
        return root.ReplaceNode(list, TorchStatement.With(list, "disposeBatch: false"));
    }
}
