using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>What the condition of a job or step says about the event that starts a workflow.</summary>
internal static class EventCondition
{
    private static readonly Regex s_asked = new(
        @"event_name\s*(==|!=)\s*['""]([a-z_]+)['""]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static string Of(Node map) => map.TextAt("if") ?? map.TextAt("condition") ?? "";

    /// <summary>Whether a part is switched off for good.</summary>
    public static bool IsNever(Node map) => Of(map).Replace("${{", "").Replace("}}", "").Trim() is "false" or "False";

    /// <summary>Whether a part may run when an event starts the workflow; only what names events is known not to.</summary>
    public static bool Allows(string condition, string name)
    {
        ImmutableArray<Match> asked = [.. s_asked.Matches(condition).Cast<Match>()];
        if (asked.IsEmpty)
            return true;
        return asked.Any(match => match.Groups[2].Value == name
            ? match.Groups[1].Value == "=="
            : match.Groups[1].Value == "!=" && asked.Length == 1);
    }
}
