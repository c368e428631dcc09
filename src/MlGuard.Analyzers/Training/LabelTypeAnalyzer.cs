using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2027: numbers of classes, or indices, of a type that the library does not take.</summary>
/// <remarks>
/// Run against TorchSharp 0.107.0: "expected scalar type Long but found Int". Shares of each class may be floats, and have as many
/// dimensions as the scores. An embedding takes int and long.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LabelTypeAnalyzer() : TorchAnalyzer(RuleIds.LabelType)
{
    private static readonly ImmutableHashSet<string> s_ofClasses = ["cross_entropy", "nll_loss", "CrossEntropyLoss", "NLLLoss"];

    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var flow = compilation.Torch;
        foreach (var loss in body.OwnOf(TorchMeaning.Loss))
        {
            if (Argument(loss.Call, 1) is { } target && LossInputAnalyzer.NameOf(loss.Call, flow, cancellationToken) is { } name
                && s_ofClasses.Contains(name) && flow.Tensors.ElementOf(target) is var element && IsWrong(element, target, name))
                yield return At(target.Syntax.GetLocation(), name, ElementTable.Keyword(element));
        }

        foreach (var asked in body.OwnOf(TorchMeaning.Forward))
        {
            if (Argument(asked.Call, 0) is { } input && asked.Call.Instance is { } model && IsEmbedding(model, flow, cancellationToken)
                && flow.Tensors.ElementOf(input) is var element && element is (Element.Float32 or Element.Float64))
                yield return At(input.Syntax.GetLocation(), "Embedding", ElementTable.Keyword(element));
        }
    }

    private static bool IsWrong(Element element, IOperation target, string loss) => element switch
    {
        Element.Int32 or Element.Int16 => true,
        Element.Float32 or Element.Float64 => loss is "nll_loss" or "NLLLoss" || IsRow(target),
        _ => false,
    };

    /// <summary>Whether the tensor is made of an array of one dimension as it is.</summary>
    private static bool IsRow(IOperation target) =>
        TensorReader.Source(target) is IInvocationOperation { TargetMethod.Name: "tensor" or "from_array" } made
        && made.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value is { } values
        && Numbers.OriginOf(values).Type is IArrayTypeSymbol { Rank: 1, ElementType: not IArrayTypeSymbol }
        && made.Arguments.Argument("dimensions") is null;

    private static bool IsEmbedding(IOperation model, TorchFlow flow, CancellationToken cancellationToken) =>
        (model.Type is { Name: "Embedding" } type && TorchTypes.Declares(type))
        || (flow.Networks.Resolved(model, cancellationToken) is IInvocationOperation { TargetMethod.Name: "Embedding" } made
            && TorchTypes.Declares(made.TargetMethod));

    private static IOperation? Argument(IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;
}
