using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3006: a model that is trained and saved, and that nobody has measured on the way.</summary>
/// <remarks>The body itself, the helpers that it calls, and those who call it may measure.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnevaluatedModelAnalyzer()
    : MlGuardAnalyzer(RuleIds.UnevaluatedModel, [MlNet.Framework], scope: RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    private const int MaximumVisits = 200;
    private const int MaximumNesting = 8;

    private static readonly ImmutableHashSet<string> s_measuring = [
        "PermutationFeatureImportance", "Execute", "ExecuteAsync", "Run", "RunAsync"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var save = (IInvocationOperation)context.Operation;
        if (!compilation.Symbols.Plays(save.TargetMethod, Role.SaveModel)
            || !FitsTrainer(save, compilation)
            || !IsFirstSave(save, compilation.Symbols)
            || IsMeasured(Bodies.AllAround(save))
            || IsMeasuredOnTheWay(CallPaths.OwnerOf(context.ContainingSymbol), compilation, context.CancellationToken))
            return;

        Report(context, compilation, Diagnostic.Create(Rule, Bodies.NameOf(save).GetLocation()));

        bool IsMeasured(IEnumerable<IOperation> body) =>
            body.OfType<IInvocationOperation>().Any(call => Measures(call.TargetMethod, compilation.Symbols));
    }

    /// <summary>Whether the saved model was fitted in the same body with a supervised trainer.</summary>
    private static bool FitsTrainer(IInvocationOperation save, MlCompilation compilation) =>
        save.Arguments.Argument("model") is { } model
        && LocalValues.Origin(model.Value) is IInvocationOperation fit
        && compilation.Symbols.Plays(fit.TargetMethod, Role.Fit)
        && !(FluentChain.ReceiverOf(fit) is { } estimator && OnlyPrepares(estimator, compilation.Pipelines.Members, MaximumNesting))
        && Bodies.AllAround(save).OfType<IInvocationOperation>()
            .Any(call =>
                call.Arguments.Argument("labelColumnName") is not null
                    && compilation.Symbols.IsOrInherits(call.Type, MlNetTypes.IEstimator));

    /// <summary>Whether an estimator is known to be put together of transforms alone.</summary>
    private static bool OnlyPrepares(IOperation estimator, PipelineMembers calls, int nesting)
    {
        var chain = FluentChain.CallsOf(estimator).Select(call => (call, meaning: calls.Of(call.TargetMethod)))
            .TakeWhile(link => link.meaning.Meaning != MemberMeaning.None).ToList();
        return nesting > 0 && chain.Any(link => link.meaning.Meaning == MemberMeaning.Step) && chain.All(link => link.meaning switch
        {
            (MemberMeaning.Append, _) =>
                link.call.ArgumentFor(link.call.Instance is null ? 1 : 0) is { } next && OnlyPrepares(next.Value, calls, nesting - 1),
            (MemberMeaning.Step, var row) => row!.Form is not (StepForm.Trainer or StepForm.Opaque),
            _ => true,
        });
    }

    /// <summary>Whether the model is saved here for the first time in its body: each is reported once.</summary>
    private static bool IsFirstSave(IInvocationOperation save, MlSymbols symbols) =>
        SymbolPath.Of(save.Arguments.Argument("model")?.Value) is not { } model
        || !Bodies.AllAround(save).OfType<IInvocationOperation>().TakeWhile(call => !ReferenceEquals(call, save))
            .Any(call =>
                symbols.Plays(call.TargetMethod, Role.SaveModel) && model.Equals(SymbolPath.Of(call.Arguments.Argument("model")?.Value)));

    private static bool Measures(IMethodSymbol method, MlSymbols symbols) =>
        symbols.RoleOf(method) is Role.Evaluate or Role.CrossValidate
        || (s_measuring.Contains(method.Name)
            && method.ContainingAssembly?.Name.StartsWith("Microsoft.ML", StringComparison.Ordinal) == true);

    /// <summary>Whether a helper of the body, or a caller of it or one of theirs, measures.</summary>
    private static bool IsMeasuredOnTheWay(ISymbol owner, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<(ISymbol Code, bool IsCaller)>([(owner, true)]);
        while (pending.Count > 0 && seen.Count < MaximumVisits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (code, isCaller) = pending.Dequeue();
            if (!seen.Add(code))
                continue;
            foreach (var body in compilation.Calls.BodiesOf(CallPaths.OwnerOf(code), cancellationToken))
            {
                if (body.RoleCalls.Any(call => call.Role is Role.Evaluate or Role.CrossValidate))
                    return true;
                foreach (var edge in body.Edges)
                    pending.Enqueue((CallPaths.OwnerOf(edge.Callee), false));
            }

            if (isCaller)
            {
                foreach (var edge in compilation.Calls.CallersOf(code, cancellationToken))
                    pending.Enqueue((CallPaths.OwnerOf(edge.Caller), true));
            }
        }

        return seen.Count >= MaximumVisits;
    }
}
