using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>
/// Work whose end nobody waits for: an answer that is thrown away, as in a warm-up, and a task that is started and forgotten.
/// </summary>
/// <remarks>When it fails, who started it does not fail with it, or has no answer to stand in for.</remarks>
internal static class ForgottenWork
{
    private static readonly ImmutableHashSet<string> s_starters = ["Run", "StartNew"];

    /// <summary>Whether what <paramref name="site"/> calls, or hands on, is forgotten.</summary>
    public static bool Forgets(IOperation site, MlSymbols symbols) => site switch
    {
        IInvocationOperation call => IsThrownAway(call) && !call.Arguments.Any(argument => IsReadLater(argument, symbols)),
        IAnonymousFunctionOperation or IMethodReferenceOperation => StarterOf(site) is { } starter && IsStatement(starter),
        _ => false,
    };

    private static bool IsThrownAway(IInvocationOperation call) => call.Type switch
    {
        { SpecialType: SpecialType.System_Void } or null => false,
        // A method that only works says nothing when it is awaited; one that is not awaited is forgotten.
        INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 } => call.Parent is not IAwaitOperation && IsStatement(call),
        INamedTypeSymbol { Name: "Task" or "ValueTask" } => IsStatement(call) && !FillsArguments(call),
        _ => Bodies.Outermost(call).Parent is ISimpleAssignmentOperation { Target: IDiscardOperation },
    };

    /// <summary>Whether the answer lies in what the call is passed once it was awaited, as with ONNX Runtime's <c>RunAsync</c>.</summary>
    private static bool FillsArguments(IInvocationOperation call) =>
        call.Parent is IAwaitOperation && call.TargetMethod.Parameters.Any(parameter => parameter.Name == "outputValues");

    /// <summary>Whether the answer stands in the history or session that the call is given, and somebody looks at it there.</summary>
    private static bool IsReadLater(IArgumentOperation argument, MlSymbols symbols)
    {
        var value = argument.Value is IConversionOperation { OperatorMethod: null } converted ? converted.Operand : argument.Value;
        if (!Conversations.IsFilledByAsking(value.Type, symbols))
            return false;
        return value switch
        {
            ILocalReferenceOperation local => Bodies.AllAround(local).OfType<ILocalReferenceOperation>().Any(read =>
                SymbolEqualityComparer.Default.Equals(read.Local, local.Local) && IsAfter(read, argument)),
            IParameterReferenceOperation or IMemberReferenceOperation => true,
            _ => false,
        };
    }

    private static bool IsAfter(ILocalReferenceOperation read, IArgumentOperation argument) =>
        read.Syntax.SpanStart > argument.Syntax.Span.End
        && read.Parent is not (ISimpleAssignmentOperation or IInvocationOperation { TargetMethod.Name: "Clear" });

    /// <summary>Whether the value, awaited or not, is a statement of its own, or assigned to a discard.</summary>
    private static bool IsStatement(IOperation value)
    {
        var outermost = Bodies.Outermost(value);
        return outermost.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }

    /// <summary>The call that starts the function as a task, unless somebody awaits it.</summary>
    private static IInvocationOperation? StarterOf(IOperation function)
    {
        var value = function.Parent is IDelegateCreationOperation creation ? Bodies.Outermost(creation) : function;
        return value.Parent is IArgumentOperation
            {
                Parent: IInvocationOperation
                {
                    TargetMethod: { ContainingType: { Name: "Task" or "TaskFactory", ContainingNamespace.Name: "Tasks" } } method,
                        Parent: not IAwaitOperation
                } call
            } && s_starters.Contains(method.Name)
            ? call
            : null;
    }
}
