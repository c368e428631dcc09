using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Analyzers.Networks.Shapes;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2019: layers and tensors whose sizes cannot fit.</summary>
/// <remarks>
/// Checked against TorchSharp 0.107.0 by random networks. A product of matrices that do not fit ends the process, and no catch helps.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkShapeAnalyzer() : TorchAnalyzer(RuleIds.NetworkShape)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (!body.Has(TorchMeaning.Forward) && !body.Roots.Any(root => root.Descendants().Any(it => IsOfTensors(it, compilation))))
            return [];

        var reader = new ShapeReader(compilation.Torch, cancellationToken);
        try
        {
            reader.Read(body.Roots, ShapeScope.Empty);
        }
        catch (InsufficientExecutionStackException)
        {
            return [];
        }

        return reader.Problems.GroupBy(it => it.Place).Select(it => it.First()).Select(it => At(
            it.Place, it.Wanted, it.Given));
    }

    private static bool IsOfTensors(IOperation operation, MlCompilation compilation) =>
        operation is IInvocationOperation or IBinaryOperation && compilation.Symbols.IsTensor(operation.Type);
}
