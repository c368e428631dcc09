using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.CodeFixes;

/// <summary>Imports what a fix names in full, so that its code reads as a person would write it.</summary>
internal static class Imports
{
    /// <summary>The file with a <c>using</c> for each namespace of a full name that a fix wrote, unless it is taken.</summary>
    /// <param name="root">The file as the fix left it.</param>
    /// <param name="model">Of that file.</param>
    public static SyntaxNode For(SyntaxNode root, SemanticModel model)
    {
        if (root is not CompilationUnitSyntax unit)
            return root;
        ImmutableArray<string> missing =
        [
            .. from alias in root.DescendantNodes().OfType<AliasQualifiedNameSyntax>()
               where alias.Alias.Identifier.IsKind(SyntaxKind.GlobalKeyword) && IsWritten(alias)
               let type = TypeOf(alias, model)
               where type is { ContainingNamespace.IsGlobalNamespace: false } && IsFree(type, alias.SpanStart, model)
               select type.ContainingNamespace.ToDisplayString(),
        ];
        return missing.Distinct().OrderBy(name => name, StringComparer.Ordinal).Aggregate(unit, With);
    }

    /// <summary>What the fix wrote is marked to be simplified.</summary>
    private static bool IsWritten(SyntaxNode node) => node.AncestorsAndSelf().Any(around => around.HasAnnotation(Simplifier.Annotation));

    private static INamedTypeSymbol? TypeOf(AliasQualifiedNameSyntax alias, SemanticModel model)
    {
        for (SyntaxNode? node = alias; node is NameSyntax or MemberAccessExpressionSyntax; node = node.Parent)
            if (model.GetSymbolInfo(node).Symbol is INamedTypeSymbol type)
                return type;
        return null;
    }

    /// <summary>Whether the name means nothing yet: what is in reach needs no import, and a namesake would become ambiguous.</summary>
    private static bool IsFree(INamedTypeSymbol type, int position, SemanticModel model) =>
        model.LookupNamespacesAndTypes(position, name: type.Name).IsEmpty;

    private static CompilationUnitSyntax With(CompilationUnitSyntax unit, string name)
    {
        var line = UsingDirective(ParseName(name)).NormalizeWhitespace().WithTrailingTrivia(LineFeed);
        if (unit.Usings.Count == 0 && unit.Members.Count > 0)
            return AtTheTop(unit, line);
        var place = unit.Usings.TakeWhile(known => IsBefore(known, name)).Count();
        if (place == 0 && unit.Usings.Count > 0)
        {
            var first = unit.Usings[0];
            line = line.WithLeadingTrivia(first.GetLeadingTrivia());
            unit = unit.ReplaceNode(first, first.WithLeadingTrivia());
        }

        return unit.WithUsings(unit.Usings.Insert(place, line));
    }

    /// <summary>Below what stands over the first line, such as the licence.</summary>
    private static CompilationUnitSyntax AtTheTop(CompilationUnitSyntax unit, UsingDirectiveSyntax line)
    {
        var first = unit.GetFirstToken();
        var above = first.LeadingTrivia;
        return unit.ReplaceToken(first, first.WithLeadingTrivia(LineFeed)).AddUsings(line.WithLeadingTrivia(above));
    }

    private static bool IsBefore(UsingDirectiveSyntax known, string name) =>
        known.Alias is null
        && known.StaticKeyword.IsKind(SyntaxKind.None)
        && (known.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) || Compare(known.Name?.ToString() ?? "", name) < 0);

    /// <summary>System comes first.</summary>
    private static int Compare(string one, string other) =>
        IsSystem(one) == IsSystem(other) ? string.CompareOrdinal(one, other) : (IsSystem(one) ? -1 : 1);

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
