using System.Text;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>What can be said about a test of the ML Test Score, as Markdown.</summary>
internal static class MlTestPage
{
    private const string Prefix = "mltest/";

    public static ImmutableSortedSet<string> Ids { get; } = [.. MlTests.Ids];

    /// <summary>Null when no test has this id.</summary>
    public static string? Of(string id)
    {
        if (!Ids.Contains(id))
            return null;
        var test = id.Substring(Prefix.Length);
        var page = new StringBuilder();
        page.Append("# ").Append(id).Append("\n\n").Append(MlTestScore.TitleOf(test)).Append(".\n\n")
            .Append("One of the 28 tests of the ML Test Score (Breck et al., 2017). The gate scores it, and no stage asks for it: half a ")
            .Append("point for what is documented or holds in part, a whole one for what the build repeats.\n");
        if (OpenFields.All.FirstOrDefault(field => field.Key == $"mltest.{test}") is { } file)
            page.Append("\n## Keys\n\n- ").Append(file.Key).Append(": ").Append(file.Type.Expected)
                .Append("\n\n## Example\n\n```yaml\nmltest:\n  ").Append(test).Append(": ").Append(file.Example).Append("\n```\n");
        return page.Append("\n## Tests and commands\n\n- A test method that passed and bears `[Trait(\"mltest\", \"").Append(test)
            .Append("\")]` claims it.\n- `mlguard attest ").Append(id)
            .Append(" --by WHO --date DAY --evidence DOCUMENT` vouches for it, for half a point; never against what a file says.\n\n")
            .Append(Catalogue.HelpLink.OfPage("manifest.md#ml-test-score")).Append('\n').ToString();
    }
}
