using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow;

/// <summary>
/// Who calls whom in the compilation, read backwards and on demand: from a call up to the entry points that reach it. Only bodies that
/// mention a wanted name are bound, each once, so that a rule can ask while the user types and report on the line.
/// </summary>
internal sealed class CallPaths
{
    private const int MaximumVisits = 2_000;
    private const int MaximumTrainingDepth = 3;

    private static readonly string[] s_webHostSetup =
    [
        "WebApplication", "WebHost", "UseStartup", "ConfigureWebHostDefaults", "ConfigureWebHost", "IApplicationBuilder", "IEndpointRouteBuilder",
        "AddControllers", "AddControllersWithViews", "AddMvc", "UseMvc", "AddRazorPages", "AddGrpc", "AddSignalR", "ConfigureFunctionsWorkerDefaults",
    ];

    private readonly Compilation _compilation;
    private readonly MlSymbols _symbols;
    private readonly EntryPoints _entryPoints;
    private readonly SourceIndex _index;
    private readonly ImmutableHashSet<string> _trainings;
    private readonly ConcurrentDictionary<SyntaxNode, Lazy<BodyFacts?>> _bodies = new();
    private readonly Lazy<ILookup<ISymbol, ISymbol>> _implementations;
    private readonly Lazy<bool> _isConcurrentHost;
    private readonly Lazy<bool> _isLibraryInService;

    public CallPaths(Compilation compilation, MlSymbols symbols, EntryPoints entryPoints, Digest? digest)
    {
        _compilation = compilation;
        _symbols = symbols;
        _entryPoints = entryPoints;
        _index = new SourceIndex(compilation);
        _trainings = [.. digest?.Trainings ?? []];
        _implementations = new(ReadImplementations);
        _isConcurrentHost = new(FindConcurrentHost);
        _isLibraryInService = new(() =>
            digest?.Stage >= Stage.Growth && compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary && !IsConcurrentHost);
    }

    /// <summary>
    /// Whether the code runs in a host that serves several requests at a time. A reference to ASP.NET Core proves nothing,
    /// so this asks for an entry point of such a host, or for the code that sets it up.
    /// </summary>
    public bool IsConcurrentHost => _isConcurrentHost.Value;

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
            if (node.ContainingType is { } type && _symbols.IsModel(type))
                continue;
            // The callers come first: among them may be the call that makes the node a handler.
            var callers = CallersOf(node, cancellationToken);
            if (Trains(node, cancellationToken))
                continue;
            if (EntryKindOf(node, cancellationToken) is { } kind)
                return new CallPath(node, kind, StepsFrom(node, cameBy));

