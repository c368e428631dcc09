using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Data;

/// <summary>Whether the data that is pinned is the data that the model's own metrics name.</summary>
internal static class SnapshotUse
{
    public static RowAnswer Of(RowContext context, ImmutableArray<ManifestEntry> pins)
    {
        var pinned = $"{pins.Length} pinned";
        var named = Named(context);
        if (named.IsEmpty && Unread(context) is { } unread)
            return RowAnswer.Declared($"{pinned}; {unread}");
        if (named.IsEmpty)
            return RowAnswer.Declared($"{pinned}; no metric of the model says in 'data.sha256' on which data it was trained");
        return pins.SelectMany(pin => Hashes(context.Product, pin.Text!)).Any(named.Contains)
            ? RowAnswer.Proven($"{pinned}, and the metrics of the model name it")
            : RowAnswer.Declared($"{pinned}; the metrics of the model name other data, so nothing shows that it was trained on this");
    }

    /// <summary>Why a file of metrics was not believed, whatever it says of the data.</summary>
    private static string? Unread(RowContext context) =>
        Measured(context)
            .Select(entry => (File: FilePointer.FileOf(entry.Text!), context.Product.Files.Metric(entry.Text!).Fault))
            .Where(metric => metric.Fault is not null)
            .Select(metric => $"'{Quoted.Short(metric.File)}' {metric.Fault!.Text}").FirstOrDefault();

    private static IEnumerable<ManifestEntry> Measured(RowContext context) =>
        context.Entries($"{ManifestPaths.TrainingQualityMetric}.from").Where(entry => entry.Text is not null);

    /// <summary>The hashes of data that the metrics of the declared model name.</summary>
    private static ImmutableHashSet<string> Named(RowContext context)
    {
        var model = ModelBinding.Of(context.Product);
        return
        [
            .. from entry in Measured(context)
               let metric = context.Product.Files.Metric(entry.Text!).Value
               where metric?.DataHash is not null && (model.Hash is null || model.Owns(metric.ModelHash, metric.ModelIds))
               select metric.DataHash,
        ];
    }

    /// <summary>What a pin says of its data: the hash itself, those in the file, and those of the files that are there and agree.</summary>
    private static IEnumerable<string> Hashes(ProductSnapshot product, string pin)
    {
        if (ValueTypes.Hash.Holds(pin))
            return [HashText.Bare(pin)];
        var folder = pin.Substring(0, pin.LastIndexOf('/') + 1);
        return product.Files.Pointer(pin).Value is { } pointer
            ? pointer.Outputs.SelectMany(output => new[]
            {
                output.Hash, output.Path.Length > 0 ? product.Folder.Locate(folder + output.Path).Sha256() : null,
            }).OfType<string>()
            : [];
    }
}
