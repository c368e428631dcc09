using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>Lambdas that several threads run at the same time.</summary>
internal static class ConcurrentWork
{
    private const string Any = "*";

    /// <summary>
    /// Members that run a delegate; the first ones on several threads by themselves, the others only when they are called repeatedly.
    /// </summary>
    private static readonly ImmutableArray<(string Type, string Member, bool AlwaysParallel)> s_members =
    [
        ("System.Threading.Tasks.Parallel", "For", true),
        ("System.Threading.Tasks.Parallel", "ForEach", true),
        ("System.Threading.Tasks.Parallel", "ForEachAsync", true),
        ("System.Linq.ParallelEnumerable", Any, true),
        ("System.Threading.Tasks.Task", "Run", false),
        ("System.Threading.Tasks.TaskFactory", "StartNew", false),
        ("System.Threading.ThreadPool", "QueueUserWorkItem", false),
        ("System.Threading.ThreadPool", "UnsafeQueueUserWorkItem", false),
        ("System.Threading.Thread", ".ctor", false),
    ];

    /// <summary>Whether several threads may be inside <paramref name="lambda"/> at once.</summary>
    public static bool Runs(IAnonymousFunctionOperation lambda, MlSymbols symbols) =>
        CallTaking(lambda) is var (call, method) && s_members.Any(member =>
            (member.Member == Any || member.Member == method.Name) && symbols.Is(method.ContainingType, member.Type)
            && (member.AlwaysParallel || IsRepeated(call)));

    private static (IOperation Call, IMethodSymbol Method)? CallTaking(IAnonymousFunctionOperation lambda)
    {
        var value = lambda.Parent is IDelegateCreationOperation creation ? Bodies.Outermost(creation) : lambda;
        return value.Parent is IArgumentOperation { Parent: { } call }
            ? call switch
            {
                IInvocationOperation invocation => (call, invocation.TargetMethod.ReducedFrom ?? invocation.TargetMethod),
                IObjectCreationOperation { Constructor: { } constructor } => (call, constructor),
                _ => null,
            }
            : null;
    }

    /// <summary>
    /// Whether the call starts work again before the earlier work is done: in a loop or a projection, and not awaited there.
    /// </summary>
    private static bool IsRepeated(IOperation call) =>
        call.Parent is not IAwaitOperation && (Bodies.LoopsAround(call).Any() || IsProjected(call));

    private static bool IsProjected(IOperation call)
    {
        for (var current = call.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation projection)
                return CallTaking(projection) is (_, { ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } });
        }

        return false;
    }
}
