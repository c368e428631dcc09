using MlGuard.Lifecycle.Facts;

namespace MlGuard.Build;

/// <summary>Reads the facts anew before a gate when they are of another assembly, whatever their time stamp says.</summary>
public sealed class RenewFacts : FactsTask
{
    private protected override void Run()
    {
        var head = Lifecycle.Facts.FactsFile.LoadHead(FactsFile);
        if (head.Fault is not null || head.Origin.Sha256 != AssemblyOrigin.HashOf(Assembly))
            Extract();
    }
}
