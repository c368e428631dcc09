namespace MlGuard.Lifecycle.Reports;

/// <summary>The verdict as a few lines of plain text.</summary>
public static class TerminalReport
{
    /// <summary>The block that ends a build.</summary>
    public static string Write(Verdict verdict) =>
        $"MlGuard lifecycle: {verdict.Product} {verdict.Version}   declared {verdict.DeclaredStage} · earned {verdict.EarnedStage ?? "none"}";
}
