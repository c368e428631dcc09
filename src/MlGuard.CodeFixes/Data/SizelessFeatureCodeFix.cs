using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1004: says the size that the member's own initializer has. Without one nobody but the team knows it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SizelessFeatureCodeFix() : MlGuardCodeFix(RuleIds.SizelessFeature, "Say the size of the vector")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.AncestorsAndSelf()
            .FirstOrDefault(node => node is FieldDeclarationSyntax or PropertyDeclarationSyntax or ParameterSyntax or StatementSyntax)
            is not MemberDeclarationSyntax member
            || member.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString().Contains("VectorType"))
            || SizeOf(member, model, cancellationToken) is not { } size)
            return null;
        return root.ReplaceNode(member, PipelineEdit.WithAttribute(member, $"VectorType({size})"));
    }

    private static string? SizeOf(MemberDeclarationSyntax member, SemanticModel model, CancellationToken cancellationToken)
    {
        var initializer = member switch
        {
            FieldDeclarationSyntax { Declaration.Variables: [{ Initializer.Value: var value }] } => value,
            PropertyDeclarationSyntax { Initializer.Value: var value } => value,
            _ => null,
        };
        return initializer
            is ArrayCreationExpressionSyntax { Type.RankSpecifiers: [{ Sizes: [{ } size and not OmittedArraySizeExpressionSyntax] }] }
            && model.GetConstantValue(size, cancellationToken) is { HasValue: true, Value: int and > 0 }
                ? size.WithoutTrivia().ToString()
                : null;
    }
}
