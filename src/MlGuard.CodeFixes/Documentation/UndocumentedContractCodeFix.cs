using System.Composition;
using MlGuard.Analyzers.Documentation;
using MlGuard.Catalogue;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.CodeFixes.Documentation;

/// <summary>
/// MLG8002: writes a summary with a TODO for each column that is in doubt, and says in it what is asked. Only a person knows the answer, so
/// the rule reports until it stands there.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UndocumentedContractCodeFix()
    : MlGuardCodeFix(RuleIds.UndocumentedContract, "Write a TODO for each summary that is missing")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
            return null;

        var lines = new Dictionary<SyntaxNode, List<string>>();
        foreach (var column in UndocumentedContractAnalyzer.InDoubt(type).Where(column => !Description.IsWritten(column)))
            Describe(column, declaration, lines);
        if (lines.Count > 0 && !Description.IsWritten(type))
            LinesOf(declaration, lines).Insert(0, $"<summary>TODO: what one {type.Name} stands for.</summary>");
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

    private static string TextOf(ISymbol column) =>
        (column is IFieldSymbol field ? field.Type : ((IPropertySymbol)column).Type) switch
        {
            { SpecialType: SpecialType.System_Boolean } => $"TODO: when {column.Name} is true, and when false.",
            { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } =>
                $"TODO: what {column.Name} means, with its unit and range.",
            IArrayTypeSymbol => $"TODO: what the values of {column.Name} are, their order and unit.",
            _ => $"TODO: what {column.Name} means, and which values it takes.",
        };

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
