namespace MlGuard.Frameworks;

/// <summary>How the tables name members: as they are called, or with one <c>*</c> for whatever stands there.</summary>
internal static class NamePattern
{
    /// <summary>Whether <paramref name="name"/> is what <paramref name="pattern"/> names.</summary>
    public static bool Matches(string pattern, string name)
    {
        var star = pattern.IndexOf('*');
        return star < 0
            ? string.Equals(pattern, name, StringComparison.Ordinal)
            : name.Length >= pattern.Length - 1
                && name.AsSpan().StartsWith(pattern.AsSpan(0, star), StringComparison.Ordinal)
                && name.AsSpan().EndsWith(pattern.AsSpan(star + 1), StringComparison.Ordinal);
    }
}
