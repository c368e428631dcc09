using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>When a row applies, independent of the stage. What is not said yet does not switch a row off.</summary>
/// <param name="Text">For whom the row is, to stand after "only for".</param>
/// <param name="Applies">Whether this product is one.</param>
internal sealed record Condition(string Text, Func<ManifestDocument, bool> Applies)
{
    /// <summary>Whether the code says that the product is one, whatever the manifest says; asked at the gate.</summary>
    public Func<ProductSnapshot, bool> IsShownByCode { get; init; } = _ => false;

    private static readonly ImmutableHashSet<string> s_unsupervised =
    [
        "clustering", "anomaly-detection", "dimensionality-reduction", "text-generation", "embedding",
    ];

    public static Condition Always { get; } = new("", _ => true);

    public static Condition Trains { get; } = new("products that train a model", manifest => !IsUntrained(manifest))
    {
        IsShownByCode = IsTrainedByCode,
    };

    public static Condition FurtherModels { get; } =
        new("products that use a hosted, bought or further model", manifest => IsUntrained(manifest)
            || manifest.Root.Find("models") is not null);

    public static Condition Hosted { get; } = new(
        "products whose model is hosted", manifest => IsHosted(manifest) || Says(manifest, "governance.incidents"));

    public static Condition Prompts { get; } = new(
        "hosted models that write text", manifest =>
            (IsHosted(manifest) && manifest.Text("discovery.solution.task") is null or "text-generation")
            || Says(manifest, "serving.prompts"));

    public static Condition Tools { get; } = new(
        "products whose model calls tools", manifest => Says(manifest, "serving.tools"))
    {
        IsShownByCode = product => product.Facts is { } facts && !OfferedTool.Of(facts).IsEmpty,
    };

    public static Condition Realtime { get; } = new(
        "real-time serving", manifest => manifest.Text(ManifestPaths.ArchitectureTechnicalMode) is null or "realtime")
    {
        IsShownByCode = product => product.Serving?.Predicting.Any(entry => EntryPoint.IsEndpoint(entry.Name)) == true,
    };

    public static Condition Supervised { get; } =
        new("supervised tasks", manifest => !IsUntrained(manifest)
            && !IsUnsupervised(manifest))
        {
            IsShownByCode = product => IsTrainedByCode(product) && !IsUnsupervised(product.Manifest),
        };

    public static Condition PersonalData { get; } =
        new("personal data", manifest => manifest.Texts(ManifestPaths.DataSourcesPersonal).Any(kind => kind != "none"))
        {
            IsShownByCode = PersonalColumns.AreIn,
        };

    public static Condition BoughtData { get; } =
        new("bought or public data", manifest => manifest.Texts("data.sources[].kind").Any(kind => kind is "bought" or "public"));

    public static Condition AffectsPeople { get; } =
        new("products that affect people or are of high risk", manifest => manifest.Text(ManifestPaths.GovernanceAffectsPeople) == "true"
            || IsHighRisk(manifest))
        {
            // Whoever says nothing is asked by the row on the risk class; "false" beside people's data is no answer.
            IsShownByCode = product =>
                product.Manifest.Text(ManifestPaths.GovernanceAffectsPeople) == "false" && PersonalColumns.AreIn(product),
        };

    public static Condition HighRisk { get; } = new("products of high risk", IsHighRisk);

    private static bool IsUntrained(ManifestDocument manifest) => ModelBinding.IsTrainedElsewhere(manifest);

    /// <summary>Whoever writes a section down wants it judged.</summary>
    private static bool Says(ManifestDocument manifest, string path) => manifest.Find(path)[0].Value is not null;

    private static bool IsHosted(ManifestDocument manifest) => manifest.Text("discovery.solution.approach") == "hosted";

    private static bool IsUnsupervised(ManifestDocument manifest) =>
        s_unsupervised.Contains(manifest.Text("discovery.solution.task") ?? "");

    /// <summary>A call that fits is not enough: ML.NET fits a pipeline that only loads a bought model, too.</summary>
    private static bool IsTrainedByCode(ProductSnapshot product) =>
        product.Facts is { } facts
        && !facts.Playing(Role.Fit).IsEmpty
        && facts.Graph.Methods.Any(method => !method.Assembly.IsTestProject && method.Calls.Any(IsTrainer));

    private static bool IsTrainer(Call call) =>
        call.Name == "get_Trainers" && call.Type.StartsWith("Microsoft.ML.", StringComparison.Ordinal);

    private static bool IsHighRisk(ManifestDocument manifest) => manifest.Text(ManifestPaths.GovernanceEuAiActClass) == "high";
}
