using System.Composition;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1012: binds the member to the column that it was probably meant for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnfilledPredictionCodeFix() : MlGuardCodeFix(RuleIds.UnfilledPrediction, "Bind the member to the column of the model")
{
    private protected override Location PlaceOf(Diagnostic diagnostic) => PlaceBeside(diagnostic);

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        // A property of a primary constructor would need a target for the attribute.
        if (diagnostic.AdditionalLocations.Count == 0
            || !diagnostic.Properties.TryGetValue(PipelineRules.NearestProperty, out var name)
            || name is null
            || blamed.AncestorsAndSelf()
                .FirstOrDefault(node => node is FieldDeclarationSyntax or PropertyDeclarationSyntax or ParameterSyntax)
                is not MemberDeclarationSyntax member
            || member is FieldDeclarationSyntax { Declaration.Variables.Count: > 1 })
            return null;

        var literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name));
        var existing = member.AttributeLists.SelectMany(list => list.Attributes)
            .FirstOrDefault(attribute => attribute.Name.ToString().Split('.').Last() is "ColumnName" or "ColumnNameAttribute");
        return existing is { ArgumentList.Arguments: [var argument, ..] }
            ? root.ReplaceNode(argument.Expression, literal)
            : root.ReplaceNode(member, PipelineEdit.WithAttribute(member, $"ColumnName({literal})"));
    }
}
