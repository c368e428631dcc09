using System.Runtime.CompilerServices;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>The operations of one body by what rules look for in it, read once for all of their questions.</summary>
internal sealed class BodyIndex
{
    private static readonly ConditionalWeakTable<IOperation, BodyIndex> s_known = new();

    private readonly Lazy<ILookup<ISymbol, ILocalReferenceOperation>> _reads;
    private readonly Lazy<ILookup<ISymbol, IFieldReferenceOperation>> _fields;
    private readonly Lazy<Dictionary<ISymbol, IOperation>> _functions;
    private readonly Lazy<HashSet<IOperation>> _changedObjects;

    private BodyIndex(IOperation root)
    {
        Calls = [.. root.DescendantsAndSelf().OfType<IInvocationOperation>()];
        _reads = new(() => root.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
            .ToLookup(read => (ISymbol)read.Local, SymbolEqualityComparer.Default)!);
        _fields = new(() => root.DescendantsAndSelf().OfType<IFieldReferenceOperation>()
            .ToLookup(read => (ISymbol)read.Field, SymbolEqualityComparer.Default)!);
        _functions = new(() => root.DescendantsAndSelf().OfType<ILocalFunctionOperation>().Where(function => function.Body is not null)
            .ToDictionary(function => (ISymbol)function.Symbol, function => (IOperation)function.Body!, SymbolEqualityComparer.Default));
        _changedObjects = new(() => FindChangedObjects(root));
    }

    /// <summary>The calls of the body, in the order of the source.</summary>
    public ImmutableArray<IInvocationOperation> Calls { get; }

    /// <summary>The body around <paramref name="operation"/>.</summary>
    public static BodyIndex Around(IOperation operation) => s_known.GetValue(Bodies.RootOf(operation), static root => new BodyIndex(root));

    /// <summary>Where <paramref name="variable"/> is read or written.</summary>
    public IEnumerable<ILocalReferenceOperation> ReferencesTo(ILocalSymbol variable) => _reads.Value[variable];

    /// <summary>Where <paramref name="field"/> is read or written.</summary>
    public IEnumerable<IFieldReferenceOperation> ReferencesTo(IFieldSymbol field) => _fields.Value[field];

    /// <summary>What stands in a local function; null when it is none of this body.</summary>
    public IOperation? FunctionOf(IMethodSymbol function) => _functions.Value.TryGetValue(function, out var body) ? body : null;

    /// <summary>Whether a member of the object that <paramref name="creation"/> makes is assigned after it was made.</summary>
    public bool IsChangedLater(IObjectCreationOperation creation) => _changedObjects.Value.Contains(creation);

    private static HashSet<IOperation> FindChangedObjects(IOperation root) =>
    [
        .. root.DescendantsAndSelf().OfType<IAssignmentOperation>()
            .Select(assignment => assignment.Target).OfType<IMemberReferenceOperation>()
            .Select(target => target.Instance).Where(owner => owner is not (null or IInstanceReferenceOperation))
            .Select(owner => LocalValues.Origin(owner!)),
    ];
}
