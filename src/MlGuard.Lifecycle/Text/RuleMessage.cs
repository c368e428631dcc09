using System.Globalization;
using MlGuard.Catalogue;

namespace MlGuard.Lifecycle.Text;

/// <summary>The catalogue's message of a rule, with its holes filled.</summary>
internal static class RuleMessage
{
    public static string Of(string code, params string[] holes) =>
        string.Format(CultureInfo.InvariantCulture, RuleCatalogue.Get(code).Message, [.. holes]);
}
