using MlGuard.Catalogue;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>What a test run left counts for the build whose assemblies ran. What belongs to no known build is unbound.</summary>
internal static class BoundResults
{
    public const string Remedy = "Run the tests on this build, or seal what ran outside of 'dotnet test' with 'mlguard seal PROJECT', which takes results of tests from a project of tests alone.";

    /// <summary>Where the manifest names the code that tests have to run.</summary>
    private static readonly string[] s_pipelines =
    [
        ManifestPaths.TrainingRun, ManifestPaths.PipelinesToTraining, ManifestPaths.PipelinesToProduction,
        ManifestPaths.PipelinesSharedFeatures, ManifestPaths.ServingPostProcessing,
    ];

    /// <summary>Whether a file belongs to this build; what tests left has to have run the product's pipelines.</summary>
    public static SealState StateOf(ProductSnapshot product, string path) =>
        path == product.Manifest.Text(ManifestPaths.DocsTestsResults) || path == product.Manifest.Text(ManifestPaths.DocsTestsCoverageFrom)
            ? product.Seals!.Of(path, s_pipelines)
            : product.Seals!.Of(path);

    public static RowAnswer Of(RowContext context, ManifestEntry entry, RowAnswer shown)
    {
        if (shown.State != RowState.Proven)
            return shown;
        var state = StateOf(context.Product, entry.Text!);
        if (state.IsBound)
            return shown with { Reason = $"{shown.Reason}, in this build" };
        return context.Product.Declared == Stage.Maturity
            ? RowAnswer.Of(new Problem(
                RowState.Unbound, $"'{Quoted.Short(entry.Text!)}' belongs to no build that is known, since {state.Why}", Remedy, entry.Span)
                { IsAbsence = true }) with { Reaches = Stage.Growth }
            : RowAnswer.Unbound($"{shown.Reason}; unbound, since {state.Why}");
    }
}
