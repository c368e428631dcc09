using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Documentation;

/// <summary>The test methods of a compilation that train or predict, directly or through what they call.</summary>
/// <remarks>Not those that ask a hosted model: what it answers is judged by an evaluation, and its examples are often written as
/// tests.</remarks>
internal sealed class PipelineTests(MlCompilation compilation)
{
    private const int MaximumVisits = 5_000;

    private static readonly ImmutableArray<RoleRow> s_steps =
    [
        .. from framework in FrameworkTable.All
           where framework is { IsMachineLearning: true, IsRemote: false }
           from row in framework.Rows
           where row.Role is Role.Fit or Role.CrossValidate or Role.Predict
           select row,
    ];

    private readonly Lazy<ImmutableHashSet<ISymbol>> _tests = new(() => Find(compilation));

    /// <summary>Whether <paramref name="method"/> is a test that trains or predicts.</summary>
    public bool Contains(IMethodSymbol method) => _tests.Value.Contains(method);

    /// <summary>Read upwards, from the few bodies that train or predict to the tests that reach them.</summary>
    private static ImmutableHashSet<ISymbol> Find(MlCompilation compilation)
    {
        var calls = compilation.Calls;
        var steps = s_steps.Concat(compilation.Symbols.DeclaredRows.Where(row => row.Role is Role.Fit or Role.Predict));
        var start = calls.CallsOf(steps, CancellationToken.None).Select(call => CallPaths.OwnerOf(call.Caller))
            .Concat(compilation.Knowledge.CallersOf(MethodTraits.Trains | MethodTraits.Local, CancellationToken.None)
                .Select(body => body.Owner));
        var seen = new HashSet<ISymbol>(start, SymbolEqualityComparer.Default);
        var named = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<ISymbol>(seen);
        while (pending.Count > 0 && seen.Count < MaximumVisits)
        {
            foreach (var edge in calls.NamesOf(pending.Dequeue()).Where(named.Add).SelectMany(name => calls.CallersNaming(name, default)))
            {
                var caller = CallPaths.OwnerOf(edge.Caller);
                if (seen.Add(caller))
                    pending.Enqueue(caller);
            }
        }

        return ImmutableHashSet.CreateRange(
            SymbolEqualityComparer.Default,
            seen.Where(member => member is IMethodSymbol method && TestCode.IsTestMethod(method)));
    }
}
