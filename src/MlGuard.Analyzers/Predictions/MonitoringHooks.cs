using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Knowledge;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Predictions;

/// <summary>Which code writes a log, a metric or a trace: itself, or in what it calls.</summary>
internal sealed class MonitoringHooks
{
    private const int MaximumDepth = 4;

    private readonly ImmutableArray<string> _declared;
    private readonly CallPaths _calls;
    private readonly MethodKnowledge _knowledge;
    private readonly CalleeSearch _hooks;

    /// <summary>Hooks that are met whether or not something fails.</summary>
    private readonly CalleeSearch _steady;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _failing = new(SymbolEqualityComparer.Default);
    private readonly CalleeSearch _telemetry;
    private readonly CalleeSearch _versionedTelemetry;

    public MonitoringHooks(MlCompilation compilation)
    {
        _declared = compilation.Digest?.Logs ?? [];
        (_calls, _knowledge) = (compilation.Calls, compilation.Knowledge);
        _hooks = Search((code, cancellationToken) =>
            MeetsDeclared(code, cancellationToken) || WritesTelemetry(code, _ => true, cancellationToken)
            || CallsObserving(code, cancellationToken));
        _steady = new(
            _calls, (code, cancellationToken) => _calls.CalleesOf(code, cancellationToken).Where(edge => HandlerAround(edge.Site) is null),
            (code, cancellationToken) => CallsObserving(code, cancellationToken)
                || WritesTelemetry(code, hook => HandlerAround(hook) is null, cancellationToken)
                || (!_declared.IsEmpty && _calls.CalleesOf(code, cancellationToken)
                    .Any(edge => IsDeclaredHook(edge.Callee) && HandlerAround(edge.Site) is null)),
            MaximumDepth);
        _telemetry = Search((code, cancellationToken) => WritesTelemetry(code, _ => true, cancellationToken));
        _versionedTelemetry = Search((code, cancellationToken) => WritesTelemetry(code, ModelVersion.IsIn, cancellationToken));
    }

    /// <summary>Whether a hook is met when <paramref name="code"/> runs.</summary>
    public bool Observe(ISymbol code, CancellationToken cancellationToken) => _hooks.Reaches(code, cancellationToken);

    /// <summary>
    /// Whether a hook is met when <paramref name="code"/> comes to <paramref name="site"/>. One that stands in a <c>catch</c> speaks of
    /// what its own <c>try</c> does, and of no call beside it.
    /// </summary>
    public bool Observe(ISymbol code, IOperation site, CancellationToken cancellationToken)
    {
        if (_steady.Reaches(code, cancellationToken))
            return true;
        if (!Observe(code, cancellationToken))
            return false;
        if (!_failing.TryGetValue(code, out var observed))
            _failing.TryAdd(code, observed = [.. ObservedWhenFailing(code, cancellationToken).Distinct()]);
        return observed.Any(part => Holds(part.Syntax, site.Syntax));
    }

    /// <summary>By their syntax: what the graph of calls has read need not be the very operations that a rule is handed.</summary>
    private static bool Holds(SyntaxNode outer, SyntaxNode inner) =>
        outer.SyntaxTree == inner.SyntaxTree && outer.Span.Contains(inner.Span);

    /// <summary>What of the code is observed when it fails: a <c>try</c>, or what is handed to a method that catches.</summary>
    private IEnumerable<IOperation> ObservedWhenFailing(ISymbol code, CancellationToken cancellationToken) =>
        _calls.RoleCallsOf(code, cancellationToken).Where(call => call.Role == Role.Telemetry).Select(call => call.Operation)
            .Concat(_calls.CalleesOf(code, cancellationToken)
                .Where(edge => IsDeclaredHook(edge.Callee) || _hooks.ReachesBy(edge, cancellationToken)).Select(edge => edge.Site))
            .Select(site => HandlerAround(site)?.Parent ?? site);

    private static ICatchClauseOperation? HandlerAround(IOperation site) =>
        Bodies.AroundInFunction(site).OfType<ICatchClauseOperation>().LastOrDefault();

    /// <summary>
    /// Whether telemetry is met when <paramref name="code"/> runs, and none of it says which model answered. What a hook that the
    /// manifest declares writes is its own affair.
    /// </summary>
    public bool ObserveWithoutVersion(ISymbol code, CancellationToken cancellationToken) =>
        _telemetry.Reaches(code, cancellationToken) && !_versionedTelemetry.Reaches(code, cancellationToken);

    /// <summary>Whether <paramref name="code"/> itself calls the manifest's own hook.</summary>
    public bool MeetsDeclared(ISymbol code, CancellationToken cancellationToken) =>
        !_declared.IsEmpty && _calls.CalleesOf(code, cancellationToken).Any(edge => IsDeclaredHook(edge.Callee));

    private CalleeSearch Search(Func<ISymbol, CancellationToken, bool> isGoal) => new(_calls, _calls.CalleesOf, isGoal, MaximumDepth);

    /// <summary>Whether <paramref name="code"/> itself calls another project's method that writes telemetry.</summary>
    private bool CallsObserving(ISymbol code, CancellationToken cancellationToken) =>
        _calls.BodiesOf(CallPaths.OwnerOf(code), cancellationToken)
            .Any(body => body.ForeignCallsFrom(code).Any(method => _knowledge.Has(method, MethodTraits.Observes)));

    private bool WritesTelemetry(ISymbol code, Func<IOperation, bool> isWanted, CancellationToken cancellationToken) =>
        _calls.RoleCallsOf(code, cancellationToken).Any(call => call.Role == Role.Telemetry && isWanted(call.Operation));

    /// <summary>The manifest names a method, or a type of which every method is a hook.</summary>
    private bool IsDeclaredHook(ISymbol callee) =>
        _declared.Contains(callee.MemberPath()) || (callee.ContainingType is { } type && _declared.Contains(type.MemberPath()));
}
