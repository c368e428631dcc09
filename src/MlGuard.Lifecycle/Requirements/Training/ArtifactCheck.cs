using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>The model's file is the one that the manifest names, and opens.</summary>
internal static class ArtifactCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var path = context.Entry(ManifestPaths.TrainingArtifactPath);
        var hash = context.Entry(ManifestPaths.TrainingArtifactHash);
        if (AgeCheck.Ahead(
            context.Product, context.Entry(ManifestPaths.TrainingArtifactTrained), "the training of the model", "it was trained") is
                { } ahead)
            return RowAnswer.Of(ahead);
        var actual = ModelBinding.Hashes(context.Product.Folder, path.Text!);
        if (actual.IsEmpty && !context.Product.IsAtGate)
            return RowAnswer.Pending("the model is not there yet");
        if (actual.IsEmpty)
            return RowAnswer.Of(Problem.NotThere(
                context.Product, $"the model '{Quoted.Short(path.Text!)}' is not there", "Fetch or train it before the gate runs.",
                path.Span));
        if (!actual.Contains(HashText.Bare(hash.Text!)))
            return RowAnswer.Of(ModelBinding.Mismatch(path.Text!, hash.Span));
        if (actual.Length > 1 || context.Product.Folder.Find(path.Text!) is { Exists: false })
            return RowAnswer.Proven("the pointer names the declared hash");
        if (ModelFormat.FaultOf(path.Text!, context.Product.Folder.Find(path.Text!)) is { } fault)
            return RowAnswer.Of(Problem.Broken(
                $"the model '{Quoted.Short(path.Text!)}' {fault}", "Train and save it again.", path.Span));
        if (ModelInputs.Unknown(context.Product) is { } unknown)
            return RowAnswer.Of(Problem.Failed(
                $"the training reads the column '{Quoted.Short(unknown)}', and '{Quoted.Short(path.Text!)}' has no such input, so it is "
                    + "the model of an earlier pipeline",
                "Train again, and seal what it evaluates.", path.Span));
        var model = context.Product.Files.Model(path.Text!);
        return model.Value is { } opened
            ? RowAnswer.Proven(opened.Format.Length == 0
                ? "the file has the declared hash"
                : $"{opened.Format} {opened.Version} with the declared hash, {Numbers.Counted(opened.Inputs.Length, "input")}")
            : RowAnswer.Of(Problem.Broken(
                $"the model '{Quoted.Short(path.Text!)}' {model.Fault!.Text}", "Train and save it again.", path.Span));
    }
}
