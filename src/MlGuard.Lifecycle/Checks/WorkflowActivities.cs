using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>What the workflows of a product do, with the scripts that its repository holds.</summary>
internal static class WorkflowActivities
{
    private const int MaxScriptBytes = 1 << 20;

    public static ImmutableArray<StepActivity> Of(ProductSnapshot product, IEnumerable<WorkflowStep> steps) =>
        StepActivities.Of(steps, (path, folder) => Find(product, path, folder));

    /// <summary>A repository knows all its files, so a name that none of them bears is missing wherever the call stands.</summary>
    private static CalledScript Find(ProductSnapshot product, string path, string? folder)
    {
        if (path.IndexOf("..", StringComparison.Ordinal) >= 0 || path[0] is '/' or '~')
            return new(true, null);
        var script = Normal(folder is null ? path : $"{folder}/{path}");
        if (Text(product, script) is { } text)
            return new(true, text);
        var (_, tracked) = product.Files.Repository();
        var place = product.Folder.PlaceInRepository.TrimStart('/');
        if (tracked.Contains(script) && script.StartsWith(place, StringComparison.Ordinal))
            return new(true, Text(product, script.Substring(place.Length)));
        var name = script.Substring(1 + script.LastIndexOf('/'));
        return tracked.IsEmpty
            ? new(folder is not "", null)
            : new(tracked.Any(file => file == name || file.EndsWith("/" + name, StringComparison.Ordinal)), null);
    }

    private static string Normal(string path) =>
        string.Join("/", path.Split('/').Where(part => part is not ("" or ".")));

    private static string? Text(ProductSnapshot product, string path) =>
        product.Folder.Find(path).Read(MaxScriptBytes) is { } bytes ? EvidenceText.Of(bytes) : null;
}
