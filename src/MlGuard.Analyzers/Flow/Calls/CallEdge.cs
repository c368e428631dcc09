namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>
/// One step of a call path: <paramref name="Caller"/> calls, creates or passes on <paramref name="Callee"/> at <paramref name="Site"/>.
/// </summary>
/// <param name="Caller">A method, local function or lambda; for an initializer, its field or property.</param>
/// <param name="Callee">What is called, as it is named at the call: for a call through an interface, the interface's member.</param>
/// <param name="Site">The call, the lambda, or the reference to a method group.</param>
internal sealed record CallEdge(ISymbol Caller, ISymbol Callee, IOperation Site);
