using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>A file that a row rests on and that cannot be used: broken when it is there, on its way or missing when it is not.</summary>
internal static class EvidenceProblem
{
    public static Problem Of(ProductSnapshot product, ManifestEntry entry, Fault fault) =>
        Of(product, entry, fault, FilePointer.FileOf(entry.Text!));

    public static Problem Of(ProductSnapshot product, ManifestEntry entry, Fault fault, string file)
    {
        var what = $"'{entry.Path}': '{Quoted.Short(file)}' {fault.Text}";
        var problem = fault switch
        {
            { IsAbsent: true } => Problem.NotThere(product, what, "Run what writes it before the gate.", entry.Span),
            _ when fault == Fault.Edited => Problem.Failed(
                what, "Run what writes it again, and seal it anew with 'mlguard seal PROJECT'.", entry.Span) with { IsWaivable = false },
            _ when fault == Fault.Unsealed => Problem.Failed(
                what, $"Restore the seal with 'git checkout -- {Seal.PathFor(file)}', or make a new one with 'mlguard seal PROJECT'.",
                entry.Span) with { IsWaivable = false },
            _ => Problem.Broken(what, "Correct the file or what names it.", entry.Span),
        };
        return problem with { Scope = entry.Scope };
    }
}
