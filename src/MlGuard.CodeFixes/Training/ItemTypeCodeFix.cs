using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Training;

/// <summary>MLG2031: asks for the type that the tensor holds, where the code compiles with that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ItemTypeCodeFix() : MlGuardCodeFix(RuleIds.ItemType, "Ask for the type of the tensor")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<GenericNameSyntax>() is not { TypeArgumentList.Arguments: [var asked] }
            || !diagnostic.Properties.TryGetValue("type", out var stored) || stored is null)
            return null;

        var changed = root.ReplaceNode(asked, SyntaxFactory.ParseTypeName(stored).WithTriviaFrom(asked));
        return Compiles(changed, model, cancellationToken) ? changed : null;
    }
}
