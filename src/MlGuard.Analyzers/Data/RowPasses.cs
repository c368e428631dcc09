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

    /// <summary>By the call that loads them, the arguments of the body that are its rows, a part of them or made from them.</summary>
    private static readonly OncePerBody<ILookup<SyntaxNode, IArgumentOperation>> s_uses = new((body, _, _) =>
        body.OfType<IInvocationOperation>().SelectMany(call => call.Arguments)
            .SelectMany(argument => SourcesOf(argument.Value).Select(source => (source, argument)))
            .ToLookup(use => use.source, use => use.argument));

    private static readonly OncePerBody<Passes> s_passes = new((body, compilation, _) => PassesIn(body, compilation));

    /// <summary>
    /// Whether the body, or a helper that it gives the rows to, fits on them, and keeps them nowhere in between. Each fitted transform
    /// passes over a query once more; an iterator hurts when a trainer is known to pass over its rows again and again.
    /// </summary>
    public static bool AreRepeated(
        IInvocationOperation load, bool isQuery, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var uses = s_uses.Of(load, compilation, cancellationToken)[load.Syntax].ToList();
        var handed = uses.Where(use => IsView(use.Value, compilation.Symbols)).Select(CallOf).Distinct()
            .Select(call => compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken)).OfType<IOperation>()
            .Select(body => s_passes.Of(body, compilation, cancellationToken)).ToList();
        var isFitted = handed.Any(helper => helper.Fits > 0) || uses.Any(use => Fits(CallOf(use), compilation.Symbols));
        var all = handed.Aggregate(s_passes.Of(load, compilation, cancellationToken), Passes.Together);
        return isFitted && !all.Keeps && (all.AreMany || (isQuery && !all.IsSingle));
    }

    private static IInvocationOperation CallOf(IArgumentOperation argument) => (IInvocationOperation)argument.Parent!;

    private static Passes PassesIn(IEnumerable<IOperation> body, MlCompilation compilation)
    {
        var members = compilation.Pipelines.Members;
        var calls = body.OfType<IInvocationOperation>().ToList();
        var learning = calls.Select(call => members.Of(call.TargetMethod).Row).Where(row => row is { Learns: true }).ToList();
        return new Passes(
            AreMany: calls.Any(call => PassesOften(call, members)),
            Learners: learning.Count,
            Trainers: learning.Count(row => row!.Form == StepForm.Trainer),
            Fits: calls.Count(call => Fits(call, compilation.Symbols)),
            Repeats: calls.Any(call => s_repeating.Contains(call.TargetMethod.Name)),
            Keeps: calls.Any(call => Keeps(call.TargetMethod, compilation.Symbols)));
    }

    private static bool Keeps(IMethodSymbol method, MlSymbols symbols) =>
        method.Name == "AppendCacheCheckpoint"
        || (method.Name == "Cache" && symbols.Is(method.ContainingType, MlNetTypes.DataOperationsCatalog));

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

    private static bool Fits(IInvocationOperation call, MlSymbols symbols) =>
        symbols.RoleOf(call.TargetMethod) is Role.Fit or Role.CrossValidate;

    private static bool IsView(IOperation value, MlSymbols symbols) => symbols.Is(value.Type, MlNetTypes.IDataView);

    /// <summary>
    /// The calls that a view comes from, itself, in part or by a transform: rows are read through splits, filters and transforms alike.
    /// </summary>
    private static HashSet<SyntaxNode> SourcesOf(IOperation view)
    {
        var seen = new HashSet<SyntaxNode>();
        var pending = new Queue<(IOperation View, int Steps)>([(view, 0)]);
        while (pending.Count > 0)
        {
            var (current, steps) = pending.Dequeue();
            var origin = LocalValues.Origin(current);
            if (!seen.Add(origin.Syntax) || steps == MaximumSteps)
                continue;
            if (origin is IMemberReferenceOperation { Instance: { } whole })
                pending.Enqueue((whole, steps + 1));
            else if (origin is IInvocationOperation call)
            {
                foreach (var argument in call.Arguments)
                    pending.Enqueue((argument.Value, steps + 1));
            }
        }

        return seen;
    }

    /// <summary>How often a body passes over rows.</summary>
    /// <param name="AreMany">Whether a trainer is known to pass again and again.</param>
    /// <param name="Learners">The steps that learn.</param>
    /// <param name="Trainers">Those of them that are trainers.</param>
    /// <param name="Fits">The calls that fit.</param>
    /// <param name="Repeats">Whether rows are split or validated, which reads them once more.</param>
    /// <param name="Keeps">Whether rows are kept in memory.</param>
    private sealed record Passes(bool AreMany, int Learners, int Trainers, int Fits, bool Repeats, bool Keeps)
    {
        /// <summary>Whether one trainer, which passes once, is all that learns from the rows.</summary>
        public bool IsSingle => Learners == 1 && Trainers == 1 && Fits == 1 && !Repeats;

        public static Passes Together(Passes one, Passes other) => new(
            one.AreMany || other.AreMany, one.Learners + other.Learners, one.Trainers + other.Trainers, one.Fits + other.Fits,
            one.Repeats || other.Repeats, one.Keeps || other.Keeps);
    }
}
