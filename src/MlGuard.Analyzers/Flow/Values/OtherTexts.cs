using System.Runtime.CompilerServices;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>
/// The paths that members of other projects always give, for whoever reads a text in a body and knows nothing but its compilation.
/// </summary>
internal static class OtherTexts
{
    private static readonly ConditionalWeakTable<Compilation, Func<ISymbol, (ReturnedKind Kind, string Text)?>> s_known = new();

    /// <summary>Says whom to ask about the members that <paramref name="compilation"/> refers to.</summary>
    public static void Add(Compilation compilation, Func<ISymbol, (ReturnedKind Kind, string Text)?> known)
    {
        s_known.Remove(compilation);
        s_known.Add(compilation, known);
    }

    /// <summary>The path that a member of another project gives, or its end where that is enough; null where that is not known.</summary>
    public static string? Of(ISymbol member, IOperation near, bool tailIsEnough) =>
        near.SemanticModel?.Compilation is { } compilation
        && !SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly)
        && s_known.TryGetValue(compilation, out var known) && known(member) is { } given
        && (given.Kind == ReturnedKind.Path || (tailIsEnough && given.Kind == ReturnedKind.PathEnd))
            ? given.Text
            : null;
}
