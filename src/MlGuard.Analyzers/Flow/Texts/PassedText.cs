using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>What a method does with a text that its caller gives it: it reaches a sink.</summary>
/// <param name="Parameter">The parameter that takes the text.</param>
/// <param name="Sink">The row of the sink.</param>
/// <param name="Way">From the parameter to the sink.</param>
/// <param name="IsTested">Whether a condition of the method looks at the text's form.</param>
internal sealed record PassedText(IParameterSymbol Parameter, TextRow Sink, ImmutableArray<Location> Way, bool IsTested);
