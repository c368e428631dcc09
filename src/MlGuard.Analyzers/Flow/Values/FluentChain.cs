namespace MlGuard.Analyzers.Flow.Values;

/// <summary>Chains of calls on the result of a call, also when they are kept in variables step by step.</summary>
internal static class FluentChain
{
    private const int MaximumLength = 256;

    /// <summary>The calls of the chain that makes <paramref name="value"/>, from the last one back to the first.</summary>
    public static IEnumerable<IInvocationOperation> CallsOf(IOperation value)
    {
        for (var length = 0; length < MaximumLength && LocalValues.Origin(value) is IInvocationOperation call; length++)
        {
            yield return call;
            if (ReceiverOf(call) is not { } receiver)
                yield break;
            value = receiver;
        }
    }

    /// <summary>What <paramref name="call"/> is called on: the instance, or the first argument of an extension method.</summary>
    public static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.ArgumentFor(0)?.Value : null);

    /// <summary>What a call of a method or a constructor is given; nothing for anything else.</summary>
    public static ImmutableArray<IArgumentOperation> ArgumentsOfCall(this IOperation call) => call switch
    {
        IInvocationOperation invocation => invocation.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => [],
    };

    /// <summary>The argument of <paramref name="call"/> for the parameter at <paramref name="ordinal"/>, wherever it is written.</summary>
    public static IArgumentOperation? ArgumentFor(this IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal);

    /// <summary>
    /// The argument for the parameter called <paramref name="name"/>; one that the compiler filled in has no syntax of its own.
    /// </summary>
    public static IArgumentOperation? Argument(this ImmutableArray<IArgumentOperation> arguments, string name) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == name);

    /// <summary>Whether the user wrote this argument.</summary>
    public static bool IsWritten(this IArgumentOperation argument) => argument.ArgumentKind != ArgumentKind.DefaultValue;
}
