using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>
/// What happened to a model before it came to the body that asks it: in the method that made and returned it, or in the code that hands it
/// to the constructor which keeps it.
/// </summary>
internal sealed class ModelOrigins(TorchFlow flow)
{
    private const int MaximumDepth = 4;

    /// <summary>For each place that the model may come from, what is done to it there; empty when one of them is not seen.</summary>
    public ImmutableArray<ImmutableArray<TorchEvent>> Of(ISymbol model, CancellationToken cancellationToken) =>
        Of(model, MaximumDepth, cancellationToken);

    private ImmutableArray<ImmutableArray<TorchEvent>> Of(ISymbol model, int depth, CancellationToken cancellationToken)
    {
        var origins = ImmutableArray.CreateBuilder<ImmutableArray<TorchEvent>>();
        foreach (var maker in flow.Networks.MakersOf(model, cancellationToken))
        {
            var found = depth > 0 ? OfValue(TensorReader.Source(maker), depth, cancellationToken) : [];
            if (found.IsEmpty)
                return [];
            origins.AddRange(found);
        }

        return origins.ToImmutable();
    }

    private ImmutableArray<ImmutableArray<TorchEvent>> OfValue(
        IOperation value, int depth, CancellationToken cancellationToken) => value switch
    {
        IInvocationOperation call when !TorchTypes.Declares(call.TargetMethod) => OfFactory(call.TargetMethod, depth, cancellationToken),
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } =>
            OfCallers(parameter, depth, cancellationToken),
        _ => [],
    };

    /// <summary>A method of this compilation that makes the model, and returns the variable that holds it.</summary>
    private ImmutableArray<ImmutableArray<TorchEvent>> OfFactory(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        if (method.IsVirtual || method.IsOverride || flow.BodyOf(method, cancellationToken) is not { } body)
            return [];
        var returned = NetworkReader.Returned(body).Select(it => TorchValues.SubjectOf(it, flow.Members)).ToList();
        if (returned is not [{ } kept])
            return [];
        var events = flow.EventsOf(method, cancellationToken).Where(it => it.IsOf(kept)).ToImmutableArray();
        var before = Of(kept, depth - 1, cancellationToken);
        return before.IsEmpty ? [events] : [.. before.Select(it => it.AddRange(events))];
    }

    private ImmutableArray<ImmutableArray<TorchEvent>> OfCallers(
        IParameterSymbol parameter, int depth, CancellationToken cancellationToken)
    {
        var origins = ImmutableArray.CreateBuilder<ImmutableArray<TorchEvent>>();
        foreach (var call in flow.CallsOf((IMethodSymbol)parameter.ContainingSymbol, cancellationToken))
        {
            var given = call.ArgumentsOfCall().FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
            if (given is null)
                return [];
            if (TorchValues.SubjectOf(given, flow.Members) is not { } kept)
            {
                var made = OfValue(TensorReader.Source(given), depth - 1, cancellationToken);
                if (made.IsEmpty)
                    return [];
                origins.AddRange(made);
                continue;
            }

            var events = flow.BodyAround(call, null, cancellationToken).Events.Where(it => it.IsOf(kept)).ToImmutableArray();
            var before = Of(kept, depth - 1, cancellationToken);
            origins.AddRange(before.IsEmpty ? [events] : before.Select(it => it.AddRange(events)));
        }

        return origins.ToImmutable();
    }
}
