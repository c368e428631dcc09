using MlGuard.Analyzers.Flow.Calls;
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
    private readonly CalleeSearch _telemetry;
    private readonly CalleeSearch _versionedTelemetry;

    public MonitoringHooks(MlCompilation compilation)
    {
        _declared = compilation.Digest?.Logs ?? [];
        (_calls, _knowledge) = (compilation.Calls, compilation.Knowledge);
        _hooks = Search((code, cancellationToken) =>
            MeetsDeclared(code, cancellationToken) || WritesTelemetry(code, _ => true, cancellationToken)
            || CallsObserving(code, cancellationToken));
        _telemetry = Search((code, cancellationToken) => WritesTelemetry(code, _ => true, cancellationToken));
        _versionedTelemetry = Search((code, cancellationToken) => WritesTelemetry(code, ModelVersion.IsIn, cancellationToken));
    }

    /// <summary>Whether a hook is met when <paramref name="code"/> runs.</summary>
    public bool Observe(ISymbol code, CancellationToken cancellationToken) => _hooks.Reaches(code, cancellationToken);

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

    /// <summary>Whether the member that <paramref name="code"/> stands in calls another project's method that writes telemetry.</summary>
    private bool CallsObserving(ISymbol code, CancellationToken cancellationToken) =>
        _calls.BodiesOf(CallPaths.OwnerOf(code), cancellationToken)
            .Any(body => body.ForeignCalls.Any(method => _knowledge.Has(method, MethodTraits.Observes)));

    private bool WritesTelemetry(ISymbol code, Func<IOperation, bool> isWanted, CancellationToken cancellationToken) =>
        _calls.RoleCallsOf(code, cancellationToken).Any(call => call.Role == Role.Telemetry && isWanted(call.Operation));

    /// <summary>The manifest names a method, or a type of which every method is a hook.</summary>
    private bool IsDeclaredHook(ISymbol callee) =>
        _declared.Contains(callee.MemberPath()) || (callee.ContainingType is { } type && _declared.Contains(type.MemberPath()));
}
