namespace MlGuard.Lifecycle.Decisions;

/// <summary>The build phase: what can be known before anything is compiled; what only the gate can decide is silent here.</summary>
internal static class CheckDecision
{
    public static ImmutableArray<Finding> Of(LoadedManifest loaded, Circumstances circumstances)
    {
        if (!loaded.Faults.IsEmpty)
            return loaded.FaultFindings(circumstances.ManifestPath, circumstances.Mode);
        var decision = Decision.Of(loaded.ProductAt(circumstances));
        var enforcement = new Enforcement(decision.Product, circumstances.Mode);
        var list = new FindingList(circumstances.ManifestPath, enforcement, BaselineFile.Read(loaded.Folder));
        return
        [
            .. list.OfRows(decision.Rows, isBuildPhase: true), .. list.Of(enforcement.Remarks), .. list.Of(decision.Remarks),
            .. loaded.PolicyFindings(circumstances.Mode),
        ];
    }
}
