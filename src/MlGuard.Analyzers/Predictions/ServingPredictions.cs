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
    public static void Register(
        CompilationStartAnalysisContext start, MlCompilation compilation, Action<OperationAnalysisContext, RoleCall> examine)
    {
        var plainFunctions = new PlainKernelFunctions(compilation);
        start.RegisterOperationAction(
            context =>
            {
                if (Prediction((IInvocationOperation)context.Operation, context, compilation) is { } prediction
                    && !plainFunctions.Runs(prediction))
                    examine(context, prediction);
            },
            OperationKind.Invocation);
    }

    private static RoleCall? Prediction(IInvocationOperation call, OperationAnalysisContext context, MlCompilation compilation)
    {
        if (compilation.Symbols.RowOf(call.TargetMethod) is not { Role: Role.Predict or Role.Transform } row
            || (row.Role == Role.Transform && Evaluates(context, compilation)))
            return null;
        return new RoleCall(row, call, call.TargetMethod, Bodies.CallerOf(call, CallPaths.NodeOf(context.ContainingSymbol)));
    }

    private static bool Evaluates(OperationAnalysisContext context, MlCompilation compilation) =>
        compilation.Calls.BodiesOf(CallPaths.OwnerOf(context.ContainingSymbol), context.CancellationToken)
            .Any(body => body.RoleCalls.Any(call => call.Role is Role.Evaluate or Role.CrossValidate));
}
