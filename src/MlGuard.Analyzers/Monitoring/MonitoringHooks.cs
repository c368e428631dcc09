using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Monitoring;

/// <summary>Which bodies tell somebody what they do: by a log, a metric or a trace, in themselves or in what they call.</summary>
internal sealed class MonitoringHooks(MlCompilation compilation)
{
    private const int MaximumDepth = 4;

    private readonly ImmutableArray<string> _declared = compilation.Digest?.Logs ?? [];
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a hook is met when <paramref name="code"/> runs.</summary>
    public bool Observe(ISymbol code, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(code, out var observes))
            _known[code] = observes = Tells(code, MaximumDepth, cancellationToken);
        return observes;
    }

    /// <summary>The logs, metrics and traces that are met when <paramref name="code"/> runs; those of a hook that the manifest declares are its own affair.</summary>
    public IEnumerable<RoleCall> CallsIn(ISymbol code, CancellationToken cancellationToken) => CallsIn(code, MaximumDepth, cancellationToken);

    /// <summary>Whether the manifest's own hook is met when <paramref name="code"/> runs.</summary>
    public bool MeetsDeclared(ISymbol code, CancellationToken cancellationToken) =>
        !_declared.IsEmpty && compilation.Calls.CalleesOf(code, cancellationToken).Any(edge => IsDeclaredHook(edge.Callee));

    private IEnumerable<RoleCall> CallsIn(ISymbol code, int depth, CancellationToken cancellationToken)
    {
        var own = compilation.Calls.RoleCallsOf(code, cancellationToken).Where(call => call.Role == Role.Telemetry);
        return depth == 0
            ? own
            : own.Concat(compilation.Calls.CalleesOf(code, cancellationToken).SelectMany(edge => BodiesBehind(edge.Callee)).SelectMany(body => CallsIn(body, depth - 1, cancellationToken)));
    }

    private bool Tells(ISymbol code, int depth, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (compilation.Calls.RoleCallsOf(code, cancellationToken).Any(call => call.Role == Role.Telemetry))
            return true;

        foreach (var edge in compilation.Calls.CalleesOf(code, cancellationToken))
        {
            if (IsDeclaredHook(edge.Callee) || (depth > 0 && BodiesBehind(edge.Callee).Any(body => Tells(body, depth - 1, cancellationToken))))
                return true;
        }

        return false;
    }

    private IEnumerable<ISymbol> BodiesBehind(ISymbol callee) => new[] { callee }.Concat(compilation.Calls.ImplementationsOf(callee));

    /// <summary>The manifest names a method, or a type of which every method is a hook.</summary>
    private bool IsDeclaredHook(ISymbol callee) =>
        !_declared.IsEmpty && (_declared.Contains(callee.MemberPath()) || (callee.ContainingType is { } type && _declared.Contains(type.MemberPath())));
}
