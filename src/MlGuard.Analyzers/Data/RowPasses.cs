using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>Whether what is fitted passes over its rows more than once.</summary>
internal static class RowPasses
{
    private const string Iterations = "numberOfIterations";
    private const int MaximumSteps = 8;

    private static readonly ImmutableHashSet<string> s_repeating = ["CrossValidate", "CrossValidateNonCalibrated", "TrainTestSplit", "CrossValidationSplit"];

    /// <summary>
    /// Whether the body, or a helper that it gives the rows to, fits on them, and keeps them nowhere in between. Each fitted transform
    /// passes
    /// over a query once more; an iterator hurts when a trainer is known to pass over its rows again and again.
    /// </summary>
    public static bool AreRepeated(
        IInvocationOperation load, bool isQuery, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var calls = Bodies.AllAround(load).OfType<IInvocationOperation>().ToList();
        var handed =
            calls.Where(call =>
                call.Arguments.Any(argument =>
                    IsView(argument.Value, compilation.Symbols) && ComesFrom(argument.Value, load, MaximumSteps)))
            .Select(call => compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken)).OfType<IOperation>()
            .SelectMany(body => body.Descendants()).OfType<IInvocationOperation>().ToList();
        var isFitted = handed.Any(call => Fits(call, compilation.Symbols))
            || calls.Any(call =>
                Fits(call, compilation.Symbols) && call.Arguments.Any(argument => ComesFrom(argument.Value, load, MaximumSteps)));
        calls.AddRange(handed);
        return isFitted
            && (calls.Any(call => PassesOften(call, compilation.Pipelines.Members)) || (isQuery && !IsSinglePass(calls, compilation)))
            && !calls.Any(call =>
                call.TargetMethod.Name == "AppendCacheCheckpoint"
                    || (call.TargetMethod.Name == "Cache"
                        && compilation.Symbols.Is(call.TargetMethod.ContainingType, MlNetTypes.DataOperationsCatalog)));
    }

    private static bool PassesOften(IInvocationOperation call, PipelineMembers members) =>
        members.Of(call.TargetMethod).Row is { } row && (row.PassesEachIteration ? IterationsOf(call) ?? row.Passes : row.Passes) > 1;

    /// <summary>How often the code asks the trainer to pass; null when it leaves that to the default.</summary>
    private static int? IterationsOf(IInvocationOperation call)
    {
        if (call.Arguments.Argument(Iterations) is { } argument && argument.IsWritten())
            return argument.Value.ConstantValue is { HasValue: true, Value: int count } ? count : 1;
        if (call.Arguments.Argument("options") is not { } options)
            return null;

        var assigned = (LocalValues.Origin(options.Value) as IObjectCreationOperation)?.Initializer?.Initializers
            .OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IFieldReferenceOperation { Field.Name: "NumberOfIterations" });
        return assigned?.Value.ConstantValue is { HasValue: true, Value: int written } ? written : null;
    }

    /// <summary>Whether one trainer, which passes once, is all that learns from the rows.</summary>
    private static bool IsSinglePass(List<IInvocationOperation> calls, MlCompilation compilation)
    {
        var learning = calls
            .Select(call => compilation.Pipelines.Members.Of(call.TargetMethod).Row).Where(row => row is { Learns: true }).ToList();
        return learning is [{ Form: StepForm.Trainer }]
            && calls.Count(call => Fits(call, compilation.Symbols)) == 1
            && !calls.Any(call => s_repeating.Contains(call.TargetMethod.Name));
    }

    private static bool Fits(IInvocationOperation call, MlSymbols symbols) =>
        symbols.RoleOf(call.TargetMethod) is Role.Fit or Role.CrossValidate;

    private static bool IsView(IOperation value, MlSymbols symbols) => symbols.Is(value.Type, MlNetTypes.IDataView);

    /// <summary>
    /// Whether a view is the loaded one, a part of it, or made from it: rows are read through splits, filters and transforms alike.
    /// </summary>
    private static bool ComesFrom(IOperation view, IOperation load, int steps)
    {
        var origin = LocalValues.Origin(view);
        return ReferenceEquals(origin.Syntax, load.Syntax) || (steps > 0 && origin switch
        {
            IMemberReferenceOperation { Instance: { } whole } => ComesFrom(whole, load, steps - 1),
            IInvocationOperation call => call.Arguments.Any(argument => ComesFrom(argument.Value, load, steps - 1)),
            _ => false,
        });
    }
}
