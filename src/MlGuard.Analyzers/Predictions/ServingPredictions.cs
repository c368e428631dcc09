using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Predictions;

/// <summary>The predictions of a compilation that somebody may wait for: not those of training and evaluation.</summary>
internal static class ServingPredictions
{
    /// <summary>
    /// Calls <paramref name="examine"/> for each; whether an entry point reaches it is for <see cref="EntryPointPaths.To"/> to say.
    /// </summary>
    /// <param name="start">The compilation's start.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="behind">What a prediction that another project makes must have left to its caller.</param>
    /// <param name="examine">Looks at one.</param>
    public static void Register(
        CompilationStartAnalysisContext start, MlCompilation compilation, MethodTraits behind,
        Action<OperationAnalysisContext, RoleCall> examine)
    {
        var plainFunctions = new PlainKernelFunctions(compilation);
        start.RegisterOperationAction(
            context =>
            {
                if (Prediction(context, compilation, behind) is { } prediction && !plainFunctions.Runs(prediction)
                    && !IsTrial(prediction))
                    examine(context, prediction);
            },
            OperationKind.Invocation, OperationKind.MethodReference);
    }

    /// <summary>
    /// Whether a row that the code makes of constants alone is predicted, as a check of the model's health does: nobody waits for an answer
    /// that is known before, and the check has to fail with the model.
    /// </summary>
    private static bool IsTrial(RoleCall prediction) =>
        prediction is { Row.Role: Role.Predict, Operation: IInvocationOperation call }
        && call.Arguments.Where(argument => argument.IsWritten()).ToList() is { Count: > 0 } arguments
        && arguments.Any(argument => LocalValues.Origin(argument.Value) is IObjectCreationOperation)
        && arguments.All(argument => IsConstantRow(LocalValues.Origin(argument.Value)));

    private static bool IsConstantRow(IOperation value) => value switch
    {
        { ConstantValue.HasValue: true } => true,
        IObjectCreationOperation { Initializer.Initializers: { IsEmpty: false } members } row =>
            row.Arguments.All(argument => argument.Value.ConstantValue.HasValue)
            && members.All(member => member is ISimpleAssignmentOperation { Value.ConstantValue.HasValue: true }),
        _ => false,
    };

    /// <summary>Handed on as a delegate, a method predicts where it is handed on: who runs it is a library.</summary>
    private static RoleCall? Prediction(OperationAnalysisContext context, MlCompilation compilation, MethodTraits behind)
    {
        var method = context.Operation is IInvocationOperation call
            ? call.TargetMethod
            : ((IMethodReferenceOperation)context.Operation).Method;
        if (compilation.Knowledge.PredictionOf(method, behind) is not { } row
            || (row.Role == Role.Transform && (Evaluates(context, compilation) || IsPreparation(context.Operation, compilation))))
            return null;
        return new RoleCall(row, context.Operation, method, Bodies.CallerOf(context.Operation, CallPaths.NodeOf(context.ContainingSymbol)));
    }

    /// <summary>
    /// Of transforms in a row the last one is the prediction; where a <c>catch</c> is around one and not the other, each is its own.
    /// </summary>
    private static bool IsPreparation(IOperation transform, MlCompilation compilation) => Sink.Of(transform).Any(sink =>
        sink.User is IArgumentOperation { Parent: IInvocationOperation next }
        && compilation.Symbols.Plays(next.TargetMethod, Role.Transform)
        && ReferenceEquals(Bodies.FunctionAround(transform), Bodies.FunctionAround(next))
        && ReferenceEquals(AttemptAround(transform), AttemptAround(next)));

    private static ITryOperation? AttemptAround(IOperation site) => Bodies.AroundInFunction(site).OfType<ITryOperation>().FirstOrDefault();

    private static bool Evaluates(OperationAnalysisContext context, MlCompilation compilation) =>
        compilation.Calls.BodiesOf(CallPaths.OwnerOf(context.ContainingSymbol), context.CancellationToken)
            .Any(body => body.RoleCalls.Any(call => call.Role is Role.Evaluate or Role.CrossValidate));
}
