namespace MlGuard.Lifecycle;

/// <summary>The gate phase: the one that sees everything and decides the stage.</summary>
public static class Gate
{
    /// <summary>Decides which stage the product has earned.</summary>
    public static Verdict Decide(GateRequest request)
    {
        var check = ProductCheck.Run(new(request.ManifestPath, request.Notebooks, request.Today, request.Mode, request.ContinuousIntegration));
        return new("", "", "", "", null, false, request.Mode ?? GateMode.Warn, [], check.Findings, check.Findings.IsEmpty ? 1 : 3);
    }
}
