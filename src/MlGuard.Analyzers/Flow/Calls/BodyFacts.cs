using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>What one body does, with its lambdas and local functions: whom it calls, which roles it plays.</summary>
internal sealed class BodyFacts
{
    private readonly MlSymbols _symbols;
    private readonly EntryPoints _entryPoints;
    private readonly List<(ISymbol Caller, IMethodSymbol Method)> _foreignCalls = [];

    private readonly Lazy<ILookup<ISymbol, CallEdge>> _edgesFrom;
    private readonly Lazy<ILookup<ISymbol, CallEdge>> _edgesTo;
    private readonly Lazy<ILookup<string, CallEdge>> _edgesByName;
    private readonly Lazy<ILookup<ISymbol, RoleCall>> _roleCallsFrom;
    private readonly Lazy<ILookup<ISymbol, IMethodSymbol>> _foreignCallsFrom;
    private readonly Lazy<HashSet<ISymbol>> _fitting;

    private BodyFacts(ISymbol owner, MlSymbols symbols, EntryPoints entryPoints)
    {
        Owner = owner;
        _symbols = symbols;
        _entryPoints = entryPoints;
        _edgesFrom = new(() => Edges.ToLookup(edge => CallPaths.NodeOf(edge.Caller), SymbolEqualityComparer.Default)!);
        _edgesTo = new(() => Edges.ToLookup(edge => edge.Callee, SymbolEqualityComparer.Default)!);
        _edgesByName = new(() => Edges.ToLookup(edge => CallPaths.NameInSource(edge.Callee), StringComparer.Ordinal));
        _roleCallsFrom = new(() => RoleCalls.ToLookup(call => CallPaths.NodeOf(call.Caller), SymbolEqualityComparer.Default)!);
        _foreignCallsFrom = new(() => _foreignCalls
            .ToLookup(call => CallPaths.NodeOf(call.Caller), call => call.Method, SymbolEqualityComparer.Default)!);
        _fitting = new(FindFitting);
    }

    /// <summary>The member that the body belongs to.</summary>
    public ISymbol Owner { get; }

    public List<CallEdge> Edges { get; } = [];

    public List<RoleCall> RoleCalls { get; } = [];

    /// <summary>The types that it registers for injection.</summary>
    public List<ITypeSymbol> RegisteredTypes { get; } = [];

    /// <summary>The methods of other assemblies that it calls.</summary>
    public HashSet<IMethodSymbol> ForeignCalls { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Where it calls them.</summary>
    public List<IOperation> ForeignSites { get; } = [];

    /// <summary>The fields and properties that it gives a value.</summary>
    public HashSet<ISymbol> AssignedMembers { get; } = new(SymbolEqualityComparer.Default);

    public bool Throws { get; private set; }

    public bool ReadsConsole { get; private set; }

    /// <summary>Whether it calls something that the compiler does not find, which may do anything.</summary>
    public bool HasUnboundCall { get; private set; }

    /// <summary>Whether it talks to ASP.NET Core, as the start-up code of a web service does.</summary>
    public bool ConfiguresWebHost { get; private set; }

    /// <summary>The steps that <paramref name="code"/>, which stands in the body, takes itself; those of its lambdas are theirs.</summary>
    public IEnumerable<CallEdge> EdgesFrom(ISymbol code) => _edgesFrom.Value[code];

    public IEnumerable<CallEdge> EdgesTo(ISymbol callee) => _edgesTo.Value[callee];

    /// <summary>The steps to what is called <paramref name="name"/> in the source.</summary>
    public IEnumerable<CallEdge> EdgesNamed(string name) => _edgesByName.Value[name];

    /// <summary>The methods of other assemblies that <paramref name="code"/> calls itself.</summary>
    public IEnumerable<IMethodSymbol> ForeignCallsFrom(ISymbol code) => _foreignCallsFrom.Value[code];

    /// <summary>The calls with a role that stand in <paramref name="code"/> itself.</summary>
    public IEnumerable<RoleCall> RoleCallsFrom(ISymbol code) => _roleCallsFrom.Value[code];

    /// <summary>Whether a model is fitted in <paramref name="code"/>, which is the owner or stands in its body.</summary>
    public bool Fits(ISymbol code) => _fitting.Value.Contains(code);

    public static BodyFacts Read(ISymbol owner, ImmutableArray<IOperation> blocks, MlSymbols symbols, EntryPoints entryPoints)
    {
        var facts = new BodyFacts(owner, symbols, entryPoints);
        // A stack of our own: operation trees get deeper than the thread's.
        var pending = new Stack<(IOperation Operation, ISymbol Caller)>();
        foreach (var block in blocks)
            pending.Push((block, owner));
        while (pending.Count > 0)
        {
            var (operation, caller) = pending.Pop();
            caller = facts.Note(operation, caller);
            foreach (var child in operation.ChildOperations)
                pending.Push((child, caller));
        }

        return facts;
    }

    /// <summary>What fits a model itself, and what that stands in.</summary>
    private HashSet<ISymbol> FindFitting()
    {
        var fitting = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var call in RoleCalls.Where(call => call.Role == Role.Fit))
        {
            for (ISymbol? code = call.Caller; code is not null && fitting.Add(CallPaths.NodeOf(code)); code = code.ContainingSymbol)
            {
            }
        }

        return fitting;
    }

