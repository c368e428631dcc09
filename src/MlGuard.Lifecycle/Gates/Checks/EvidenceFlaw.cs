using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>A file that a row rests on and that cannot be used: broken when it is there, on its way or missing when it is not.</summary>
internal static class EvidenceFlaw
{
    public static Problem Problem(Product product, Slot slot, Flaw flaw) => Problem(product, slot, flaw, slot.Text!.Split('#')[0]);

    public static Problem Problem(Product product, Slot slot, Flaw flaw, string file)
    {
        var what = $"'{slot.Path}': '{Quoted.Short(file)}' {flaw.Text}";
        return (flaw.IsAbsent
            ? Gates.Problem.NotThere(product, what, "Run what writes it before the gate.", slot.Span)
            : Gates.Problem.Broken(what, "Correct the file or what names it.", slot.Span)) with { Scope = slot.Scope };
    }
}
