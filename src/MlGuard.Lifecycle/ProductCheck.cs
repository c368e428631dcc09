using MlGuard.Lifecycle.Gates;

namespace MlGuard.Lifecycle;

/// <summary>The build phase: the manifest against files, hashes and notebooks, before the compiler runs.</summary>
public static class ProductCheck
{
    /// <summary>Checks what can be known before anything is compiled; what only the gate can decide is silent here.</summary>
    public static CheckResult Run(CheckRequest request)
    {
        var examination = Examination.Of(request.ManifestPath, request.Policy);
        var findings = examination.Faults.IsEmpty
            ? Findings(examination, request)
            : examination.FaultFindings(request.ManifestPath, request.Mode);
        return new(findings, examination.Digest + LastGateFile.DigestLines(request.LastGate), [request.ManifestPath, .. examination.Folder.Asked, .. request.Policy is { } policy ? [policy] : Array.Empty<string>()]);
    }

    internal static ImmutableArray<Finding> Findings(Examination examination, CheckRequest request)
    {
        var product = examination.ProductWith(null, request.Notebooks, request.Today, request.ContinuousIntegration);
        var strictness = new Strictness(product, request.Mode);
        var (rows, remarks) = RowDecision.Run(product);
        var list = new FindingList(request.ManifestPath, strictness, BaselineFile.Read(examination.Folder));
        return [.. list.OfRows(rows, isBuildPhase: true), .. list.Of(strictness.Remarks), .. list.Of(remarks), .. examination.Organisation.Findings(request.Mode)];
    }
}
