using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Writers;

namespace MlGuard.Lifecycle.Api;

/// <summary>The build phase: the manifest against files, hashes and notebooks, before the compiler runs.</summary>
public static class ProductCheck
{
    /// <summary>Checks what can be known before anything is compiled; what only the gate can decide is silent here.</summary>
    public static CheckResult Run(CheckRequest request)
    {
        var loaded = LoadedManifest.Of(request.ManifestPath, request.Policy);
        var findings = CheckDecision.Of(
            loaded,
            new(request.ManifestPath, request.Notebooks, request.Today, (EnforcementMode?)request.Mode, request.ContinuousIntegration));
        var digest = loaded.Manifest is { } manifest ? DigestWriter.Write(manifest, ProductSnapshot.ApisOf(manifest)) : DigestWriter.Empty;
        digest += DigestWriter.Called(CalledProjects.AssembliesOf(request.Projects));
        return new(
            [.. findings.Select(Finding.Of)], digest + LastGateFile.DigestLines(request.LastGate),
            [request.ManifestPath, .. loaded.Folder.Asked, .. request.Policy is { } policy ? [policy] : Array.Empty<string>()]);
    }
}
