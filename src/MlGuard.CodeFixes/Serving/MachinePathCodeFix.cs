using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4020: looks for the file beside the program. A path that is put together elsewhere stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MachinePathCodeFix() : MlGuardCodeFix(RuleIds.MachinePath, "Look for the file beside the program")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed is ArgumentSyntax argument)
            blamed = argument.Expression;
        // The default of a parameter has to be a constant.
        if (blamed is not LiteralExpressionSyntax literal
            || literal.Parent is EqualsValueClauseSyntax { Parent: ParameterSyntax }
            || literal.Token.ValueText.Split((char[])[(char)47, (char)92]).Last() is not { Length: > 0 } file)
            return null;

        return ProgramFolder.Replace(root, literal, SymbolDisplay.FormatLiteral(file, quote: true));
    }
}
