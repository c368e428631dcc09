using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3010: a model that is asked in the mode for training, or trained in the mode for evaluation.</summary>
/// <remarks>Run against TorchSharp 0.107.0: a new model trains, and <c>load</c> leaves that as it is.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrainingModeAnalyzer() : TorchAnalyzer(RuleIds.TrainingMode)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (Inference.IsPartOfModel(body, compilation.Symbols))
            return [];
        var asked = body.Of(TorchMeaning.Forward)
            .Where(it => Inference.IsInference(it, body) && IsTrainingYet(it, body, compilation.Torch, cancellationToken))
            .Select(it => At(it.Call, "it answers in training mode", "dropout and batch norm falsify the answer", "Call eval() before"));
        var left = body.Of(TorchMeaning.Evaluate).Where(it => IsNeverUndone(it, body, compilation.Torch, cancellationToken))
            .Select(it => At(it.Call, "training goes on in evaluation mode", "dropout and batch norm stand still from the second round on",
                "Call train() where the round begins"));
        return asked.Concat(left);
    }

    private static bool IsTrainingYet(TorchEvent asked, TorchBody body, TorchFlow flow, CancellationToken cancellationToken)
    {
        if (asked.Subject is not { } model || model is IParameterSymbol)
            return false;

        var before = body.Events.Take(body.IndexOf(asked)).ToList();
        if (before.Any(it => it.Meaning == TorchMeaning.PassedOn && it.IsOf(model)))
            return false;
        var mode = before.LastOrDefault(it => Inference.SetsMode(it) && it.IsOf(model));
        var origins = mode is null ? flow.Origins.Of(model, cancellationToken) : [];
        if (origins.Any(events => events.Any(it => it.Meaning == TorchMeaning.PassedOn || Inference.Evaluates(it))))
            return false;
        // What was only trained here may be a transform without layers: its layers have to be seen.
        var isReady = before.Any(it => it.Meaning == TorchMeaning.Load && it.IsOf(model))
            || (before.Any(it => it.Meaning == TorchMeaning.Backward) && flow.Networks.DependsOnMode(model, cancellationToken) == true)
            || (!origins.IsEmpty && origins.All(events => events.Any(it => it.Meaning == TorchMeaning.Load)))
            || (model is IFieldSymbol or IPropertySymbol && IsReadyElsewhere(model, flow, cancellationToken));
        return mode is null or { Meaning: TorchMeaning.Train } && isReady && (mode is null || !Inference.Evaluates(mode))
            && !(mode is null && model is IFieldSymbol or IPropertySymbol && IsSetElsewhere(model, flow, cancellationToken))
            && flow.Networks.DependsOnMode(model, cancellationToken) != false;
    }

    private static bool IsReadyElsewhere(ISymbol model, TorchFlow flow, CancellationToken cancellationToken) =>
        model.ContainingType is { } type
        && flow.EventsOf(type, cancellationToken).Any(it => it.Meaning == TorchMeaning.Load && it.IsOf(model));

    private static bool IsSetElsewhere(ISymbol model, TorchFlow flow, CancellationToken cancellationToken) =>
        model.ContainingType is { } type && flow.EventsOf(type, cancellationToken).Any(it => it.IsOf(model) && Inference.Evaluates(it));

    private static bool IsNeverUndone(TorchEvent set, TorchBody body, TorchFlow flow, CancellationToken cancellationToken)
    {
        if (set.Subject is not { } model
            || set.Around.OfType<ILoopOperation>().FirstOrDefault(loop => Trains(model, body, loop)) is not { } epoch)
            return false;
        return !body.Of(TorchMeaning.Train).Any(it => it.IsIn(epoch) && it.IsOf(model) && !Inference.Evaluates(it))
            && !(set.IsConditionalIn(epoch) && Leaves(set, epoch))
            && !body.Of(TorchMeaning.PassedOn).Any(it => it.IsIn(epoch) && it.IsOf(model))
            && !body.Of(TorchMeaning.MakeOptimizer).Any(it => it.IsIn(epoch))
            && flow.Networks.DependsOnMode(model, cancellationToken) != false;
    }

    /// <summary>Whether the loop asks the model and goes back through it.</summary>
    private static bool Trains(ISymbol model, TorchBody body, ILoopOperation loop) =>
        body.Of(TorchMeaning.Step).Any(it => it.IsIn(loop))
        && body.Of(TorchMeaning.Forward).Any(it => it.IsIn(loop) && it.IsOf(model) && !Inference.IsInference(it, body));

    private static bool Leaves(TorchEvent set, ILoopOperation epoch) =>
        Bodies.AroundInFunction(set.Call).TakeWhile(around => !ReferenceEquals(around, epoch)).OfType<IBlockOperation>()
            .Any(block => block.Descendants().Any(it => it is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break }));
}
