using System.Composition;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>
/// MLG1003: takes the member out of the columns. The text loader heeds no <c>[NoColumn]</c>: there only another type helps, which the team
/// has to choose.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MemberTypeCodeFix() : MlGuardCodeFix(RuleIds.MemberType, "Mark the member [NoColumn]")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        diagnostic.Properties.ContainsKey(PipelineRules.ColumnProperty)
        && blamed.AncestorsAndSelf()
            .FirstOrDefault(node => node is FieldDeclarationSyntax or PropertyDeclarationSyntax or ParameterSyntax or StatementSyntax)
            is MemberDeclarationSyntax member and not FieldDeclarationSyntax { Declaration.Variables.Count: > 1 }
            ? root.ReplaceNode(member, PipelineEdit.WithAttribute(member, "NoColumn"))
            : null;
}
