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
    public static bool Runs(IAnonymousFunctionOperation lambda, MlSymbols symbols) => Starts(lambda, symbols);

    /// <summary>
    /// Whether <paramref name="function"/>, a lambda or a method by its name, is handed to what runs it on several threads.
    /// </summary>
    public static bool Starts(IOperation function, MlSymbols symbols) =>
        function is IAnonymousFunctionOperation or IMethodReferenceOperation
        && CallTaking(function) is var (call, method) && s_members.Any(member =>
            (member.Member == Any || member.Member == method.Name) && symbols.Is(method.ContainingType, member.Type)
            && (member.AlwaysParallel || IsRepeated(call)));

    /// <summary>
    /// Where in <paramref name="lambda"/> other calls of it may run beside this one: an asynchronous projection whose tasks are awaited
    /// together does its work in turn up to its first <c>await</c>, and at once from there on. Null when its tasks are not known to be.
    /// </summary>
    public static int? OverlapsFrom(IAnonymousFunctionOperation lambda) =>
        lambda.Symbol.IsAsync
        && CallTaking(lambda) is (IInvocationOperation call, { ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } })
        && IsAwaitedTogether(call)
        && lambda.Body.Descendants().OfType<IAwaitOperation>().FirstOrDefault() is { } first
            ? first.Syntax.Span.End
            : null;

    /// <summary>Whether the tasks are made in one go, or handed to <c>WhenAll</c>; a loop may await each before the next is made.</summary>
    private static bool IsAwaitedTogether(IInvocationOperation projection) =>
        Sink.Walk(projection, sink => sink.User is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" } next }
            ? Sink.Of(next)
            : []).Any(sink => sink.User is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } }
                && ((method.Name is "WhenAll" or "WhenAny" && method.ContainingType.Name == "Task")
                    || (method.Name is "ToList" or "ToArray" && method.ContainingType.Name == "Enumerable")));

    private static (IOperation Call, IMethodSymbol Method)? CallTaking(IOperation lambda)
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
