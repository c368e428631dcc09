using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Serving;

/// <summary>An asynchronous run of a session, which uses its inputs and outputs until its task ends.</summary>
internal static class AsyncRun
{
    private static readonly ImmutableHashSet<string> s_values = ["inputValues", "outputValues", "inputs", "outputs"];

    /// <summary>What happens to the memory of <paramref name="run"/> before it ends; null when nothing is known to.</summary>
    public static string? EndedTooEarly(IInvocationOperation run)
    {
        var (isAwaited, end) = EndOf(run);
        if (isAwaited)
            return null;

        foreach (var memory in MemoryOf(run))
        {
            if (LocalValues.VariableOf(memory) is not ILocalSymbol local)
                continue;
            // Whoever is given the task awaits it when this body has left its blocks.
            if (end is null && IsUsing(memory) && IsHandedOn(run))
                return "An input or output is disposed";
            foreach (var read in BodyIndex.Around(run).ReferencesTo(local).Where(read => read.Syntax.SpanStart > run.Syntax.Span.End
                && (end is null || read.Syntax.SpanStart < end)))
            {
                if (FateOf(read) is { } fate)
                    return fate;
            }
        }

        return null;
    }

    /// <summary>Whether the run is awaited where it is called, or else where its task is: null when nobody here awaits it.</summary>
    private static (bool IsAwaited, int? At) EndOf(IInvocationOperation run)
    {
        if (IsWaitedFor(run))
            return (true, null);
        var awaits = Sink.Of(run).Select(sink => sink.Value).Where(IsWaitedFor).Select(value => value.Syntax.SpanStart).ToList();
        return (false, awaits.Count > 0 ? awaits.Min() : null);
    }

    private static bool IsWaitedFor(IOperation task)
    {
        for (var current = task; current is not null; current = current.Parent)
        {
            if (current is IAwaitOperation)
                return true;
            if (current.Parent is not (IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WaitAsync" or "GetAwaiter"
                or "GetResult" or "Wait" } or IPropertyReferenceOperation { Property.Name: "Result" } or IParenthesizedOperation
                or IConversionOperation or IAwaitOperation))
                return false;
            if (current.Parent is IPropertyReferenceOperation or IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" })
                return true;
        }

        return false;
    }

    private static bool IsHandedOn(IInvocationOperation run) => Sink.Of(run).Any(sink => sink.User is IReturnOperation or IArgumentOperation
        or IExpressionStatementOperation or ISimpleAssignmentOperation or IAnonymousFunctionOperation);

    /// <summary>The variables that hold the values of the run, and the arrays that those stand on.</summary>
    private static IEnumerable<IOperation> MemoryOf(IInvocationOperation run)
    {
        var values = run.Arguments.Where(argument => s_values.Contains(argument.Parameter?.Name ?? ""))
            .SelectMany(argument => Constants.Elements(LocalValues.Origin(argument.Value)) ?? []).OfType<IOperation>()
            .Select(Unwrapped).ToList();
        var arrays = values.Select(LocalValues.Origin).OfType<IInvocationOperation>()
            .Where(creation => creation.TargetMethod.Name.StartsWith("Create", StringComparison.Ordinal))
            .SelectMany(creation => creation.Arguments)
            .Where(argument => argument.Parameter?.Name is "data" or "memory").Select(argument => Array(argument.Value));
        return values.Concat(arrays);
    }

    private static IOperation Unwrapped(IOperation value) => value is IConversionOperation conversion ? conversion.Operand : value;

    /// <summary>The array under <c>buffer.AsMemory(0, n)</c>.</summary>
    private static IOperation Array(IOperation memory)
    {
        var value = Unwrapped(memory);
        return value is IInvocationOperation { TargetMethod.Name: "AsMemory" } call && FluentChain.ReceiverOf(call) is { } array
            ? Unwrapped(array)
            : value;
    }

    private static bool IsUsing(IOperation read) => LocalValues.VariableOf(read) is ILocalSymbol local
        && local.DeclaringSyntaxReferences.Any(declaration => declaration.GetSyntax() is
            Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Parent.Parent:
                Microsoft.CodeAnalysis.CSharp.Syntax.LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }
                or Microsoft.CodeAnalysis.CSharp.Syntax.UsingStatementSyntax });

    private static string? FateOf(ILocalReferenceOperation read) => Bodies.Outermost(read).Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "Dispose" } => "An input or output is disposed",
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Return", ContainingType.Name: "ArrayPool" } } } =>
            "A buffer goes back to its pool",
        _ => null,
    };
}
