using System.Collections.Concurrent;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow;

/// <summary>
/// Who calls whom in the compilation, read backwards: from a call up to the entry points that reach it. Each body is read once, whichever
/// analyzer comes first.
/// </summary>
internal sealed class CallPaths
{
    private const int MaximumVisits = 20_000;

    private readonly MlSymbols _symbols;
    private readonly EntryPoints _entryPoints;
    private readonly ConcurrentDictionary<ISymbol, Lazy<BodyFacts>> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Lazy<Snapshot> _snapshot;

    public CallPaths(MlSymbols symbols, EntryPoints entryPoints, Digest? digest)
    {
        _symbols = symbols;
        _entryPoints = entryPoints;
        _snapshot = new Lazy<Snapshot>(() => new Snapshot(_bodies.Values.Select(body => body.Value), [.. digest?.Trainings ?? []]));
    }

    /// <summary>The calls of members with a role in the whole compilation, in no particular order.</summary>
    public IEnumerable<RoleCall> RoleCalls => _snapshot.Value.RoleCalls;

    /// <summary>Every step from one body of the compilation to another.</summary>
    public IEnumerable<CallEdge> Edges => _snapshot.Value.Callers.SelectMany(callers => callers);

    /// <summary>From the member of a contract or base type to the bodies here that may run when it is called.</summary>
    public ILookup<ISymbol, ISymbol> Implementations => _snapshot.Value.Implementations;

    /// <summary>
    /// Whether the code runs in a host that serves several requests at a time. A reference to ASP.NET Core proves nothing,
    /// so this asks for an entry point of such a host, or for the code that sets it up.
    /// </summary>
    public bool IsConcurrentHost => _snapshot.Value.ConfiguresWebHost || _snapshot.Value.Owners.Any(owner => _entryPoints.KindOf(owner) == EntryPointKind.Request);

    /// <summary>
    /// Reads every body of the compilation. A rule that asks for paths calls this when it registers, and asks at its compilation end,
    /// when all bodies have been read.
    /// </summary>
    public void CollectWith(CompilationStartAnalysisContext start) =>
        start.RegisterOperationBlockAction(block => Collect(block.OwningSymbol, block.OperationBlocks));

    /// <summary>The shortest way from an entry point to <paramref name="code"/>, or null when it is not serving code.</summary>
    /// <param name="code">A method, local function or lambda, such as <see cref="RoleCall.Caller"/>.</param>
    /// <param name="mayPass">Which steps the way may take; all when null. A protected call is a step that may not.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public CallPath? ToEntryPoint(ISymbol code, Func<CallEdge, bool>? mayPass, CancellationToken cancellationToken)
    {
        var start = NodeOf(code);
        var cameBy = new Dictionary<ISymbol, (CallEdge? Edge, ISymbol Next)>(SymbolEqualityComparer.Default) { [start] = default };
        var pending = new Queue<ISymbol>([start]);
        while (pending.Count > 0 && cameBy.Count < MaximumVisits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = pending.Dequeue();
            if (Trains(node))
                continue;
            if (EntryKindOf(node) is { } kind)
                return new CallPath(node, kind, StepsFrom(node, cameBy));

            foreach (var edge in CallersOf(node))
            {
                if (cameBy.ContainsKey(edge.Caller) || mayPass?.Invoke(edge) == false)
                    continue;
                cameBy.Add(edge.Caller, (edge, node));
                pending.Enqueue(edge.Caller);
            }
        }

        return null;
    }

    /// <summary>Whether <paramref name="code"/>, or what it stands in, trains: it calls a Fit role, or the manifest names it as training.</summary>
    public bool Trains(ISymbol code) => _snapshot.Value.Training.Contains(OwnerOf(code));

    /// <summary>The member that <paramref name="code"/> stands in, for a lambda or local function.</summary>
    public ISymbol OwnerOf(ISymbol code)
    {
        while (_snapshot.Value.Outer.TryGetValue(code, out var outer))
            code = outer;
        return code;
    }

