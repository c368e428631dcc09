using Microsoft.Build.Framework;
using Microsoft.Build.Logging.StructuredLogger;

namespace MlGuard.Package.Tests;

/// <summary>A real build, read event by event from its binary log: what was printed twice is here twice.</summary>
internal sealed class BuildResult
{
    private readonly DotNetRun _run;
    private readonly List<string> _tasks = [];

    public BuildResult(DotNetRun run, string log)
    {
        _run = run;
        Succeeded = run.ExitCode == 0;
        var findings = ImmutableArray.CreateBuilder<BuildFinding>();
        foreach (var record in new BinLogReader().ReadRecords(log))
        {
            switch (record.Args)
            {
                case BuildErrorEventArgs error:
                    findings.Add(new BuildFinding(
                        true, error.Code ?? "", Path.GetFileName(error.File ?? ""), error.LineNumber, error.ColumnNumber,
                        error.Message ?? ""));
                    break;
                case BuildWarningEventArgs warning:
                    findings.Add(new BuildFinding(
                        false, warning.Code ?? "", Path.GetFileName(warning.File ?? ""), warning.LineNumber, warning.ColumnNumber,
                        warning.Message ?? ""));
                    break;
                case BuildFinishedEventArgs finished:
                    Succeeded = finished.Succeeded;
                    break;
                case TaskStartedEventArgs task:
                    _tasks.Add(task.TaskName);
                    break;
            }
        }

        Findings = findings.ToImmutable();
    }

    /// <summary>By the log: once in hundreds of builds the client of MSBuild's server ends with another code than the build.</summary>
    public bool Succeeded { get; }

    public string Output => _run.Output;

    public ImmutableArray<BuildFinding> Findings { get; }

    public IEnumerable<BuildFinding> OfMlGuard => Findings.Where(finding => finding.Code.StartsWith("MLG", StringComparison.Ordinal));

    /// <summary>The findings of the rules, or of those named, as <c>File.cs(line,column): ID</c>, each once.</summary>
    public IEnumerable<string> Places(params string[] rules) => OfMlGuard
        .Where(finding => rules.Length == 0 ? finding.Code[3] < '9' : rules.Contains(finding.Code))
        .Select(finding => (finding.File, finding.Line, finding.Column, finding.Code)).Distinct().Order()
        .Select(finding => $"{finding.File}({finding.Line},{finding.Column}): {finding.Code}");

    /// <summary>How often a task really ran, over all projects and nodes: not skipped, not served from the cache.</summary>
    public int Runs(string task) => _tasks.Count(name => name == task || name.EndsWith($".{task}", StringComparison.Ordinal));

    /// <summary>The findings as a person reads them, for a failing test's message.</summary>
    public override string ToString() => string.Join('\n', Findings) + "\n" + Output;
}
