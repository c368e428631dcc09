using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>
/// Who calls whom in the compilation, read backwards and on demand: from a call up to the entry points that reach it. Only bodies that
/// mention a wanted name are bound, each once, so that a rule can ask while the user types and report on the line.
/// </summary>
internal sealed class CallPaths
{
    /// <summary>The loop over epochs often stands beside the steps that it takes.</summary>
    private const int MaximumTrainingDepth = 3;

    private static readonly string[] s_webHostSetup =
    [
        "WebApplication", "WebHost", "UseStartup", "ConfigureWebHostDefaults", "ConfigureWebHost", "IApplicationBuilder",
        "IEndpointRouteBuilder",
        "AddControllers", "AddControllersWithViews", "AddMvc", "UseMvc", "AddRazorPages", "AddGrpc", "AddSignalR",
        "ConfigureFunctionsWorkerDefaults",
    ];

    private readonly Compilation _compilation;
    private readonly MlSymbols _symbols;
    private readonly EntryPoints _entryPoints;
    private readonly SourceIndex _index;
    private readonly ImmutableHashSet<string> _trainings;
    private readonly ConcurrentDictionary<SyntaxNode, Lazy<BodyFacts?>> _bodies = new();
    private readonly ConcurrentDictionary<string, Lazy<ILookup<ISymbol, CallEdge>>> _callersByName = new(StringComparer.Ordinal);
    private readonly MemberContracts _contracts;
    private readonly UnmadeTypes _unmade;
    private readonly CalleeSearch _leadsTraining;
    private readonly Lazy<bool> _isConcurrentHost;
    private readonly Lazy<ILookup<ISymbol, INamedTypeSymbol>> _derived;
    private readonly Lazy<bool> _isLibraryInService;

    public CallPaths(Compilation compilation, MlSymbols symbols, EntryPoints entryPoints, ManifestDigest? digest)
    {
        _compilation = compilation;
        _symbols = symbols;
        _entryPoints = entryPoints;
        _index = new SourceIndex(compilation);
        _trainings = [.. digest?.Trainings ?? []];
        _contracts = new MemberContracts(compilation);
        _unmade = new UnmadeTypes(_index.BodiesNaming, IsMadeOutOfSight, ImplementationsOf);
        _leadsTraining = new CalleeSearch(this, CalleesOf, Trains, MaximumTrainingDepth);
        _isConcurrentHost = new(FindConcurrentHost);
        _derived = new(() => DeclaredTypes.Of(compilation).Where(type => type.BaseType is { SpecialType: SpecialType.None })
            .ToLookup(type => (ISymbol)type.BaseType!.OriginalDefinition, SymbolEqualityComparer.Default)!);
        _isLibraryInService = new(() =>
            digest?.Stage >= Stage.Growth && compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary && !IsConcurrentHost
            && !digest.Called.Contains(compilation.AssemblyName ?? ""));
    }

    /// <summary>
    /// Whether the code runs in a host that serves several requests at a time. A reference to ASP.NET Core proves nothing,
    /// so this asks for an entry point of such a host, or for the code that sets it up.
    /// </summary>
    public bool IsConcurrentHost => _isConcurrentHost.Value;

    /// <summary>Whether the compilation declares such a type.</summary>
    public bool Declares(Func<INamedTypeSymbol, bool> isOne) => DeclaredTypes.Of(_compilation).Any(isOne);

    /// <summary>The ways from entry points down to the code of the compilation. A rule keeps the one that it asks.</summary>
    /// <param name="mayPass">Which steps a way may take; all when null. A protected call is a step that may not.</param>
    /// <param name="isAsked">From which kinds of entry points; from all when null.</param>
    public EntryPointPaths ToEntryPoints(
        Func<CallEdge, CancellationToken, bool>? mayPass = null, Func<EntryPointKind, bool>? isAsked = null) => new(this, mayPass, isAsked);

    /// <summary>
    /// Whether <paramref name="code"/>, or what it stands in, trains: it calls a Fit role, or the manifest names it as training.
    /// A handler stands for itself: that its program trains before it maps it says nothing.
    /// </summary>
    public bool Trains(ISymbol code, CancellationToken cancellationToken)
    {
        var owner = OwnerOf(code);
        var fitting = _entryPoints.KindOf(code) is null ? owner : code;
        return (_trainings.Count > 0 && _trainings.Contains(owner.MemberPath()))
            || BodiesOf(owner, cancellationToken).Any(body => body.Fits(fitting));
    }

