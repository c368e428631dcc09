using MlGuard.Frameworks;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Data;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>The inputs of the saved model beside the columns that the training of today reads.</summary>
internal static class ModelInputs
{
    private const string Format = "ML.NET";

    /// <summary>Steps after which a model may be saved with fewer columns than the data has.</summary>
    private static readonly ImmutableHashSet<string> s_narrowing = ["DropColumns", "SelectColumns"];

    /// <summary>
    /// A column of the data that the training reads and the saved model does not know, so that another pipeline trained it; null where
    /// there is none, or it cannot be told.
    /// </summary>
    public static string? Unknown(ProductSnapshot product)
    {
        if (product.Manifest.Text(ManifestPaths.TrainingArtifactPath) is not { } path
            || product.Files.Model(path).Value is not { Format: Format, Inputs.IsEmpty: false } model
            || product.Facts is not { } facts)
            return null;
        var training = facts.Graph.Reach(TrainingRunCheck.Starts(product));
        if (IsOfSeveralModels(facts, training) || training.Any(method => method.Calls.Any(call => s_narrowing.Contains(call.Name))))
            return null;
        ImmutableArray<string> schemas = [.. product.Manifest.Texts(ManifestPaths.DataSourcesSchema)];
        ImmutableHashSet<string> data = [.. schemas.SelectMany(type => DataChecks.ColumnsOf(product, type))];
        var columns = TrainingColumns.Of(facts, training, schemas);
        return columns.Read.FirstOrDefault(column =>
            data.Contains(column) && !columns.Unclear.Contains(column) && !model.Inputs.Contains(column));
    }

    /// <summary>Of several fits nobody knows which one the file holds.</summary>
    private static bool IsOfSeveralModels(ProductFacts facts, MethodSet training) =>
        training.SelectMany(method => method.Calls).Count(call => facts.Plays(call, Role.Fit)) > 1;
}