    /// <returns>Who calls what stands inside <paramref name="operation"/>.</returns>
    private ISymbol Note(IOperation operation, ISymbol caller)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation lambda:
                Edges.Add(new CallEdge(caller, lambda.Symbol, lambda));
                return lambda.Symbol;
            case ILocalFunctionOperation function:
                return function.Symbol;
            case IInvocationOperation call:
                NoteCall(call, call.TargetMethod, caller);
                _entryPoints.Note(call.TargetMethod, call.Arguments);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                NoteCall(creation, constructor, caller);
                _entryPoints.Note(constructor, creation.Arguments);
                break;
            case IInvalidOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax }:
                HasUnboundCall = true;
                break;
            case IEventAssignmentOperation subscription:
                _entryPoints.Note(subscription);
                break;
            case IAssignmentOperation { Target: IMemberReferenceOperation target }:
                AssignedMembers.Add(target.Member.OriginalDefinition);
                break;
            case IThrowOperation:
                Throws = true;
                break;
            case IMethodReferenceOperation group:
                AddEdge(group, group.Method, caller);
                break;
            case IPropertyReferenceOperation property:
                AddEdge(property, property.Property.GetMethod, caller);
                AddEdge(property, property.Property.SetMethod, caller);
                break;
        }

        return caller;
    }

    private void NoteCall(IOperation call, IMethodSymbol method, ISymbol caller)
    {
        if (_symbols.RowOf(method) is { } row)
            RoleCalls.Add(new RoleCall(row, call, method, caller));
        else
            AddEdge(call, method, caller);
        if (!_symbols.IsDeclaredHere(method))
        {
            ForeignCalls.Add(method);
            ForeignSites.Add(call);
            _foreignCalls.Add((caller, method));
        }

        ConfiguresWebHost |= method.ContainingAssembly?.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true;
        if (method.ContainingType is { Name: "ServiceCollectionServiceExtensions" or "ServiceCollectionDescriptorExtensions" })
            RegisteredTypes.AddRange(method.TypeArguments);
        ReadsConsole |= method.Name.StartsWith("Read", StringComparison.Ordinal) && _symbols.Is(method.ContainingType, "System.Console");
    }

    private void AddEdge(IOperation site, IMethodSymbol? callee, ISymbol caller)
    {
        if (callee is not null && MayStandHere(callee))
            Edges.Add(new CallEdge(caller, CallPaths.NodeOf(callee), site));
    }

    /// <summary>
    /// Whether the compilation may hold the body that is called: the method itself, or one that overrides or implements it.
    /// </summary>
    private bool MayStandHere(IMethodSymbol method) =>
        method.IsAbstract || method.IsVirtual || method.IsOverride || _symbols.IsDeclaredHere(method);
}
