using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>
/// What runs tests in a workflow, or may run them out of sight: a script, a target of a build tool, an action of one's own, results that
/// another run has left.
/// </summary>
internal static class TestRun
{
    private static readonly Regex s_commands = new(
        string.Join("|", new[]
        {
            @"\bdotnet\s+(vs)?test\b", @"\bvstest", @"[tT]ests?(\.dll|\.exe|/|\\)", @"\b(nuke|cake)\b",
            @"(^|[;&|\n])\s*(\./|\.\\|(bash|sh|pwsh|make|just|task)\s)", @"\bgh\s+run\s+download\b", @"\bdvc\s+pull\b", @"--[tT]ests?\b",
        }),
        RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly Regex s_actions = new(
        @"^\.|^VSTest@|download-?(pipeline-?|build-?)?artifact|\btest", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(1));

    /// <summary>Where in a step's text; past its end where it runs none.</summary>
    public static int At(WorkflowStep step)
    {
        var found = step.Uses.Length > 0 ? s_actions.Match(step.Uses) : s_commands.Match(step.Text);
        return found.Success ? found.Index : int.MaxValue;
    }
}
