using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2025: numbers of 64 bits for a model that computes with 32.</summary>
/// <remarks>Run against TorchSharp 0.107.0: "expected m1 and m2 to have the same dtype, but got: double != float".</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DoubleInputAnalyzer() : TorchAnalyzer(RuleIds.DoubleInput)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var flow = compilation.Torch;
        foreach (var asked in body.OwnOf(TorchMeaning.Forward))
        {
            var input = asked.Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
            if (input is not null && flow.Tensors.ElementOf(input) == Element.Float64 && IsFloat(asked, body, flow, cancellationToken))
                yield return At(input.Syntax.GetLocation());
        }
    }

    private static bool IsFloat(TorchEvent asked, TorchBody body, TorchFlow flow, CancellationToken cancellationToken)
    {
        if (asked.Call.Instance is not { } model || flow.Mentions("set_default_dtype", cancellationToken)
            || body.Of(TorchMeaning.Move).Any(it => it.IsOf(asked.Subject) && ChangesType(it.Call)))
            return false;

        var made = flow.Networks.Resolved(model, cancellationToken);
        if (model is not (ILocalReferenceOperation or IParameterReferenceOperation or IInvocationOperation)
            && flow.EventsOf(body.Owner?.ContainingType ?? asked.Call.TargetMethod.ContainingType, cancellationToken)
                .Any(it => it.Meaning == TorchMeaning.Move && it.IsOf(asked.Subject) && ChangesType(it.Call)))
            return false;
        return made switch
        {
            IInvocationOperation call => TorchTypes.Declares(call.TargetMethod) && IsPlain(call),
            IObjectCreationOperation { Type: INamedTypeSymbol type } => flow.Symbols.IsDeclaredHere(type)
                && type.InstanceConstructors.Select(it => flow.BodyOf(it, cancellationToken)).OfType<IOperation>().All(IsPlain)
                && !MentionsType(type, flow, cancellationToken),
            _ => false,
        };
    }

    private static bool MentionsType(INamedTypeSymbol type, TorchFlow flow, CancellationToken cancellationToken) =>
        type.GetMembers().Where(member => member is IFieldSymbol or IPropertySymbol)
            .SelectMany(member => flow.ValuesGivenTo(member, cancellationToken)).Any(value => !IsPlain(value));

    /// <summary>Whether nothing in it names a type of numbers.</summary>
    private static bool IsPlain(IOperation code) => code.DescendantsAndSelf().All(operation =>
        !(operation is IArgumentOperation { Parameter.Type: { } type } argument && TensorReader.IsScalarType(type) && argument.IsWritten())
        && !(operation is IInvocationOperation call && ElementTable.OfCast(call.TargetMethod.Name) != Element.Unknown));

    private static bool ChangesType(IInvocationOperation move) => ElementTable.OfCast(move.TargetMethod.Name) != Element.Unknown
        || move.Arguments.Any(argument => argument.Parameter?.Type is { } type && TensorReader.IsScalarType(type) && argument.IsWritten())
        || move.TargetMethod.Name is "bfloat16" or "half" || move.Arguments.Argument("other") is not null;
}
