using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Writers.Promotion;

namespace MlGuard.Lifecycle.Api;

/// <summary>The gate phase: the one that sees everything and decides the stage.</summary>
public static class Gate
{
    /// <summary>Decides which stage the product has earned.</summary>
    public static GateResult Decide(GateRequest request) =>
        new(
            GateDecision.Of(
                request.Stage is { } stage
                    ? StageClaim.Loaded(request.ManifestPath, request.Policy, stage)
                    : LoadedManifest.Of(request.ManifestPath, request.Policy),
                new(request.ManifestPath, request.Notebooks, request.Today, (EnforcementMode?)request.Mode, request.ContinuousIntegration)
                {
                    BuildServer = request.BuildServer,
                    Configuration = request.Configuration,
                    GateIsOff = request.GateIsOff,
                    AreFactsFound = request.AreFactsFound,
                },
                [.. request.FactsFiles.AsParallel().AsOrdered().Select(path => (path, FactsFile.Load(path)))],
                [.. request.MissingProjects.Select(project => new UncheckedProject(project.Project, project.Why, project.Remedy))]),
            request.Today);
}