    /// <summary>
    /// Whether <paramref name="code"/> belongs to a model, whose parts call each other, or is a wrapper of the team's own around one: then
    /// whoever calls that predicts.
    /// </summary>
    internal bool IsPartOfModel(ISymbol code) =>
        code.ContainingType is { } type
        && (_symbols.IsModel(type) || (code is IMethodSymbol method && _symbols.RowOf(method) is { Role: Role.Predict }));

    /// <summary>The member that <paramref name="code"/> stands in, for a lambda or local function.</summary>
    public static ISymbol OwnerOf(ISymbol code)
    {
        while (code is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            code = code.ContainingSymbol;
        return NodeOf(code);
    }

    /// <summary>The steps that lead to <paramref name="code"/> directly, also through what it implements or overrides.</summary>
    public IReadOnlyList<CallEdge> CallersOf(ISymbol code, CancellationToken cancellationToken) =>
        [.. NamesOf(code).SelectMany(name => CallersNaming(name, cancellationToken))];

    /// <summary>What a call of <paramref name="code"/> may be written as: itself, and what it implements or overrides.</summary>
    public IEnumerable<ISymbol> NamesOf(ISymbol code) => IsInBody(code) ? [code] : _contracts.NamesOf(code);

    /// <summary>
    /// Whether a call of <paramref name="contract"/> runs <paramref name="body"/>, as far as the code shows whose body is meant.
    /// </summary>
    public bool MayRun(ISymbol body, ISymbol contract, CancellationToken cancellationToken) =>
        SymbolEqualityComparer.Default.Equals(body, contract)
        || contract.ContainingType is not { } type || (type.TypeKind != TypeKind.Interface && !contract.IsAbstract)
        || !_unmade.Waits(body, contract, cancellationToken);

    /// <summary>
    /// Whether classes inherit from the type, which stand for it, or a host makes it, as it does what holds an entry point.
    /// </summary>
    private bool IsMadeOutOfSight(INamedTypeSymbol type) =>
        _derived.Value[type].Any() || type.GetMembers().Any(member => _entryPoints.KindOf(member) is not null);

    /// <summary>The steps that name just <paramref name="member"/>.</summary>
    public IEnumerable<CallEdge> CallersNaming(ISymbol member, CancellationToken cancellationToken) => IsInBody(member)
        ? BodiesOf(OwnerOf(member), cancellationToken).SelectMany(body => body.EdgesTo(member))
        : CallersNaming(NameInSource(member), cancellationToken)[member];

    /// <summary>
    /// The constructors that begin with <paramref name="constructor"/>, by <c>base(...)</c> or <c>this(...)</c>, which names no type.
    /// </summary>
    public IEnumerable<CallEdge> ChainedTo(IMethodSymbol constructor, CancellationToken cancellationToken) =>
        constructor.MethodKind != MethodKind.Constructor
            ? []
            : _derived.Value[constructor.ContainingType.OriginalDefinition].Append(constructor.ContainingType.OriginalDefinition)
                .SelectMany(type => type.InstanceConstructors).Where(other => !other.IsImplicitlyDeclared)
                .SelectMany(other => BodiesOf(NodeOf(other), cancellationToken))
                .SelectMany(body => body.EdgesTo(NodeOf(constructor))).Where(edge => edge.Site is IInvocationOperation).Distinct();

    /// <summary>The steps that <paramref name="code"/> takes itself; those of its lambdas are theirs.</summary>
    public IEnumerable<CallEdge> CalleesOf(ISymbol code, CancellationToken cancellationToken) =>
        BodiesOf(OwnerOf(code), cancellationToken).SelectMany(body => body.EdgesFrom(code));

    /// <summary>The calls with a role that stand in <paramref name="code"/> itself.</summary>
    public IEnumerable<RoleCall> RoleCallsOf(ISymbol code, CancellationToken cancellationToken) =>
        BodiesOf(OwnerOf(code), cancellationToken).SelectMany(body => body.RoleCallsFrom(code));

    /// <summary>The bodies here that may run when a member of a contract or base type is called.</summary>
    public IEnumerable<ISymbol> ImplementationsOf(ISymbol member) => _contracts.ImplementationsOf(member);

    /// <summary>
    /// What the body of <paramref name="member"/> does, with its lambdas and local functions; nothing for a member of another assembly.
    /// </summary>
    public IEnumerable<BodyFacts> BodiesOf(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (DeclarationOf(reference.GetSyntax(cancellationToken)) is { } declaration
                && Read(declaration, cancellationToken) is { } body)
                yield return body;
        }
    }

    /// <summary>Whether the source may mention one of <paramref name="names"/>; never wrong when it says no.</summary>
    public bool MayMention(IEnumerable<string> names, CancellationToken cancellationToken) =>
        names.Any(name => _index.MayMention(name, cancellationToken));

