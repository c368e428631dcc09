using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3013: a model in evaluation mode that still tracks gradients.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrackedInferenceAnalyzer() : TorchAnalyzer(RuleIds.TrackedInference)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (Inference.IsPartOfModel(body, compilation.Symbols) || body.Has(TorchMeaning.Gradient) || AsksForGradients(body))
            return [];
        return body.Of(TorchMeaning.Forward)
            .Where(it => !it.IsUntracked && Inference.IsInference(it, body) && Evaluates(it, body, compilation.Torch, cancellationToken)
                && !IsCalledUntracked(body, compilation.Torch, cancellationToken))
            .Select(it => At(it.Call));
    }

    private static bool AsksForGradients(TorchBody body) => body.Roots.SelectMany(root => root.Descendants()).Any(it => it switch
    {
        IInvocationOperation call => call.TargetMethod.Name is "requires_grad_" or "grad" && TorchTypes.Declares(call.TargetMethod),
        IPropertyReferenceOperation property => property.Property.Name == "requires_grad" && property.Parent is ISimpleAssignmentOperation,
        _ => false,
    });

    private static bool Evaluates(TorchEvent asked, TorchBody body, TorchFlow flow, CancellationToken cancellationToken)
    {
        if (asked.Subject is not { } model)
            return false;
        var before = body.Events.Take(body.IndexOf(asked)).ToList();
        var mode = before.LastOrDefault(it => Inference.SetsMode(it) && it.IsOf(model));
        if (mode is not null)
            return Inference.Evaluates(mode);
        return (before.Any(it => it.Meaning == TorchMeaning.Load && it.IsOf(model)) && !body.Has(TorchMeaning.Backward))
            || (model is IFieldSymbol or IPropertySymbol && OnlyAnswers(model, flow, cancellationToken))
            || (!body.Has(TorchMeaning.Backward) && IsReadyBefore(model, flow, cancellationToken));
    }

    /// <summary>Whether the code that the model comes from loads or evaluates it, and the type that keeps it never trains.</summary>
    private static bool IsReadyBefore(ISymbol model, TorchFlow flow, CancellationToken cancellationToken) =>
        flow.Origins.Of(model, cancellationToken) is { IsEmpty: false } origins
        && origins.All(events => events.LastOrDefault(Inference.SetsMode) is { } mode
            ? Inference.Evaluates(mode)
            : events.Any(it => it.Meaning == TorchMeaning.Load))
        && (model is not (IFieldSymbol or IPropertySymbol) || model.ContainingType is not { } type
            || !flow.EventsOf(type, cancellationToken).Any(it => it.Meaning is TorchMeaning.Backward or TorchMeaning.Step));

    /// <summary>Whether the type of the field loads or evaluates the model, and never trains one.</summary>
    private static bool OnlyAnswers(ISymbol model, TorchFlow flow, CancellationToken cancellationToken)
    {
        if (model.ContainingType is not { } type)
            return false;
        var events = flow.EventsOf(type, cancellationToken);
        return events.Any(it => it.IsOf(model) && (it.Meaning == TorchMeaning.Load || Inference.Evaluates(it)))
            && !events.Any(it => it.Meaning is TorchMeaning.Backward or TorchMeaning.Step);
    }

    private static bool IsCalledUntracked(TorchBody body, TorchFlow flow, CancellationToken cancellationToken) =>
        body.Owner is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
        && flow.CallsOf(method, cancellationToken).Any(call => Bodies.AroundInFunction(call).Any(around => Stops(around, call, flow)));

    private static bool Stops(IOperation around, IOperation call, TorchFlow flow) => around switch
    {
        IUsingOperation use => Opens(use.Resources, flow),
        IBlockOperation block => block.Operations.TakeWhile(it => it.Syntax.SpanStart < call.Syntax.SpanStart)
            .OfType<IUsingDeclarationOperation>().Any(it => Opens(it.DeclarationGroup, flow)),
        _ => false,
    };

    private static bool Opens(IOperation resources, TorchFlow flow) =>
        resources.DescendantsAndSelf().Any(it => flow.Members.Is(it, TorchMeaning.StopGradients));
}
