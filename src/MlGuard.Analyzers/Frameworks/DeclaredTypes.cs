namespace MlGuard.Analyzers.Frameworks;

/// <summary>The types that a compilation declares itself.</summary>
internal static class DeclaredTypes
{
    /// <summary>Every type of the compilation's own assembly, nested ones too.</summary>
    public static IEnumerable<INamedTypeSymbol> Of(Compilation compilation)
    {
        var pending = new Stack<INamespaceOrTypeSymbol>([compilation.Assembly.GlobalNamespace]);
        while (pending.Count > 0)
        {
            foreach (var member in pending.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                    pending.Push(inner);
                if (member is INamedTypeSymbol type)
                    yield return type;
            }
        }
    }
}
