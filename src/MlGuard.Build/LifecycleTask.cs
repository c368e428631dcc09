using System.Globalization;
using Microsoft.Build.Framework;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>A thin door from MSBuild to the lifecycle: reads the properties, calls the domain, reports findings with their place.</summary>
public abstract class LifecycleTask : Microsoft.Build.Utilities.Task
{
    /// <summary>Runs the task. A file that cannot be read or written is an error with its name, never a stack trace.</summary>
    /// <returns>Whether no error was logged.</returns>
    public sealed override bool Execute()
    {
        try
        {
            Run();
        }
        catch (UnwrittenFileException exception)
        {
            ReportFile(
                exception.Path, $"written: {exception.Message}",
                "Make room for it, close what holds it, or give this build the right to write there.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ReportFile(Subject, $"read: {exception.Message}", "Close what holds it, or give this build the right to it.");
        }
        catch (FormatException exception)
        {
            ReportFile(Subject, $"read: {exception.Message}", "Delete the folder .mlguard and build again.");
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>The file that the task works on, named when it fails.</summary>
    private protected abstract string Subject { get; }

    private protected abstract void Run();

    private protected void Report(Finding finding)
    {
        switch (finding.Severity)
        {
            case FindingSeverity.Error:
                Log.LogError(
                    null, finding.Code, null, finding.HelpLink, finding.File, finding.Line, finding.Column, finding.EndLine,
                    finding.EndColumn, "{0}", finding.Message);
                break;
            case FindingSeverity.Warning:
                Log.LogWarning(
                    null, finding.Code, null, finding.HelpLink, finding.File, finding.Line, finding.Column, finding.EndLine,
                    finding.EndColumn, "{0}", finding.Message);
                break;
            default:
                Log.LogMessage(
                    null, finding.Code, null, finding.File, finding.Line, finding.Column, finding.EndLine, finding.EndColumn,
                    MessageImportance.Normal, "{0}", finding.Message);
                break;
        }
    }

    /// <summary>
    /// The logger that the dotnet command uses in a terminal drops messages, but for what a project says that it made: its own name, an
    /// arrow, and the rest of the line.
    /// </summary>
    private protected void ShowInTerminal(string line) => Log.LogMessage(
        MessageImportance.High, "{0}", $"{Path.GetFileNameWithoutExtension(BuildEngine.ProjectFileOfTaskNode)} -> {line}");

    private void ReportFile(string path, string why, string remedy) =>
        Report(Finding.About(LifecycleRules.FactsUnreadable, FindingSeverity.Error, path, why, remedy));

    private protected static ImmutableArray<string> FullPaths(ITaskItem[] items) =>
        items.Select(item => item.GetMetadata("FullPath")).OrderBy(path => path, StringComparer.Ordinal).ToImmutableArray();

    /// <summary>
    /// Reads the settings that reach every phase as properties of the build. One that cannot be understood is an error: a typo never
    /// loosens the gate.
    /// </summary>
    private protected bool TryReadSettings(string today, string? mode, out DateTime day, out GateMode? gateMode)
    {
        gateMode = null;
        if (!DateTime.TryParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            ReportInvalid("MlGuardToday", today, "Write a day as 2026-11-23.");
            return false;
        }

        if (string.IsNullOrEmpty(mode))
            return true;
        if (!Enum.TryParse<GateMode>(mode, ignoreCase: true, out var parsed) || !Enum.IsDefined(typeof(GateMode), parsed))
        {
            ReportInvalid("MlGuardMode", mode!, "Write report, warn or enforce.");
            return false;
        }

        gateMode = parsed;
        return true;
    }

    /// <summary>Where the policy is that the build names. What is no path is looked for in vain, and a finding says so.</summary>
    private protected static string? PolicyPath(string manifest, string? policy)
    {
        if (policy is null || policy.Trim() is not { Length: > 0 } named)
            return null;
        try
        {
            return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(manifest)!, named.Replace('\\', Path.DirectorySeparatorChar)));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return named;
        }
    }

    private protected void ReportInvalid(string property, string value, string remedy) =>
        Report(Finding.About(LifecycleRules.InvalidValue, FindingSeverity.Error, property, $"'{value}' is not understood", remedy));
}
