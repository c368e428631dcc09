using System.Text;
using MlGuard.Catalogue;

namespace MlGuard.Package.Tests;

/// <summary>The globalconfigs of a stage, made from the catalogue.</summary>
internal static class StageGlobalConfig
{
    private const string Wins = "# A user's own .globalconfig or .editorconfig always wins.\n";

    public static string Write(Stage stage) => Rules(
        $"# Generated from the catalogue of rules: how loud each rule is at the stage '{Name(stage)}'.\n{Wins}", -2,
        CodeRules.All.Select(rule => (rule, rule.Tier)), stage);

    /// <summary>What is louder where the manifest says that data is personal.</summary>
    public static string WritePersonal(Stage stage) => Rules(
        $"# Generated from the catalogue of rules: what is louder at the stage '{Name(stage)}' where data is personal.\n{Wins}", -1,
        CodeRules.All.Where(rule => rule.PersonalTier is not null).Select(rule => (rule, rule.PersonalTier!.Value)), stage);

    public static string Name(Enum value) => value.ToString().ToLowerInvariant();

    private static string Rules(string head, int level, IEnumerable<(Rule Rule, Tier Tier)> rules, Stage stage)
    {
        var text = new StringBuilder(head).Append("is_global = true\n").Append("global_level = ").Append(level).Append('\n');
        foreach (var (rule, tier) in rules)
        {
            text.Append("\n# ").Append(rule.Title).Append(" (").Append(tier).Append(")\n")
                .Append("dotnet_diagnostic.").Append(rule.Id).Append(".severity = ").Append(Name(tier.At(stage))).Append('\n');
        }

        return text.ToString();
    }
}
