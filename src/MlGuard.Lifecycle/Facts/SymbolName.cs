using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Facts;

/// <summary>From metadata names to the names that people write into a manifest.</summary>
internal static class SymbolName
{
    private static readonly Regex s_arity = new("`[0-9]+", RegexOptions.CultureInvariant);

    public static string Of(string type) => (type.IndexOf('`') < 0 ? type : s_arity.Replace(type, "")).Replace('+', '.');

    /// <summary>Top-level statements are called Main, a property by its own name.</summary>
    public static string OfMember(string name)
    {
        if (name == GeneratedNames.TopLevel)
            return "Main";
        return name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal)
            ? name.Substring(4)
            : name;
    }
}
