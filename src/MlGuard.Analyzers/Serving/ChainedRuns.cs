using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Serving;

/// <summary>Runs in a loop that make one answer together, since each reads what the one before it gave.</summary>
internal static class ChainedRuns
{
    /// <summary>Whether what <paramref name="run"/> gives reaches its own arguments in the next turn of <paramref name="loop"/>.</summary>
    public static bool Are(IInvocationOperation run, ILoopOperation loop)
    {
        var flows = loop.Body.Descendants().SelectMany(FlowsAt).ToList();
        var reached = Closed(GivenAround(run), flows.ToLookup(flow => flow.From, flow => flow.To, SymbolEqualityComparer.Default)!);
        var read = Closed(
            run.Arguments.SelectMany(argument => VariablesIn(argument.Value)),
            flows.ToLookup(flow => flow.To, flow => flow.From, SymbolEqualityComparer.Default)!);
        return read.Any(variable => reached.Contains(variable) && IsFromBefore(variable, loop));
    }

    private static IEnumerable<(ISymbol From, ISymbol To)> FlowsAt(IOperation operation) =>
        Given(operation) is var (value, target) ? VariablesIn(value).Select(from => (from, target)) : [];

    private static (IOperation Value, ISymbol Target)? Given(IOperation operation) => operation switch
    {
        IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer =>
            (initializer.Value, declarator.Symbol),
        ISimpleAssignmentOperation assignment when LocalValues.VariableOf(assignment.Target) is { } target => (assignment.Value, target),
        _ => null,
    };

    private static IEnumerable<ISymbol> GivenAround(IOperation run)
    {
        for (var around = run; around is not (null or ILoopOperation); around = around.Parent)
        {
            if (Given(around) is var (_, target))
                yield return target;
        }
    }

    private static IEnumerable<ISymbol> VariablesIn(IOperation value) =>
        value.DescendantsAndSelf().Select(LocalValues.VariableOf).OfType<ISymbol>();

    private static HashSet<ISymbol> Closed(IEnumerable<ISymbol> start, ILookup<ISymbol, ISymbol> next)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<ISymbol>(start);
        while (open.Count > 0)
        {
            var variable = open.Dequeue();
            if (!seen.Add(variable))
                continue;
            foreach (var more in next[variable])
                open.Enqueue(more);
        }

        return seen;
    }

    private static bool IsFromBefore(ISymbol variable, ILoopOperation loop) =>
        !variable.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.Span.Contains(declaration.Span));
}
