using System.Collections.Concurrent;
using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Knowledge;

/// <summary>
/// What is known of a method that code calls, wherever the answer comes from: the tables of the libraries, the manifest's <c>apis</c>, the
/// summaries of other projects, and this compilation's own source.
/// </summary>
internal sealed class MethodKnowledge
{
    private readonly MlSymbols _symbols;
    private readonly CallPaths _calls;
    private readonly ProjectSummaries _summaries;
    private readonly PathSinks _paths;
    private readonly ConcurrentDictionary<string, bool> _answered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IMethodSymbol, MethodSummary?> _found = new(SymbolEqualityComparer.Default);

    public MethodKnowledge(MlSymbols symbols, CallPaths calls, PipelineAnalysis pipelines, ProjectSummaries summaries)
    {
        (_symbols, _calls, _summaries) = (symbols, calls, summaries);
        _paths = new PathSinks(symbols, calls, pipelines, this);
        Contexts = new ContextCreations(symbols, calls, pipelines, this);
        Loads = new ConstructorLoads(symbols, calls, this);
    }

    /// <summary>Whether a project below feeds a model whose path it is handed.</summary>
    public bool KnowsFedModels => _summaries.FeedModels;

    /// <summary>Which objects load a model when they are made.</summary>
    public ConstructorLoads Loads { get; }

    /// <summary>Where the contexts of ML.NET are made.</summary>
    public ContextCreations Contexts { get; }

    /// <summary>
    /// The row under which a call of <paramref name="method"/> is a prediction, or a transformation of rows, that has one of
    /// <paramref name="traits"/> where another project makes it.
    /// </summary>
    public RoleRow? PredictionOf(IMethodSymbol method, MethodTraits traits)
    {
        if (_symbols.RowOf(method) is { } row)
            return row.Role is Role.Predict or Role.Transform ? row : null;
        return Has(method, traits) ? new RoleRow(method.ContainingType.FullMetadataName(), method.Name, Role.Predict) : null;
    }

    /// <summary>Whether a method of another project has one of <paramref name="traits"/>.</summary>
    public bool Has(IMethodSymbol method, MethodTraits traits) => SummaryOf(method) is { } summary && (summary.Traits & traits) != 0;

    /// <summary>Whether a method is known to do nothing for whoever calls it: it is empty, or returns a constant.</summary>
    public bool IsIdle(IMethodSymbol method) =>
        !method.IsVirtual && !method.IsAbstract && !method.IsOverride && (_symbols.IsDeclaredHere(method)
            ? IdleMethod.Is(method)
            : Has(method, MethodTraits.Idle));

    /// <summary>From a method of another project down to what asks the model, as people read it; null when there is none.</summary>
    public string? WayBehind(IMethodSymbol method) => SummaryOf(method) is { Way.Length: > 0 } summary ? summary.Way : null;

    /// <summary>The bodies of this compilation that call a method of another project with one of <paramref name="traits"/>.</summary>
    public IEnumerable<BodyFacts> CallersOf(MethodTraits traits, CancellationToken cancellationToken) =>
        _summaries.Methods.Where(method => (method.Traits & traits) != 0).Select(NameInSource).Distinct(StringComparer.Ordinal)
            .SelectMany(name => _calls.BodiesNaming(name, cancellationToken)).Distinct()
            .Where(body => body.ForeignCalls.Any(method => Has(method, traits)));

    /// <summary>Whether anything can be known of what <paramref name="method"/> does with the paths that it is given.</summary>
    public bool MayHandOnPaths(IMethodSymbol method) =>
        _symbols.IsDeclaredHere(method) || SummaryOf(method) is { Paths.IsEmpty: false } || _symbols.RowOf(method) is not null;

    /// <summary>What becomes of the text that <paramref name="method"/> is given: the files whose path it is.</summary>
    public ImmutableArray<PathSink> PathsOf(IMethodSymbol method, int parameter, CancellationToken cancellationToken) =>
        _paths.Of(method, parameter, cancellationToken);

    /// <summary>Whether code of this compilation reads the field or property as the path of a model or data file.</summary>
    public bool IsReadAsPath(ISymbol member, CancellationToken cancellationToken) => _paths.IsRead(member, cancellationToken);

    /// <summary>The members of a type of another project that hold a prediction engine and are used without a lock.</summary>
    public IEnumerable<string> EnginesIn(INamedTypeSymbol type) =>
        _symbols.IsDeclaredHere(type) ? [] : _summaries.EnginesIn(type.OriginalDefinition.FullMetadataName());

    /// <summary>What a method, property or field of another project always gives; null where that is not known.</summary>
    public (ReturnedKind Kind, string Text)? ReturnedBy(ISymbol member) => _summaries.IsEmpty || member.ContainingType is null
        ? null
        : member switch
        {
            IMethodSymbol method => SummaryOf(method)?.Returned,
            IPropertySymbol { GetMethod: { } getter } => SummaryOf(getter)?.Returned,
            IFieldSymbol field when !_symbols.IsDeclaredHere(field) =>
                _summaries.Find(field.ContainingType.OriginalDefinition.FullMetadataName(), field.MetadataName, 0)?.Returned,
            _ => null,
        };

    /// <summary>
    /// What the build knows of a method of another project. Where this compilation may answer the call itself, nobody knows who does.
    /// </summary>
    public MethodSummary? SummaryOf(IMethodSymbol method) => _summaries.IsEmpty || _symbols.IsDeclaredHere(method)
        ? null
        : _found.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Find);

    private MethodSummary? Find(IMethodSymbol method) =>
        method.ContainingType is not null
        && _summaries.Find(
            method.ContainingType.FullMetadataName(), method.MetadataName, method.Parameters.Length, IsAnsweredHere) is { } summary
        && !_calls.ImplementationsOf(CallPaths.NodeOf(method)).Any()
            ? summary
            : null;

    /// <summary>Whether a type of this compilation keeps the contract, or derives from the type.</summary>
    private bool IsAnsweredHere(string contract) => _answered.GetOrAdd(
        contract, name => _symbols.Type(name) is not { } type || _calls.Declares(declared => declared.IsOrInherits(type)));

    /// <summary>How code calls it: a constructor by its type, a property by its own name.</summary>
    private static string NameInSource(MethodSummary method)
    {
        if (method.Name == ".ctor")
            return method.Type.Substring(method.Type.LastIndexOfAny(['.', '+']) + 1);
        var isAccessor = method.Name.StartsWith("get_", StringComparison.Ordinal)
            || method.Name.StartsWith("set_", StringComparison.Ordinal);
        return isAccessor ? method.Name.Substring("get_".Length) : method.Name;
    }
}
