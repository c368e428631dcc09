using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>
/// The pipelines that the manifest names and that no sound test reaches: what the gate leaves for the analyzers to show on their
/// declarations.
/// </summary>
internal static class UntestedPipelines
{
    private static readonly ImmutableArray<string> s_paths =
    [
        ManifestPaths.TrainingRun, ManifestPaths.PipelinesToTraining, ManifestPaths.PipelinesToProduction,
        ManifestPaths.PipelinesSharedFeatures, ManifestPaths.ServingPostProcessing,
    ];

    /// <summary>The symbols, as the manifest writes them.</summary>
    public static ImmutableArray<string> Of(ProductSnapshot product) =>
    [
        .. from path in s_paths
           from symbol in product.Manifest.Texts(path)
           where ValueTypes.Symbol.Holds(symbol) && product.Facts is not null && product.Tests is not null
           let bodies = product.Facts!.Bodies(symbol)
           where !bodies.IsEmpty && IsUntested(product.Tests!, symbol, bodies)
           select symbol,
    ];

    private static bool IsUntested(TestLedger tests, string symbol, ImmutableArray<ProductMethod> bodies)
    {
        var reaching = tests.Running(bodies);
        return reaching.IsEmpty ? !tests.HasRun(symbol, bodies) : tests.Sound(reaching, tests.Of(bodies)).Lack is not null;
    }
}
