using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Serving;

/// <summary>Where a compilation reads its engines, and which types it registers as singletons.</summary>
internal sealed class EngineUses
{
    private readonly ConcurrentDictionary<ISymbol, ConcurrentBag<Use>> _uses = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _singletons = new(SymbolEqualityComparer.Default);

    public bool HasSingletons => !_singletons.IsEmpty;

    /// <summary>The fields, properties and captured constructor parameters that hold engines.</summary>
    public IEnumerable<ISymbol> Members => _uses.Keys;

    public void NoteSingleton(INamedTypeSymbol type) => _singletons[type.OriginalDefinition] = true;

    public bool IsSingleton(INamedTypeSymbol type) => _singletons.ContainsKey(type.OriginalDefinition);

    public void Note(IOperation read, ISymbol owner)
    {
        if (MemberOf(read, owner) is { } member)
            _uses.GetOrAdd(member.OriginalDefinition, _ => []).Add(new Use(read, Bodies.CallerOf(read, owner), Guards.GuardOf(read)));
    }

    /// <summary>Each thread has its own.</summary>
    public static bool IsThreadBound(ISymbol member) =>
        member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute");

    /// <summary>The uses that can meet: those outside every lock, or all when they are guarded by different ones.</summary>
    public IEnumerable<Use> UnguardedReadsOf(ISymbol member)
    {
        var reads =
            _uses[member].Where(use => !IsWrite(use.Read)).OrderBy(use => use.Read.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(use => use.Read.Syntax.SpanStart).ToList();
        var guards = new HashSet<ISymbol>(reads.Select(use => use.Guard).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        return guards.Count > 1 ? reads : reads.Where(use => use.Guard is null);
    }

    /// <summary>A member of the type; a parameter counts when the type's own constructor has it and a method keeps it alive.</summary>
    private static ISymbol? MemberOf(IOperation read, ISymbol owner) => read switch
    {
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Property.IsIndexer: false, Instance: null or IInstanceReferenceOperation } property =>
            property.Property,
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter }
            when owner is not (IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Constructor }) => parameter,
        _ => null,
    };

    private static bool IsWrite(IOperation read) =>
        read.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, read);

    /// <param name="Read">The reference.</param>
    /// <param name="Caller">The method, local function or lambda that it stands in.</param>
    /// <param name="Guard">What it is locked by.</param>
    internal sealed record Use(IOperation Read, ISymbol Caller, ISymbol? Guard);
}
