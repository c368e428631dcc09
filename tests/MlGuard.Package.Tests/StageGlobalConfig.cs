using System.Text;
using MlGuard.Catalogue;

namespace MlGuard.Package.Tests;

/// <summary>The globalconfig of a stage, made from the catalogue.</summary>
internal static class StageGlobalConfig
{
    public static string Write(Stage stage)
    {
        var text = new StringBuilder()
            .Append("# Generated from the catalogue of rules: how loud each rule is at the stage '").Append(Name(stage)).Append("'.\n")
            .Append("# A user's own .globalconfig or .editorconfig always wins.\n")
            .Append("is_global = true\n")
            .Append("global_level = -1\n");
        foreach (var rule in CodeRules.All)
        {
            text.Append("\n# ").Append(rule.Title).Append(" (").Append(rule.Tier).Append(")\n")
                .Append("dotnet_diagnostic.").Append(rule.Id).Append(".severity = ").Append(Name(rule.Tier.At(stage))).Append('\n');
        }

        return text.ToString();
    }

    public static string Name(Enum value) => value.ToString().ToLowerInvariant();
}
