using System.Runtime.CompilerServices;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>Code that only one thread at a time runs.</summary>
internal static class Guards
{
    private static readonly ImmutableHashSet<string> s_gates = [
        "Monitor", "SemaphoreSlim", "Semaphore", "Mutex", "Lock", "SpinLock", "ReaderWriterLockSlim"];

    /// <summary>The gate that each body passes.</summary>
    private static readonly ConditionalWeakTable<IOperation, StrongBox<ISymbol?>> s_passed = new();

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

        return s_passed.GetValue(Bodies.RootOf(operation), root => new(GateOf(root))).Value;
    }

    private static ISymbol? GateOf(IOperation body) => BodyIndex.Around(body).Calls.FirstOrDefault(IsGate) is { } gate
        ? SymbolOf(gate.Instance ?? gate.Arguments.FirstOrDefault()?.Value) ?? gate.TargetMethod
        : null;

    private static bool IsGate(IInvocationOperation call) =>
        call.TargetMethod.ContainingType is { } type && s_gates.Contains(type.Name) && IsThreading(type);

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
