using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle;

/// <summary>The build phase: the manifest against files, hashes and notebooks, before the compiler runs.</summary>
public static class ProductCheck
{
    /// <summary>Checks what can be known before anything is compiled.</summary>
    public static CheckResult Run(CheckRequest request)
    {
        var (text, fault) = ManifestSource.Read(request.ManifestPath);
        var faults = text is null ? [fault!] : ManifestReader.Read(text).Faults;
        var severity = request.Mode == GateMode.Report ? FindingSeverity.Warning : FindingSeverity.Error;
        return new(
            [.. faults.Select(found => new Finding(found.Code, severity, found.Message, request.ManifestPath, found.Span.Line, found.Span.Column, found.Span.EndLine, found.Span.EndColumn))],
            "mlguard-digest\t1\n",
            [request.ManifestPath]);
    }
}
