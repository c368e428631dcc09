using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>A text of somebody else that reaches a sink.</summary>
/// <param name="Origin">Where it comes from, with its way to the sink.</param>
/// <param name="Sink">The row of the sink.</param>
/// <param name="Place">The expression that is given to the sink, or to the method that passes it there.</param>
/// <param name="Value">That expression.</param>
internal sealed record TextFinding(TextOrigin Origin, TextRow Sink, Location Place, IOperation Value);
