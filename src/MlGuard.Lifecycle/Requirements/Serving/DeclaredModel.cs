using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>What the manifest calls the model that answers: its version and, where somebody hosts it for the product, its id.</summary>
/// <param name="Version">The version; null where none is declared.</param>
/// <param name="Ids">The ids of hosted models; none for a model of the product's own, whose id says nothing of its version.</param>
internal sealed record DeclaredModel(string? Version, ImmutableArray<string> Ids)
{
    public bool IsKnown => Version is not null || IsHosted;

    private bool IsHosted => !Ids.IsEmpty;

    public static DeclaredModel Of(ManifestDocument manifest) => new(
        manifest.Text(ManifestPaths.ModelVersion),
        ModelBinding.IsTrainedElsewhere(manifest)
            && manifest.Text(ManifestPaths.TrainingArtifactPath) is null
            && manifest.Text(ManifestPaths.TrainingArtifactHash) is null
                ? [.. manifest.Texts(ManifestPaths.ModelsId).Where(id => id.Length > 0)]
                : []);

    /// <summary>What of a text says which model answered; null where nothing does.</summary>
    public string? In(string text) =>
        Version is not null && text.IndexOf(Version, StringComparison.OrdinalIgnoreCase) >= 0
            ? Version
            : Ids.FirstOrDefault(id => IsWholeIn(text, id));

    /// <summary>How a constant that stands for the model differs from what is declared.</summary>
    public string Contradicts() => (Version, IsHosted) switch
    {
        (null, _) => ", which is not the id of a model in 'models'",
        (_, true) => ", which is neither 'model.version' nor the id of a model in 'models'",
        _ => $", and 'model.version' is {Quoted.Short(Version)}",
    };

    public string Remedy => IsHosted
        ? "Write the id of the model that is asked, as 'models[].id' names it, or correct the constant."
        : "Hand it the version of the model that is loaded, or correct the constant.";

    /// <summary>Another model's id can begin or end with this one.</summary>
    private static bool IsWholeIn(string text, string id)
    {
        for (var at = Find(text, id, 0); at >= 0; at = Find(text, id, at + 1))
            if (!IsOfId(text, at - 1) && !IsOfId(text, at + id.Length))
                return true;
        return false;
    }

    private static int Find(string text, string id, int from) => text.IndexOf(id, from, StringComparison.OrdinalIgnoreCase);

    private static bool IsOfId(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '-' or '_' or '.');
}
