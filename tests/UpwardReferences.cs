using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Tests;

/// <summary>
/// The names in one's own sources that can stand for a member or a type of a room above, as the compiler resolves them. To bind a name
/// takes a thousand times as long as to read it: only those are bound that something above is called.
/// </summary>
internal static class UpwardReferences
{
    /// <param name="compilation">Holds the sources.</param>
    /// <param name="roomOf">The room of a source; null for one that belongs to none.</param>
    /// <param name="pointsUp">Whether the first room may not know the second.</param>
    public static IEnumerable<(SyntaxTree Tree, SimpleNameSyntax Name, SymbolInfo Found)> Of(
        CSharpCompilation compilation, Func<SyntaxTree, string?> roomOf, Func<string, string, bool> pointsUp)
    {
        var rooms = compilation.SyntaxTrees.Where(tree => roomOf(tree) is not null).GroupBy(tree => roomOf(tree)!)
            .Select(room => (Name: room.Key, Trees: room.ToList(), Declared: room.SelectMany(DeclaredIn).ToHashSet()))
            .ToList();
        return
            from room in rooms
            let above = rooms.Where(other => pointsUp(room.Name, other.Name)).SelectMany(other => other.Declared).ToHashSet()
            where above.Count > 0
            from tree in room.Trees
            let model = compilation.GetSemanticModel(tree)
            from name in tree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>()
            where above.Contains(name.Identifier.ValueText)
            select (tree, name, model.GetSymbolInfo(name));
    }

    private static IEnumerable<string> DeclaredIn(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().SelectMany(node => node switch
        {
            BaseTypeDeclarationSyntax type => [type.Identifier.ValueText, WithoutAttribute(type.Identifier.ValueText)],
            DelegateDeclarationSyntax type => [type.Identifier.ValueText],
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            EnumMemberDeclarationSyntax member => [member.Identifier.ValueText],
            ParameterSyntax { Parent.Parent: TypeDeclarationSyntax } parameter => [parameter.Identifier.ValueText],
            BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
            _ => Enumerable.Empty<string>(),
        });

    private static string WithoutAttribute(string name) =>
        name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
}
