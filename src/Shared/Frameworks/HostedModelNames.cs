using System.Text.RegularExpressions;

namespace MlGuard.Frameworks;

/// <summary>The names under which providers offer hosted models.</summary>
/// <remarks>Names of deployments are the team's own, and names of other makers may be pinned.</remarks>
internal static class HostedModelNames
{
    private static readonly Regex s_family = new(
        "^(gpt-|chatgpt-|o[1-9]|claude-|gemini-|mistral-|codestral|command-r|deepseek-|grok-)", RegexOptions.CultureInvariant);

    private static readonly Regex s_version = new(
        @"(\d{4}-\d{2}-\d{2}|-?20\d{6}|-\d{4}|@.+|-\d{2}-\d{2}|-v\d.*|-\d{3})$", RegexOptions.CultureInvariant);

    /// <summary>Whether a text begins as the names of a known provider's models do.</summary>
    public static bool IsOfProvider(string id) => s_family.IsMatch(id);

    /// <summary>Whether a provider moves a name on to other models.</summary>
    public static bool IsFloating(string id) =>
        id.EndsWith("latest", StringComparison.OrdinalIgnoreCase) || (s_family.IsMatch(id) && !s_version.IsMatch(id));
}
