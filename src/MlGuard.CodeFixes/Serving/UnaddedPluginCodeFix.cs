using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4041: adds the plugin to the kernel where it is made. A plugin that a factory makes has no kernel to go to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnaddedPluginCodeFix() : MlGuardCodeFix(RuleIds.UnaddedPlugin, "Add the plugin to the kernel")
{
    private const string Creates = "CreatePlugin";

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        blamed is SimpleNameSyntax { Identifier: var name } && name.ValueText.StartsWith(Creates, StringComparison.Ordinal)
            ? root.ReplaceToken(
                name, SyntaxFactory.Identifier("ImportPlugin" + name.ValueText.Substring(Creates.Length)).WithTriviaFrom(name))
            : null;
}
