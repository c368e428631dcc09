using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Flow;

/// <summary>
/// Which bodies of the compilation mention a name: the cheap question that comes before binding anything. Built once, on the first question.
/// </summary>
internal sealed class SourceIndex(Compilation compilation)
{
    private Dictionary<string, List<SyntaxNode>>? _bodiesByName;

    /// <summary>The declarations with a body that mentions <paramref name="name"/>: members, field initializers, and compilation units with top-level statements.</summary>
    public IReadOnlyList<SyntaxNode> BodiesNaming(string name, CancellationToken cancellationToken) =>
        Index(cancellationToken).TryGetValue(name, out var bodies) ? bodies : [];

    /// <summary>The declaration whose body <paramref name="node"/> stands in, or null outside of bodies.</summary>
    public static SyntaxNode? BodyAround(SyntaxNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                case BasePropertyDeclarationSyntax:
                case VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax }:
                    return node;
                case GlobalStatementSyntax:
                    return node.Parent;
                case BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    private Dictionary<string, List<SyntaxNode>> Index(CancellationToken cancellationToken)
    {
        var index = Volatile.Read(ref _bodiesByName);
        if (index is null)
        {
            index = Build(cancellationToken);
            Volatile.Write(ref _bodiesByName, index);
        }

        return index;
    }

    private Dictionary<string, List<SyntaxNode>> Build(CancellationToken cancellationToken)
    {
        var index = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var token in tree.GetRoot(cancellationToken).DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken) && BodyAround(token.Parent) is { } body)
                    Add(index, token.ValueText, body);
            }
        }

        return index;
    }

    private static void Add(Dictionary<string, List<SyntaxNode>> index, string name, SyntaxNode body)
    {
        if (!index.TryGetValue(name, out var bodies))
            index.Add(name, bodies = []);
        // Tokens come in source order, so a body that is known already is the last one, or encloses it.
        if (bodies.Count == 0 || bodies[bodies.Count - 1] != body)
            bodies.Add(body);
    }
}
