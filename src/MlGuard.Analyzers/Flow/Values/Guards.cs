namespace MlGuard.Analyzers.Flow.Values;

/// <summary>Code that only one thread at a time runs.</summary>
internal static class Guards
{
    private static readonly ImmutableHashSet<string> s_gates = [
        "Monitor", "SemaphoreSlim", "Semaphore", "Mutex", "Lock", "SpinLock", "ReaderWriterLockSlim"];

    /// <summary>
    /// What <paramref name="operation"/> is guarded by: the locked field or variable, or the gate that its method passes. Null when nothing
    /// guards it.
    /// </summary>
    public static ISymbol? GuardOf(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is ILockOperation locked)
                return SymbolOf(locked.LockedValue);
        }

        return Bodies.RootOf(operation).Descendants().OfType<IInvocationOperation>()
            .FirstOrDefault(call =>
                s_gates.Contains(call.TargetMethod.ContainingType?.Name ?? "") && IsThreading(call.TargetMethod.ContainingType!))
            is { } gate
                ? SymbolOf(gate.Instance ?? gate.Arguments.FirstOrDefault()?.Value) ?? gate.TargetMethod
                : null;
    }

    private static bool IsThreading(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "Threading", ContainingNamespace.Name: "System" };

    private static ISymbol? SymbolOf(IOperation? value) => value switch
    {
        IMemberReferenceOperation member => member.Member,
        IInstanceReferenceOperation self => self.Type,
        ITypeOfOperation type => type.TypeOperand,
        null => null,
        _ => LocalValues.VariableOf(value),
    };
}
