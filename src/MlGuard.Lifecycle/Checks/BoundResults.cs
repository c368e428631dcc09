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
        return state.IsBound
            ? shown with { Reason = $"{shown.Reason}, in this build" }
            : Unbound(context, entry, shown, $"unbound, since {state.Why}", state);
    }

    /// <summary>A row for which a test passed: where the manifest names results, the run that they come from is this build's.</summary>
    /// <param name="context">The row.</param>
    /// <param name="shown">What the test shows.</param>
    /// <param name="symbols">Paths of the manifest that name code which has to have run.</param>
    public static RowAnswer OfTests(RowContext context, RowAnswer shown, params string[] symbols) =>
        context.Product.Tests!.Results is null
            ? Unrun(context, shown)
            : OfRun(context, ManifestPaths.DocsTestsResults, shown, symbols);

    /// <summary>Code alone shows what a test would see; where results are named and cannot be used, nobody has seen it.</summary>
    private static RowAnswer Unrun(RowContext context, RowAnswer shown) =>
        shown.State == RowState.Proven && context.Product.Manifest.Text(ManifestPaths.DocsTestsResults) is not null
            ? RowAnswer.Declared(shown.Reason)
            : shown;

    /// <summary>A row for which lines ran under test.</summary>
    /// <param name="context">The row.</param>
    /// <param name="shown">What the lines show.</param>
    /// <param name="symbols">Paths of the manifest that name code which has to have run.</param>
    public static RowAnswer OfLines(RowContext context, RowAnswer shown, params string[] symbols) =>
        OfRun(context, ManifestPaths.DocsTestsCoverageFrom, shown, symbols);

    private static RowAnswer OfRun(RowContext context, string path, RowAnswer shown, string[] symbols)
    {
        if (shown.State != RowState.Proven)
            return shown;
        var entry = context.Entry(path);
        var state = context.Product.Seals!.Of(entry.Text!, symbols);
        return state.IsBound
            ? shown
            : Unbound(context, entry, shown, $"'{Quoted.Short(entry.Text!)}' is unbound, since {state.Why}", state);
    }

    private static RowAnswer Unbound(RowContext context, ManifestEntry entry, RowAnswer shown, string said, SealState state) =>
        context.Product.Declared == Stage.Maturity
            ? RowAnswer.Of(new Problem(
                RowState.Unbound, $"'{Quoted.Short(entry.Text!)}' belongs to no build that is known, since {state.Why}", Remedy, entry.Span)
                { IsAbsence = true })
            : RowAnswer.Unbound($"{shown.Reason}; {said}");
}
