using System.Composition;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Evaluation;

/// <summary>MLG3008: splits by the column that the trainer takes for the group.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SplitGroupsCodeFix() : MlGuardCodeFix(RuleIds.SplitGroups, "Keep the rows of a group together")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(PipelineRules.ColumnProperty, out var column)
            || column is null
            || blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
            return null;

        var argument = SyntaxFactory.ParseArgumentList(
            $"(samplingKeyColumnName: {SymbolDisplay.FormatLiteral(column, quote: true)})").Arguments[0];
        var written = call.ArgumentList.Arguments.FirstOrDefault(other =>
            other.NameColon?.Name.Identifier.ValueText == "samplingKeyColumnName");
        if (written is not null)
            return root.ReplaceNode(written.Expression, argument.Expression);

        var arguments = call.ArgumentList.Arguments;
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return root.ReplaceNode(call.ArgumentList, call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(
            arguments.GetWithSeparators().Add(comma).Add(argument))));
    }
}
