using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2017: a scope that is opened and never closed.</summary>
/// <remarks>
/// Run against TorchSharp 0.107.0: gradients stay off on the thread, also after a garbage collection, and a later backward() throws.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DiscardedScopeAnalyzer() : TorchAnalyzer(RuleIds.DiscardedScope)
{
    private static readonly ImmutableHashSet<string> s_openers = ["no_grad", "inference_mode", "enable_grad", "NewDisposeScope"];

    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken) =>
        from it in body.Events
        where it.Meaning is TorchMeaning.StopGradients or TorchMeaning.TrackGradients or TorchMeaning.OpenScope
            && it.IsOwn && s_openers.Contains(it.Call.TargetMethod.Name) && IsDropped(it.Call)
        select At(it.Call, it.Call.TargetMethod.Name, it.Meaning == TorchMeaning.OpenScope
            ? "its tensors are never freed and later scopes nest in it"
            : "the switch stays as it is on this thread");

    private static bool IsDropped(IInvocationOperation opener)
    {
        var value = Bodies.Outermost(opener);
        return value.Parent switch
        {
            // What a lambda returns is implicit here.
            IExpressionStatementOperation { IsImplicit: false, Parent: not IBlockOperation { IsImplicit: true } } => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator } =>
                !Bodies.AroundInFunction(declarator).Any(around => around is IUsingDeclarationOperation or IUsingOperation)
                && !BodyIndex.Around(opener).ReferencesTo(local).Any(MayClose),
            _ => false,
        };
    }

    private static bool MayClose(ILocalReferenceOperation read) => Bodies.Outermost(read).Parent switch
    {
        IInvocationOperation call => call.TargetMethod.Name is "Dispose",
        IPropertyReferenceOperation => false,
        _ => true,
    };
}
