using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Monitoring;

/// <summary>Which bodies tell somebody what they do: by a log, a metric or a trace, in themselves or in what they call.</summary>
internal sealed class MonitoringHooks
{
    private const int MaximumDepth = 4;

    private readonly ILookup<ISymbol, ISymbol> _callees;
    private readonly ILookup<ISymbol, ISymbol> _implementations;
    private readonly HashSet<ISymbol> _telling;
    private readonly Dictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public MonitoringHooks(MlCompilation compilation)
    {
        var declared = compilation.Digest?.Logs ?? [];
        _telling = new HashSet<ISymbol>(
            compilation.Calls.RoleCalls.Where(call => call.Role == Role.Telemetry).Select(call => CallPaths.NodeOf(call.Caller))
                .Concat(compilation.Calls.Edges.Where(edge => IsDeclaredHook(edge.Callee, declared)).Select(edge => CallPaths.NodeOf(edge.Caller))),
            SymbolEqualityComparer.Default);
        _callees = compilation.Calls.Edges.ToLookup(edge => CallPaths.NodeOf(edge.Caller), edge => edge.Callee, SymbolEqualityComparer.Default)!;
        _implementations = compilation.Calls.Implementations;
    }

    /// <summary>Whether a hook is met when <paramref name="code"/> runs.</summary>
    public bool Observe(ISymbol code)
    {
        if (!_known.TryGetValue(code, out var observes))
            _known[code] = observes = Tells(code, MaximumDepth);
        return observes;
    }

    private bool Tells(ISymbol code, int depth)
    {
        if (_telling.Contains(code))
            return true;
        return depth > 0 && _callees[code].Any(callee => Tells(callee, depth - 1) || _implementations[callee].Any(body => Tells(body, depth - 1)));
    }

    /// <summary>The manifest names a method, or a type of which every method is a hook.</summary>
    private static bool IsDeclaredHook(ISymbol callee, ImmutableArray<string> declared) =>
        !declared.IsEmpty && (declared.Contains(callee.MemberPath()) || (callee.ContainingType is { } type && declared.Contains(type.MemberPath())));
}
