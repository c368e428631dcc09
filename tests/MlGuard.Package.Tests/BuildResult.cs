using Microsoft.Build.Logging.StructuredLogger;

namespace MlGuard.Package.Tests;

/// <summary>A real build, read from its binary log.</summary>
internal sealed class BuildResult(DotNetRun run, Build log)
{
    public bool Succeeded => run.ExitCode == 0;

    public string Output => run.Output;

    public ImmutableArray<BuildFinding> Findings { get; } =
    [
        .. from diagnostic in log.FindChildrenRecursive<AbstractDiagnostic>()
           where diagnostic.Parent is not Folder // the log view repeats them there
           select new BuildFinding(diagnostic is Error, diagnostic.Code ?? "", Path.GetFileName(diagnostic.File ?? ""), diagnostic.LineNumber, diagnostic.ColumnNumber, diagnostic.Text ?? ""),
    ];

    public IEnumerable<BuildFinding> OfMlGuard => Findings.Where(finding => finding.Code.StartsWith("MLG", StringComparison.Ordinal));

    /// <summary>How often a target really ran, over all projects and nodes: not skipped, not served from the cache.</summary>
    public int Runs(string task) => log.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>(candidate => candidate.Name == task).Count;

    /// <summary>The findings as a person reads them, for a failing test's message.</summary>
    public override string ToString() => string.Join('\n', Findings) + "\n" + run.Output;
}
