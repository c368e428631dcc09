using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>How the outside world reaches a piece of code.</summary>
/// <param name="EntryPoint">Where it begins.</param>
/// <param name="Kind">How the entry point is called.</param>
/// <param name="Steps">From the entry point down; empty when the code stands in the entry point itself.</param>
internal sealed record CallPath(ISymbol EntryPoint, EntryPointKind Kind, ImmutableArray<CallEdge> Steps);
