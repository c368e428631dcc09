using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>
/// What a fulfilled row rests on. Something outside the manifest agrees with it, and it is proven; otherwise it is the team's word, and
/// declared.
/// </summary>
internal static class Grounds
{
    public static RowAnswer Of(RowContext context, RowAnswer answer)
    {
        if (answer.State != RowState.Proven)
            return answer;
        if (context.Product.IsAtGate && SealFault(context) is { } problem)
            return RowAnswer.Of(problem);
        if (context.Row.IsOnlySaid)
            return answer with { State = RowState.Declared };
        return context.Product.IsAtGate && HandWritten(context) is { } file
            ? answer with
            {
                State = RowState.Declared,
                Reason = $"{answer.Reason}; '{Quoted.Short(file)}' is sealed by no build and names no model",
            }
            : answer;
    }

    /// <summary>A file that is no JSON, such as the metric of a run, may be sealed as well.</summary>
    private static Problem? SealFault(RowContext context) =>
        Measurements(context).Select(entry => context.Product.Files.SealFault(FilePointer.FileOf(entry.Text!)) is { } fault
            ? EvidenceProblem.Of(context.Product, entry, fault)
            : null).FirstOrDefault(problem => problem is not null);

    /// <summary>Numbers that were measured on a declared model; where none is declared, they are whose who wrote them.</summary>
    /// <param name="context">The row.</param>
    /// <param name="reason">What the numbers show.</param>
    /// <param name="files">Where the manifest names the files that hold them, which agree with the declared model already.</param>
    public static RowAnswer OnModel(RowContext context, string reason, IEnumerable<ManifestEntry> files)
    {
        ImmutableArray<ManifestEntry> from = [.. files.Where(entry => entry.Text is not null)];
        ImmutableArray<string> named = [.. from.Select(entry => entry.Text!)];
        if (ModelBinding.Of(context.Product).Hash is not null)
            return RowAnswer.Proven(reason);
        if (!named.IsEmpty && named.All(text => IsOfModel(context.Product, text)))
            return OnPrompts(context.Product, reason, from);
        return RowAnswer.Declared(
            $"{reason}, but {OfNone(context.Product, named.FirstOrDefault(text => !IsOfModel(context.Product, text)))}");
    }

    /// <summary>Numbers of a hosted model are those of its prompts as well, and only a seal says which those were.</summary>
    private static RowAnswer OnPrompts(ProductSnapshot product, string reason, ImmutableArray<ManifestEntry> files)
    {
        var prompts = ProductPrompts.Of(product.Manifest, product.Folder);
        if (prompts.IsEmpty)
            return RowAnswer.Proven(reason);
        foreach (var entry in files)
        {
            var file = FilePointer.FileOf(entry.Text!);
            if (product.Files.Seal(file).Value is not { Prompts.IsDefault: false } seal)
                return RowAnswer.Declared($"{reason}, but no seal of '{Quoted.Short(file)}' says with which prompts it was made");
            if (ProductPrompts.OtherThan(seal, prompts) is { } other)
                return RowAnswer.Of(Problem.Failed(
                    $"'{Quoted.Short(file)}' was not made with what '{Quoted.Short(other.Name)}' says today, so another prompt has its numbers",
                    "Evaluate again, and seal the file with 'mlguard seal PROJECT'.", entry.Span));
        }
        return RowAnswer.Proven(reason);
    }

    /// <summary>Why nobody knows on which model a file's numbers were measured.</summary>
    private static string OfNone(ProductSnapshot product, string? from)
    {
        if (!ModelBinding.IsTrainedElsewhere(product.Manifest))
            return "no training.artifact says on which model";
        if (from is null)
            return "no file of evidence is named, which could say on which model";
        return product.Manifest.Texts(ManifestPaths.ModelsId).IsEmpty && product.Manifest.Texts(ManifestPaths.ModelsHash).IsEmpty
            ? "no entry of 'models' pins the model that it could be"
            : $"'{Quoted.Short(FilePointer.FileOf(from))}' names in 'model.id' none of the models that 'models' pins";
    }

    /// <summary>
    /// The first file of measurements that anybody can have written: it does not name the model, and no build seals it.
    /// </summary>
    private static string? HandWritten(RowContext context) =>
        Measurements(context).Select(entry => entry.Text!)
            .Where(text => context.Product.Seals!.Of(FilePointer.FileOf(text)) is { IsBound: false }
                && !IsOfModel(context.Product, text))
            .Select(FilePointer.FileOf).FirstOrDefault();

    private static IEnumerable<ManifestEntry> Measurements(RowContext context) =>
        context.Row.Fields.Where(IsMeasured).SelectMany(field => context.Entries(field.Path)).Where(entry => entry.Text is not null);

    private static bool IsMeasured(Field field) => field.Type.Target is FieldTarget.Evidence or FieldTarget.Element;

    private static bool IsOfModel(ProductSnapshot product, string text)
    {
        var model = ModelBinding.Of(product);
        if (product.Files.Metric(text).Value is { } metric)
            return model.Owns(metric.ModelHash, metric.ModelIds);
        return product.Files.Json(FilePointer.FileOf(text)).Value is { } json && model.Owns(json.ModelHash, json.ModelIds);
    }
}
