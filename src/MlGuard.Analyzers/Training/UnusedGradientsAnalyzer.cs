using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2030: a loop that computes gradients, and an optimizer that never uses them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedGradientsAnalyzer() : TorchAnalyzer(RuleIds.UnusedGradients)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (body.Has(TorchMeaning.Gradient) || body.Of(TorchMeaning.Backward).FirstOrDefault(it => it.Loop is not null) is not { } backward)
            yield break;

        foreach (var made in body.OwnOf(TorchMeaning.MakeOptimizer))
        {
            if (made.Subject is ILocalSymbol optimizer && !body.Of(TorchMeaning.Step).Any(it => it.Subject is null || it.IsOf(optimizer))
                && !body.IsPassedOn(optimizer) && !GetsAway(optimizer, made.Call))
                yield return At(backward.Call, optimizer.Name);
        }
    }

    private static bool GetsAway(ILocalSymbol optimizer, IOperation inBody) =>
        BodyIndex.Around(inBody).ReferencesTo(optimizer).Any(read => Bodies.Outermost(read).Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation call } => !TorchTypes.Declares(call.TargetMethod)
                && call.TargetMethod.DeclaringSyntaxReferences.IsEmpty,
            IInvocationOperation => false,
            IPropertyReferenceOperation => false,
            IUsingOperation => false,
            ISimpleAssignmentOperation assignment => !ReferenceEquals(assignment.Target, read),
            _ => true,
        });
}
