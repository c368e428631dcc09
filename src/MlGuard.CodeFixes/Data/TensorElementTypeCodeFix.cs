using System.Composition;
using MlGuard.Analyzers.Data;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1031: reads an output as the type that it has, where the code around compiles with it. What is fed stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TensorElementTypeCodeFix() : MlGuardCodeFix(RuleIds.TensorElementType, "Read it as the type that the model has")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed is not TypeSyntax type
            || !diagnostic.Properties.TryGetValue(TensorElementTypeAnalyzer.TypeProperty, out var name) || name is null)
            return null;

        var changed = root.ReplaceNode(type, SyntaxFactory.ParseTypeName(name).WithTriviaFrom(type));
        return Compiles(changed, model, cancellationToken) ? changed : null;
    }
}
