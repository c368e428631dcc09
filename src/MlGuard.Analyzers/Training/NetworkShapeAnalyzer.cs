using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2019: layers and tensors whose sizes cannot fit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkShapeAnalyzer() : TorchAnalyzer(RuleIds.NetworkShape)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken) => [];
}
