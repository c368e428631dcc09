using System.Reflection;
using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Checks;

/// <summary>
/// Licence expressions (SPDX 2.3, annex D): identifiers of the SPDX list, joined by AND, OR and WITH, and references to one's own.
/// </summary>
internal sealed class Spdx
{
    private const int LongestExpression = 200;

    private static readonly Regex s_own = new(@"^(DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$", RegexOptions.CultureInvariant);
    private static readonly Regex s_tokens = new(@"[()]|[^\s()]+", RegexOptions.CultureInvariant);

    private static readonly ImmutableHashSet<string> s_licenses = List("SpdxLicenses.txt");
    private static readonly ImmutableHashSet<string> s_exceptions = List("SpdxExceptions.txt");

    private readonly ImmutableArray<string> _tokens;
    private int _next;

    private Spdx(string text) => _tokens = [.. s_tokens.Matches(text).OfType<Match>().Select(match => match.Value)];

    /// <summary>Whether a text is an expression of known licences.</summary>
    public static bool Holds(string text)
    {
        if (text.Length >= LongestExpression)
            return false;
        var parser = new Spdx(text);
        return parser.Alternatives() && parser._next == parser._tokens.Length;
    }

    /// <summary>OR binds least.</summary>
    private bool Alternatives() => Joined("OR", () => Joined("AND", Term));

    private bool Joined(string word, Func<bool> part)
    {
        if (!part())
            return false;
        while (Take(word))
            if (!part())
                return false;
        return true;
    }

    private bool Term()
    {
        if (Take("("))
            return Alternatives() && Take(")");
        if (_next == _tokens.Length || !IsLicense(_tokens[_next]))
            return false;
        _next++;
        return !Take("WITH") || (_next < _tokens.Length && s_exceptions.Contains(_tokens[_next++]));
    }

    /// <summary>A plus means this version or any later one.</summary>
    private static bool IsLicense(string word) =>
        s_own.IsMatch(word)
            || s_licenses.Contains(word.EndsWith("+", StringComparison.Ordinal) ? word.Substring(0, word.Length - 1) : word);

    private bool Take(string token)
    {
        if (_next == _tokens.Length || _tokens[_next] != token)
            return false;
        _next++;
        return true;
    }

    /// <summary>Identifiers are compared without regard to case, as the specification says.</summary>
    private static ImmutableHashSet<string> List(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)
            .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
