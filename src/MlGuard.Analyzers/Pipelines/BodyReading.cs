namespace MlGuard.Analyzers.Pipelines;

/// <summary>What the interpreter learnt of one body.</summary>
/// <param name="Findings">What is wrong with its pipelines.</param>
/// <param name="Preparing">The calls of <c>Fit</c> after which nothing has learnt to predict: no trainer is among the steps.</param>
/// <param name="Fitted">The pipelines that are fitted.</param>
/// <param name="Saved">The pipelines of the models that are saved; unknown ones too.</param>
internal sealed record BodyReading(
    ImmutableArray<PipelineFinding> Findings,
    ImmutableHashSet<SyntaxNode> Preparing,
    ImmutableArray<Pipeline> Fitted,
    ImmutableArray<Pipeline> Saved)
{
    public static BodyReading Empty { get; } = new([], [], [], []);
}
