using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Security;

/// <summary>
/// MLG7001: turns the holes of an interpolated template into arguments. Offered where the template is written at the call and the call has
/// no arguments yet.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TemplateTextCodeFix() : MlGuardCodeFix(RuleIds.TemplateText, "Pass the text as an argument of the template")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is not
            {
                StringStartToken.ValueText: "$\"" or "$@\"",
                Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: [var only] } list }
            } template
            || only.Expression != template
            || list.Parent is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }
            || access.Name.Identifier.ValueText is not { } name
            || !name.StartsWith("InvokePrompt", StringComparison.Ordinal))
            return null;

        var holes = template.Contents.OfType<InterpolationSyntax>().ToList();
        if (holes.Any(hole => hole.AlignmentClause is not null || hole.FormatClause is not null))
            return null;

        var names = NamesOf(holes);
        var text = string.Concat(template.Contents.Select(part => part switch
        {
            InterpolationSyntax hole => $"{{{{${names[hole]}}}}}",
            InterpolatedStringTextSyntax written => written.TextToken.ValueText,
            _ => "",
        }));
        var arguments = string.Join(", ", holes.Select(hole => $"[\"{names[hole]}\"] = {hole.Expression.WithoutTrivia()}"));
        var changed = list.WithArguments(SyntaxFactory.SeparatedList(
        [
            SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(
                SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text)).WithTriviaFrom(template)),
            SyntaxFactory.Argument(SyntaxFactory.ParseExpression(
                $"new {TypeName(template, model)} {{ {arguments} }}").WithLeadingTrivia(SyntaxFactory.Space)),
        ]));
        return root.ReplaceNode(list, changed);
    }

    private static string TypeName(SyntaxNode place, SemanticModel model) =>
        model.LookupNamespacesAndTypes(place.SpanStart, name: "KernelArguments").IsEmpty
            ? "global::Microsoft.SemanticKernel.KernelArguments"
            : "KernelArguments";

    /// <summary>A name for each hole: that of the variable or member, or a number.</summary>
    private static Dictionary<InterpolationSyntax, string> NamesOf(List<InterpolationSyntax> holes)
    {
        var names = new Dictionary<InterpolationSyntax, string>();
        foreach (var hole in holes)
        {
            var name = hole.Expression switch
            {
                IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
                MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
                _ => "text",
            };
            names.Add(hole, names.ContainsValue(name) ? $"{name}{names.Count + 1}" : name);
        }

        return names;
    }
}
