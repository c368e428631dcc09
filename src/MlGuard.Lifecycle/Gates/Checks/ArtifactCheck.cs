using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>The model's file is the one that the manifest names.</summary>
internal static class ArtifactCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var path = context.Slot("training.artifact.path");
        var hash = context.Slot("training.artifact.hash");
        var actual = context.Product.Folder.Find(path.Text!).Sha256();
        if (actual is null && !context.Product.IsAtGate)
            return RowAnswer.Pending("the model is not there yet");
        if (actual is null)
            return RowAnswer.Of(Problem.NotThere(context.Product, $"the model '{Quoted.Short(path.Text!)}' is not there", "Fetch or train it before the gate runs.", path.Span));
        return actual == JsonEvidence.Bare(hash.Text!)
            ? RowAnswer.Declared("the file has the declared hash; its age is not compared yet")
            : RowAnswer.Of(Mismatch(path.Text!, hash.Span));
    }

    public static Problem Mismatch(string path, Span span) =>
        Problem.Failed($"'{Quoted.Short(path)}' is not the model that 'training.artifact.hash' names", "Evaluate the file that is there and set its hash.", span) with { IsWaivable = false };
}
