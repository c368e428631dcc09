using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>
/// Which bodies of the compilation mention a name: the cheap question that comes before binding anything. A file is read as text first,
/// and token by token only when its text holds a name that is asked for.
/// </summary>
internal sealed class SourceIndex(Compilation compilation)
{
    /// <summary>Stands for "look further out".</summary>
    private static readonly SyntaxNode s_undecided = SyntaxFactory.EmptyStatement();

    private readonly Lazy<ImmutableArray<FileIndex>> _files = new(
        () => [.. compilation.SyntaxTrees.Select(tree => new FileIndex(tree))], LazyThreadSafetyMode.PublicationOnly);

    /// <summary>
    /// The declarations with a body that mentions <paramref name="name"/>: members, field initializers, and compilation units with
    /// top-level statements.
    /// </summary>
    public IReadOnlyList<SyntaxNode> BodiesNaming(string name, CancellationToken cancellationToken)
    {
        var bodies = new List<SyntaxNode>();
        var hash = IdentifierSet.HashOf(name);
        foreach (var file in _files.Value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.MayMention(hash, cancellationToken) && file.BodiesNaming(name, cancellationToken) is { } named)
                bodies.AddRange(named);
        }

        return bodies;
    }

    /// <summary>Whether a file may mention <paramref name="name"/>; never wrong when it says no.</summary>
    public bool MayMention(string name, CancellationToken cancellationToken)
    {
        var hash = IdentifierSet.HashOf(name);
        foreach (var file in _files.Value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.MayMention(hash, cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>The declaration whose body <paramref name="node"/> stands in, or null outside of bodies.</summary>
    public static SyntaxNode? BodyAround(SyntaxNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (BodyOf(node, around: s_undecided) is var body && body != s_undecided)
                return body;
        }

        return null;
    }

    /// <summary>
    /// The body that begins with <paramref name="node"/>, null where the members of a type begin, or else the one around it.
    /// </summary>
    private static SyntaxNode? BodyOf(SyntaxNode node, SyntaxNode? around) => node switch
    {
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax => node,
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } => node,
        GlobalStatementSyntax => node.Parent,
        BaseTypeDeclarationSyntax => null,
        _ => around,
    };

    private sealed class FileIndex(SyntaxTree tree)
    {
        private IdentifierSet? _mentioned;
        private Dictionary<string, List<SyntaxNode>>? _bodiesByName;

        public bool MayMention(uint hashOfName, CancellationToken cancellationToken)
        {
            var mentioned = Volatile.Read(ref _mentioned);
            if (mentioned is null)
                Volatile.Write(ref _mentioned, mentioned = IdentifierSet.Of(tree.GetText(cancellationToken)));
            return mentioned.MayContain(hashOfName);
        }

        public List<SyntaxNode>? BodiesNaming(string name, CancellationToken cancellationToken) =>
            Bodies(cancellationToken).TryGetValue(name, out var bodies) ? bodies : null;

        private Dictionary<string, List<SyntaxNode>> Bodies(CancellationToken cancellationToken)
        {
            var bodies = Volatile.Read(ref _bodiesByName);
            if (bodies is null)
                Volatile.Write(ref _bodiesByName, bodies = Read(tree.GetRoot(cancellationToken)));
            return bodies;
        }

        /// <summary>
        /// Carries the body down the tree: to ask each name for the body around it would climb long call chains again for every link.
        /// </summary>
        private static Dictionary<string, List<SyntaxNode>> Read(SyntaxNode root)
        {
            var index = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
            var pending = new Stack<(SyntaxNodeOrToken Part, SyntaxNode? Body)>([(root, null)]);
            while (pending.Count > 0)
            {
                var (part, body) = pending.Pop();
                if (part.AsNode() is { } node)
                {
                    body = BodyOf(node, body);
                    foreach (var name in MadeUnnamed(node))
                        Add(index, name, node);
                    foreach (var child in node.ChildNodesAndTokens().Reverse())
                        pending.Push((child, body));
                }
                else if (body is not null && part.IsKind(SyntaxKind.IdentifierToken))
                {
                    Add(index, part.AsToken().ValueText, body);
                }
            }

            return index;
        }

        /// <summary>The types that a field is declared with and makes by <c>new(...)</c>, which names none.</summary>
        private static IEnumerable<string> MadeUnnamed(SyntaxNode node) =>
            node is VariableDeclaratorSyntax
            {
                Initializer: { } value, Parent: VariableDeclarationSyntax { Type: var type, Parent: BaseFieldDeclarationSyntax }
            }
            && value.DescendantNodes().Any(part => part is ImplicitObjectCreationExpressionSyntax)
                ? type.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)
                : [];

        private static void Add(Dictionary<string, List<SyntaxNode>> index, string name, SyntaxNode body)
        {
            if (!index.TryGetValue(name, out var bodies))
                index.Add(name, bodies = []);
            // Tokens come in source order, so a body that is known already is the last one, or encloses it.
            if (bodies.Count == 0 || bodies[bodies.Count - 1] != body)
                bodies.Add(body);
        }
    }
}