    /// <summary>The steps that lead to <paramref name="code"/> directly, also through what it implements or overrides.</summary>
    public IEnumerable<CallEdge> CallersOf(ISymbol code) =>
        NamesOf(code).SelectMany(name => _snapshot.Value.Callers[name]);

    /// <summary>How a symbol stands in the graph: as defined, not as constructed or reduced.</summary>
    internal static ISymbol NodeOf(ISymbol symbol) => symbol is IMethodSymbol method
        ? Whole((method.ReducedFrom ?? method).OriginalDefinition)
        : symbol.OriginalDefinition;

    private static IMethodSymbol Whole(IMethodSymbol method) => method.PartialImplementationPart ?? method;

    private void Collect(ISymbol owner, ImmutableArray<IOperation> blocks) =>
        _ = _bodies.GetOrAdd(NodeOf(owner), node => new Lazy<BodyFacts>(() => BodyFacts.Read(node, blocks, _symbols, _entryPoints))).Value;

    private EntryPointKind? EntryKindOf(ISymbol node)
    {
        var kind = _entryPoints.KindOf(node);
        return kind == EntryPointKind.Background && _snapshot.Value.ReadConsole.Contains(OwnerOf(node)) ? null : kind;
    }

    private static ImmutableArray<CallEdge> StepsFrom(ISymbol node, Dictionary<ISymbol, (CallEdge? Edge, ISymbol Next)> cameBy)
    {
        var steps = ImmutableArray.CreateBuilder<CallEdge>();
        while (cameBy[node] is ({ } edge, var next))
        {
            steps.Add(edge);
            node = next;
        }

        return steps.ToImmutable();
    }

    private static IEnumerable<ISymbol> NamesOf(ISymbol node)
    {
        yield return node;
        if (node is not IMethodSymbol { ContainingType: { } type, MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction) } method)
            yield break;

        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            yield return overridden.OriginalDefinition;
        foreach (var contract in type.AllInterfaces)
        {
            foreach (var member in contract.GetMembers())
            {
                if (member is IMethodSymbol && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                    yield return member.OriginalDefinition;
            }
        }
    }

    private sealed class Snapshot
    {
        public Snapshot(IEnumerable<BodyFacts> bodies, ImmutableHashSet<string> trainings)
        {
            var all = bodies.ToList();
            Owners = [.. all.Select(body => body.Owner)];
            ConfiguresWebHost = all.Any(body => body.ConfiguresWebHost);
            RoleCalls = [.. all.SelectMany(body => body.RoleCalls)];
            Callers = all.SelectMany(body => body.Edges).ToLookup(edge => edge.Callee, SymbolEqualityComparer.Default)!;
            ReadConsole = new HashSet<ISymbol>(all.Where(body => body.ReadsConsole).Select(body => body.Owner), SymbolEqualityComparer.Default);
            Training = new HashSet<ISymbol>(all.Where(body => body.RoleCalls.Any(call => call.Role == Role.Fit) || trainings.Contains(body.Owner.MemberPath())).Select(body => body.Owner), SymbolEqualityComparer.Default);
            Implementations = Owners.SelectMany(owner => NamesOf(owner).Skip(1), (owner, name) => (owner, name))
                .ToLookup(pair => pair.name, pair => pair.owner, SymbolEqualityComparer.Default)!;
            Outer = new Dictionary<ISymbol, ISymbol>(SymbolEqualityComparer.Default);
            foreach (var (inner, outer) in all.SelectMany(body => body.Nested))
                Outer[inner] = outer;
        }

        public ImmutableArray<ISymbol> Owners { get; }

        public bool ConfiguresWebHost { get; }

        public ImmutableArray<RoleCall> RoleCalls { get; }

        public ILookup<ISymbol, CallEdge> Callers { get; }

        public ILookup<ISymbol, ISymbol> Implementations { get; }

        public HashSet<ISymbol> ReadConsole { get; }

        public HashSet<ISymbol> Training { get; }

        public Dictionary<ISymbol, ISymbol> Outer { get; }
    }
}
