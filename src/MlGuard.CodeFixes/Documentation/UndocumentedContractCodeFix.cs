using System.Composition;
using System.Text;
using MlGuard.Analyzers.Documentation;
using MlGuard.Catalogue;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.CodeFixes.Documentation;

/// <summary>
/// MLG8002: writes the summaries that are missing, from the names and types of the columns. What only a person knows, such as a unit, is
/// left as a TODO.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UndocumentedContractCodeFix() : MlGuardCodeFix(RuleIds.UndocumentedContract, "Write the missing summaries")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
            return null;

        var lines = new Dictionary<SyntaxNode, List<string>>();
        if (!Description.IsWritten(type))
            LinesOf(declaration, lines).Add($"<summary>TODO: what one {Words(type.Name)} stands for.</summary>");
        foreach (var column in UndocumentedContractAnalyzer.ColumnsOf(type)
            .Where(column => !Description.IsWritten(column)))
            Describe(column, declaration, lines);
        return lines.Count == 0 ? null : root.ReplaceNodes(lines.Keys, (original, current) => Commented(current, lines[original]));
    }

    private static void Describe(ISymbol column, TypeDeclarationSyntax declaration, Dictionary<SyntaxNode, List<string>> lines)
    {
        foreach (var reference in column.DeclaringSyntaxReferences)
        {
            var text = TextOf(column);
            switch (reference.GetSyntax())
            {
                case ParameterSyntax parameter when declaration.Span.Contains(parameter.Span):
                    LinesOf(declaration, lines).Add($"<param name=\"{column.Name}\">{text}</param>");
                    break;
                case VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } when declaration.Span.Contains(field.Span)
                    && !lines.ContainsKey(field):
                    LinesOf(field, lines).Add($"<summary>{text}</summary>");
                    break;
                case PropertyDeclarationSyntax property when declaration.Span.Contains(property.Span):
                    LinesOf(property, lines).Add($"<summary>{text}</summary>");
                    break;
            }
        }
    }

    private static List<string> LinesOf(SyntaxNode node, Dictionary<SyntaxNode, List<string>> lines)
    {
        if (!lines.TryGetValue(node, out var known))
            lines.Add(node, known = []);
        return known;
    }

    private static string TextOf(ISymbol column)
    {
        var words = Words(column.Name);
        return (column is IFieldSymbol field ? field.Type : ((IPropertySymbol)column).Type) switch
        {
            { SpecialType: SpecialType.System_Boolean } => $"Whether {(StartsWithVerb(words) ? "it " : "")}{words}.",
            { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => $"The {words}. TODO: unit and range.",
            IArrayTypeSymbol => $"The {words}. TODO: order and unit of the values.",
            _ => $"The {words}.",
        };
    }

    private static bool StartsWithVerb(string words) =>
        words.StartsWith("is ", StringComparison.Ordinal) || words.StartsWith("has ", StringComparison.Ordinal);

    /// <summary><c>AmountInEuro</c> as <c>amount in euro</c>.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
                words.Append(' ');
            words.Append(name[i] == '_' ? ' ' : char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }

    private static SyntaxNode Commented(SyntaxNode current, List<string> lines)
    {
        var leading = current.GetLeadingTrivia();
        var indent = leading.Count > 0 && leading[leading.Count - 1] is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space
            ? space.ToString()
            : "";
        var comment = ParseLeadingTrivia(string.Concat(lines.Select(line => $"/// {line}\n{indent}")));
        return current.WithLeadingTrivia(leading.AddRange(comment));
    }
}
