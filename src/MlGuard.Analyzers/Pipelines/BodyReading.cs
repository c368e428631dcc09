namespace MlGuard.Analyzers.Pipelines;

/// <summary>What the interpreter learnt of one body.</summary>
/// <param name="Findings">What is wrong with its pipelines.</param>
/// <param name="Preparing">The calls of <c>Fit</c> after which nothing has learnt to predict: no trainer is among the steps.</param>
/// <param name="Fitted">The pipelines that are fitted.</param>
/// <param name="Saved">The pipelines of the models that are saved; unknown ones too.</param>
/// <param name="Evaluations">The evaluations of data that is known.</param>
/// <param name="HasCrossValidation">Whether models are measured by cross-validation.</param>
internal sealed record BodyReading(
    ImmutableArray<PipelineFinding> Findings,
    ImmutableHashSet<SyntaxNode> Preparing,
    ImmutableArray<Pipeline> Fitted,
    ImmutableArray<Pipeline> Saved,
    ImmutableArray<EvaluationReading> Evaluations,
    bool HasCrossValidation)
{
    public static BodyReading Empty { get; } = new([], [], [], [], [], HasCrossValidation: false);
}
