using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Git;

/// <summary>A CODEOWNERS file: patterns with owners, of which the last that matches counts.</summary>
internal sealed class CodeOwners
{
    private const int MaxRules = 5_000;

    public static ImmutableArray<string> Places { get; } = ["CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"];

    private CodeOwners(ImmutableArray<(string Pattern, ImmutableArray<string> Owners)> rules) => Rules = rules;

    public ImmutableArray<(string Pattern, ImmutableArray<string> Owners)> Rules { get; }

    public static CodeOwners Read(byte[] bytes) =>
        new(
        [
            .. EvidenceText.Of(bytes).Split('\n').Take(MaxRules).Where(line => !line.StartsWith("#", StringComparison.Ordinal))
                .Select(WordsOf).Where(words => words.Length > 0)
                .Select(words => (words[0], words.Skip(1).ToImmutableArray())),
        ]);

    private static string[] WordsOf(string line) =>
        [.. line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word[0] != '#')];

    public ImmutableArray<string> OwnersOf(string path) =>
        Rules.Where(rule => Covers(rule.Pattern, path)).Select(rule => rule.Owners).DefaultIfEmpty([]).Last();

    private static bool Covers(string pattern, string path)
    {
        if (pattern == "*")
            return true;
        var rooted = pattern.StartsWith("/", StringComparison.Ordinal) || pattern.TrimEnd('/').IndexOf('/') > 0;
        var bare = pattern.TrimStart('/');
        if (bare.EndsWith("/", StringComparison.Ordinal))
            bare += "**";
        return Glob.Matches(rooted ? bare : $"**/{bare}", path) || Glob.Matches(rooted ? $"{bare}/**" : $"**/{bare}/**", path);
    }
}
