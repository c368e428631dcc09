using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>Whether two runs of a step learn the same. What was run against Microsoft.ML 5.0.1 stands in the table of steps.</summary>
internal static class Repeatability
{
    private const string Threads = "NumberOfThreads";

    /// <summary>
    /// Why two runs of <paramref name="step"/> may differ, to stand after "since"; null when they are the same, or when nobody can tell.
    /// </summary>
    public static string? DoubtOf(IInvocationOperation step, PipelineAnalysis pipelines)
    {
        if (pipelines.Members.Of(step.TargetMethod).Row is not { } row)
            return null;
        if (row.Races && !IsSingleThreaded(step))
            return $"the threads of {row.Method} race";
        return row.IsRandom
            && step.Arguments.Argument("options") is null
            && MlContexts.CreationBehind(step, pipelines.Symbols) is { } creation
            && creation.Arguments.Argument("seed") is { } seed && !seed.IsWritten()
                ? $"{row.Method} draws from a context without a seed"
                : null;
    }

    /// <summary>Whether the trainer is set to use one thread, or options that are not known may set it.</summary>
    public static bool IsSingleThreaded(IInvocationOperation trainer)
    {
        if (trainer.Arguments.Argument("options") is not { } options)
            return false;
        if (LocalValues.Origin(options.Value) is not IObjectCreationOperation creation || StepReader.IsChangedLater(creation))
            return true;

        return (creation.Initializer?.Initializers ?? []).Any(member =>
            member is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: Threads } } assignment
            && (assignment.Value is IConversionOperation { Operand: var operand }
                ? operand
                : assignment.Value).ConstantValue is not { HasValue: true, Value: not 1 });
    }
}
