namespace MlGuard.Frameworks;

/// <summary>
/// The trainers of ML.NET whose threads read and write the weights without a lock, so that a seed alone makes no run repeatable
/// (dotnet/machinelearning#5434, #5754, #7429).
/// </summary>
internal static class RacingTrainers
{
    private const string Catalog = "Microsoft.ML.StandardTrainersCatalog";

    private static readonly ImmutableHashSet<string> s_methods =
        ["SgdCalibrated", "SgdNonCalibrated", "SdcaLogisticRegression", "SdcaNonCalibrated", "Sdca", "SdcaMaximumEntropy"];

    /// <param name="type">Metadata name of the declaring type.</param>
    /// <param name="method">Its name.</param>
    public static bool Contain(string type, string method) => type == Catalog && s_methods.Contains(method);
}