            foreach (var edge in callers)
            {
                var caller = NodeOf(edge.Caller);
                if (cameBy.ContainsKey(caller) || mayPass?.Invoke(edge) == false)
                    continue;
                cameBy.Add(caller, (edge, node));
                pending.Enqueue(caller);
            }
        }

        return null;
    }

    /// <summary>
    /// Whether <paramref name="code"/>, or what it stands in, trains: it calls a Fit role, or the manifest names it as training.
    /// A handler stands for itself: that its program trains before it maps it says nothing.
    /// </summary>
    public bool Trains(ISymbol code, CancellationToken cancellationToken)
    {
        var owner = OwnerOf(code);
        var isHandler = _entryPoints.KindOf(code) is not null;
        return (_trainings.Count > 0 && _trainings.Contains(owner.MemberPath()))
            || BodiesOf(owner, cancellationToken).Any(body => body.RoleCalls.Any(call => call.Role == Role.Fit && (!isHandler || IsIn(call.Caller, code))));
    }

    /// <summary>Whether what <paramref name="code"/> calls trains: the loop over epochs often stands beside the steps that it takes.</summary>
    private bool LeadsTraining(ISymbol code, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>([code], SymbolEqualityComparer.Default);
        ISymbol[] level = [code];
        for (var depth = 0; depth < MaximumTrainingDepth && level.Length > 0; depth++)
        {
            level = [.. level.SelectMany(node => CalleesOf(node, cancellationToken)).Select(edge => NodeOf(edge.Callee)).Where(seen.Add)];
            if (level.Any(callee => Trains(callee, cancellationToken)))
                return true;
        }

        return false;
    }

    private static bool IsIn(ISymbol inner, ISymbol outer)
    {
        for (ISymbol? current = inner; current is not null; current = current.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(NodeOf(current), outer))
                return true;
        }

        return false;
    }

    /// <summary>The member that <paramref name="code"/> stands in, for a lambda or local function.</summary>
    public static ISymbol OwnerOf(ISymbol code)
    {
        while (code is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            code = code.ContainingSymbol;
        return NodeOf(code);
    }

    /// <summary>The steps that lead to <paramref name="code"/> directly, also through what it implements or overrides.</summary>
    public IReadOnlyList<CallEdge> CallersOf(ISymbol code, CancellationToken cancellationToken)
    {
        var names = new HashSet<ISymbol>(NamesOf(code), SymbolEqualityComparer.Default);
        var bodies = code is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }
            ? BodiesOf(OwnerOf(code), cancellationToken)
            : BodiesNaming(NameInSource(code), cancellationToken);
        return [.. bodies.SelectMany(body => body.Edges).Where(edge => names.Contains(edge.Callee))];
    }

    /// <summary>The steps that <paramref name="code"/> takes itself; those of its lambdas are theirs.</summary>
    public IEnumerable<CallEdge> CalleesOf(ISymbol code, CancellationToken cancellationToken) =>
        BodiesOf(OwnerOf(code), cancellationToken).SelectMany(body => body.Edges).Where(edge => SymbolEqualityComparer.Default.Equals(NodeOf(edge.Caller), code));

    /// <summary>The calls with a role that stand in <paramref name="code"/> itself.</summary>
    public IEnumerable<RoleCall> RoleCallsOf(ISymbol code, CancellationToken cancellationToken) =>
        BodiesOf(OwnerOf(code), cancellationToken).SelectMany(body => body.RoleCalls).Where(call => SymbolEqualityComparer.Default.Equals(NodeOf(call.Caller), code));

    /// <summary>The bodies here that may run when a member of a contract or base type is called.</summary>
    public IEnumerable<ISymbol> ImplementationsOf(ISymbol member) => _implementations.Value[member];

    /// <summary>What the body of <paramref name="member"/> does, with its lambdas and local functions; nothing for a member of another assembly.</summary>
    public IEnumerable<BodyFacts> BodiesOf(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (DeclarationOf(reference.GetSyntax(cancellationToken)) is { } declaration && Read(declaration, cancellationToken) is { } body)
                yield return body;
        }
    }

    /// <summary>The bodies that mention <paramref name="name"/>, whatever it means there.</summary>
    public IEnumerable<BodyFacts> BodiesNaming(string name, CancellationToken cancellationToken = default) =>
        _index.BodiesNaming(name, cancellationToken).Select(body => Read(body, cancellationToken)).OfType<BodyFacts>();

    /// <summary>The calls in the compilation of what <paramref name="rows"/> name. Only members that its references really have are looked for.</summary>
    public IEnumerable<RoleCall> CallsOf(IEnumerable<RoleRow> rows, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<RoleRow>(rows);
        return wanted.SelectMany(NamesInSource).Distinct(StringComparer.Ordinal)
            .SelectMany(name => BodiesNaming(name, cancellationToken)).Distinct()
            .SelectMany(body => body.RoleCalls).Where(call => wanted.Contains(call.Row));
    }

    private IEnumerable<string> NamesInSource(RoleRow row) => _symbols.Type(row.Type) is { } type
        ? type.GetMembers().OfType<IMethodSymbol>().Where(method => row.Names(method.Name)).Select(NameInSource)
        : [];

    /// <summary>Whether some body calls a method of <paramref name="type"/> called <paramref name="name"/>, also where its arguments do not bind yet.</summary>
    public bool IsCalled(INamedTypeSymbol type, string name, CancellationToken cancellationToken) =>
        _index.BodiesNaming(name, cancellationToken).Any(body => BodyReader.MethodsNamed(name, body, _compilation, cancellationToken)
            .Any(method => SymbolEqualityComparer.Default.Equals(method.ContainingType, type)));

    /// <summary>How a symbol stands in the graph: as defined, not as constructed or reduced.</summary>
    internal static ISymbol NodeOf(ISymbol symbol) => symbol is IMethodSymbol method
        ? Whole((method.ReducedFrom ?? method).OriginalDefinition)
        : symbol.OriginalDefinition;

    private static IMethodSymbol Whole(IMethodSymbol method) => method.PartialImplementationPart ?? method;

    private static SyntaxNode? DeclarationOf(SyntaxNode node) => node is CompilationUnitSyntax ? node : SourceIndex.BodyAround(node);

    private static string NameInSource(ISymbol code) => code switch
    {
        IMethodSymbol { AssociatedSymbol: { } property } => property.Name,
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.Name,
        _ => code.Name.Substring(code.Name.LastIndexOf('.') + 1),
    };

    private BodyFacts? Read(SyntaxNode declaration, CancellationToken cancellationToken) =>
        _bodies.GetOrAdd(declaration, node => new Lazy<BodyFacts?>(() => BodyReader.Read(node, _compilation, _symbols, _entryPoints, cancellationToken), LazyThreadSafetyMode.PublicationOnly)).Value;

    private EntryPointKind? EntryKindOf(ISymbol node, CancellationToken cancellationToken)
    {
        return _entryPoints.KindOf(node) switch
        {
            EntryPointKind.Background when BodiesOf(OwnerOf(node), cancellationToken).Any(body => body.ReadsConsole) => null,
            EntryPointKind.Callback when !IsConcurrentHost => null,
            null when IsOffered(node) && _isLibraryInService.Value && !LeadsTraining(node, cancellationToken) => EntryPointKind.Library,
            var kind => kind,
        };
    }

    /// <summary>A public method of a public type: what other programs call.</summary>
    private static bool IsOffered(ISymbol node)
    {
        if (node is not IMethodSymbol { MethodKind: MethodKind.Ordinary, IsAbstract: false, DeclaredAccessibility: Accessibility.Public })
            return false;

        for (var type = node.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }

    private bool FindConcurrentHost() =>
        DeclaredTypes.Of(_compilation).SelectMany(type => type.GetMembers()).Any(member => _entryPoints.KindOf(member) == EntryPointKind.Request) ||
        s_webHostSetup.Any(name => BodiesNaming(name).Any(body => body.ConfiguresWebHost));

    private ILookup<ISymbol, ISymbol> ReadImplementations() => DeclaredTypes.Of(_compilation)
        .Where(type => type.TypeKind is TypeKind.Class or TypeKind.Struct)
        .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
        .SelectMany(method => NamesOf(method).Skip(1), (method, name) => (Body: NodeOf(method), Name: name))
        .ToLookup(pair => pair.Name, pair => pair.Body, SymbolEqualityComparer.Default)!;

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
}
