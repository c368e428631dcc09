using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Training;

/// <summary>
/// MLG2001: a context with a seed, and a trainer whose threads race: the seed promises that two runs are the same, and they are not.
/// </summary>
/// <remarks>
/// dotnet/machinelearning#5434, #5754 and #7429. Run against Microsoft.ML 5.0.1: of 5 models 1 was different with 2 processors, all 5 with
/// 4, 8
/// and 16; with one thread all are the same. So it passes on a small build machine and drifts on a laptop.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RacingTrainerAnalyzer()
    : MlGuardAnalyzer(RuleIds.RacingTrainer, [MlNet.Framework], scope: RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var call = (IInvocationOperation)context.Operation;
        var (contexts, cancellationToken) = (compilation.Knowledge.Contexts, context.CancellationToken);
        if (compilation.Pipelines.Members.Of(call.TargetMethod).Row is { Races: true } row)
        {
            if (!Repeatability.IsSingleThreaded(call) && AreSeeded(contexts.Behind(call, cancellationToken)))
                Report(context, compilation, Diagnostic.Create(Rule, Bodies.NameOf(call).GetLocation(), row.Method));
        }
        else if (compilation.Knowledge.Has(call.TargetMethod, MethodTraits.RacesOnContext)
            && call.Arguments.Select(argument => contexts.Of(argument.Value, cancellationToken)).Any(AreSeeded))
        {
            var method = $"A trainer in {call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}";
            Report(context, compilation, Diagnostic.Create(Rule, Bodies.NameOf(call).GetLocation(), method));
        }

        bool AreSeeded(ImmutableArray<IOperation> creations) =>
            !creations.IsEmpty && creations.All(creation => contexts.IsSeeded(creation, cancellationToken) == true);
    }
}
