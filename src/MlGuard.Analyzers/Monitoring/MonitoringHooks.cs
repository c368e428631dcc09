using System.Collections.Concurrent;
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
