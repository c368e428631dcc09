using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Text;

/// <summary>What people leave where an answer should stand. It counts as absent, not as wrong.</summary>
internal static class Placeholder
{
    private static readonly Regex s_words = new(
        @"\b(TODO|TBD|FIXME|Todo:)\b|\b[Ll]orem\b|\b[Xx]{3,}\b|<[^<>]{1,60}>|^\s*(\?+|\.\.\.|…|-)\s*$", RegexOptions.CultureInvariant);

    public static bool Stands(string text) => s_words.IsMatch(text);
}