    /// <summary>The bodies that mention <paramref name="name"/>, whatever it means there.</summary>
    public IEnumerable<BodyFacts> BodiesNaming(string name, CancellationToken cancellationToken = default) =>
        _index.BodiesNaming(name, cancellationToken).Select(body => Read(body, cancellationToken)).OfType<BodyFacts>();

    /// <summary>The bodies that mention <paramref name="name"/>, not bound yet.</summary>
    public IEnumerable<SyntaxNode> DeclarationsNaming(string name, CancellationToken cancellationToken) =>
        _index.BodiesNaming(name, cancellationToken);

    /// <summary>Everything in a body. Binds it: whoever asks keeps the answer.</summary>
    public IEnumerable<IOperation> OperationsOf(SyntaxNode declaration, CancellationToken cancellationToken) =>
        BodyReader.OperationsOf(declaration, _compilation, cancellationToken).SelectMany(root => root.DescendantsAndSelf());

    /// <summary>
    /// The calls in the compilation of what <paramref name="rows"/> name. Only members that its references really have are looked for.
    /// </summary>
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

    /// <summary>
    /// Whether some body calls a method of <paramref name="type"/> called <paramref name="name"/>, also where its arguments do not bind
    /// yet.
    /// </summary>
    public bool IsCalled(INamedTypeSymbol type, string name, CancellationToken cancellationToken) =>
        _index.BodiesNaming(name, cancellationToken).Any(body => BodyReader.MethodsNamed(name, body, _compilation, cancellationToken)
            .Any(method => SymbolEqualityComparer.Default.Equals(method.ContainingType, type)));

    /// <summary>How a symbol stands in the graph: as defined, not as constructed or reduced.</summary>
    internal static ISymbol NodeOf(ISymbol symbol) => symbol is IMethodSymbol method
        ? Whole((method.ReducedFrom ?? method).OriginalDefinition)
        : symbol.OriginalDefinition;

    private static IMethodSymbol Whole(IMethodSymbol method) => method.PartialImplementationPart ?? method;

    private static SyntaxNode? DeclarationOf(SyntaxNode node) => node is CompilationUnitSyntax ? node : SourceIndex.BodyAround(node);

    /// <summary>A lambda or local function, which only its own body calls.</summary>
    private static bool IsInBody(ISymbol code) =>
        code is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction };

    /// <summary>The steps to members called <paramref name="name"/>, by member.</summary>
    private ILookup<ISymbol, CallEdge> CallersNaming(string name, CancellationToken cancellationToken) => _callersByName.GetOrAdd(
        name,
        wanted => new(
            () => BodiesNaming(wanted, cancellationToken).Distinct().SelectMany(body => body.EdgesNamed(wanted))
                .ToLookup(edge => edge.Callee, SymbolEqualityComparer.Default)!,
            LazyThreadSafetyMode.PublicationOnly)).Value;

    internal static string NameInSource(ISymbol code) => code switch
    {
        IMethodSymbol { AssociatedSymbol: { } property } => property.Name,
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.Name,
        _ => code.Name.Substring(code.Name.LastIndexOf('.') + 1),
    };

    private BodyFacts? Read(SyntaxNode declaration, CancellationToken cancellationToken) =>
        _bodies.GetOrAdd(
            declaration, node =>
                new Lazy<BodyFacts?>(
                    () =>
                        BodyReader.Read(
                            node, _compilation, _symbols, _entryPoints, cancellationToken), LazyThreadSafetyMode.PublicationOnly)).Value;

    /// <summary>
    /// How <paramref name="node"/> is called from outside, as far as its host and its kind of project let it; null when it is not.
    /// </summary>
    internal EntryPointKind? EntryKindOf(ISymbol node, CancellationToken cancellationToken)
    {
        return _entryPoints.KindOf(node) switch
        {
            EntryPointKind.Background when BodiesOf(OwnerOf(node), cancellationToken).Any(body => body.ReadsConsole) => null,
            EntryPointKind.Callback or EntryPointKind.Tool when !IsConcurrentHost => null,
            null when IsOffered(node) && _isLibraryInService.Value && !_leadsTraining.Reaches(node, cancellationToken) =>
                EntryPointKind.Library,
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
        DeclaredTypes.Of(_compilation).SelectMany(type => type.GetMembers())
            .Any(member => _entryPoints.KindOf(member) == EntryPointKind.Request)
        || s_webHostSetup.Any(name => BodiesNaming(name).Any(body => body.ConfiguresWebHost));
}
