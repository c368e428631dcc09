using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using MlGuard.Lifecycle;

namespace MlGuard.Build;

/// <summary>A thin door from MSBuild to the lifecycle: reads the properties, calls the domain, reports findings with their place.</summary>
public abstract class LifecycleTask : Task
{
    /// <summary>Runs the task. A file that cannot be read or written is an error with its name, never a stack trace.</summary>
    /// <returns>Whether no error was logged.</returns>
    public sealed override bool Execute()
    {
        try
        {
            Run();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Report(Finding.About(Catalogue.LifecycleRules.FactsUnreadable, FindingSeverity.Error, Subject, exception.Message, "Close what holds it, or give this build the right to it."));
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
                Log.LogError(null, finding.Code, null, finding.HelpLink, finding.File, finding.Line, finding.Column, finding.EndLine, finding.EndColumn, "{0}", finding.Message);
                break;
            case FindingSeverity.Warning:
                Log.LogWarning(null, finding.Code, null, finding.HelpLink, finding.File, finding.Line, finding.Column, finding.EndLine, finding.EndColumn, "{0}", finding.Message);
                break;
            default:
                Log.LogMessage(null, finding.Code, null, finding.File, finding.Line, finding.Column, finding.EndLine, finding.EndColumn, MessageImportance.Normal, "{0}", finding.Message);
                break;
        }
    }

    private protected static ImmutableArray<string> FullPaths(ITaskItem[] items) =>
        items.Select(item => item.GetMetadata("FullPath")).OrderBy(path => path, StringComparer.Ordinal).ToImmutableArray();

    private protected static DateTime ParseDay(string day) =>
        DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None);

    private protected static GateMode? ParseMode(string? mode) =>
        Enum.TryParse<GateMode>(mode, ignoreCase: true, out var parsed) ? parsed : null;
}
