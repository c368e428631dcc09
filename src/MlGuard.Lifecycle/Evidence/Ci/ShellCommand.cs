namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>One command of a script, as a shell would split it; what variables and substitutions stand for is not known.</summary>
/// <param name="Name">The program, without folder and ending; empty where it is made of a variable.</param>
/// <param name="Words">The program as it is written, and its arguments.</param>
internal sealed record ShellCommand(string Name, ImmutableArray<string> Words)
{
    private const int MaxCommands = 5_000;
    private const int MaxText = 1 << 20;

    /// <summary>Words that only say when or how the command after them runs.</summary>
    private static readonly ImmutableHashSet<string> s_leading =
        [
            "sudo", "time", "exec", "env", "command", "nohup", "if", "then", "else", "elif", "do", "while", "until", "!", "{", "(", "&",
            "call",
        ];

    /// <summary>Whether a part of it is only known when it runs.</summary>
    public bool Substitutes => Words.Any(word => word.IndexOf("$(", StringComparison.Ordinal) >= 0 || word.IndexOf('`') >= 0);

    public string? Argument(int at) => at + 1 < Words.Length ? Words[at + 1] : null;

    /// <summary>What stands after one of some options, also as <c>--project=X</c>; null without it.</summary>
    public string? Option(params string[] names)
    {
        for (var at = 1; at < Words.Length && Words[at] != "--"; at++)
        {
            if (names.Contains(Words[at]))
                return at + 1 < Words.Length ? Words[at + 1] : "";
            if (names.FirstOrDefault(name => Words[at].StartsWith(name + "=", StringComparison.Ordinal)) is { } name)
                return Words[at].Substring(name.Length + 1);
        }

        return null;
    }

    public static ImmutableArray<ShellCommand> In(string text) =>
    [
        .. ShellText.Split(text.Length > MaxText ? text.Substring(0, MaxText) : text).Select(Of).OfType<ShellCommand>().Take(MaxCommands),
    ];

    private static ShellCommand? Of(ImmutableArray<string> all)
    {
        var (words, start) = (WithoutRedirections(all), 0);
        while (start < words.Length && (s_leading.Contains(words[start]) || IsAssignment(words[start])))
            start++;
        if (start == words.Length)
            return null;
        var written = words[start];
        var name = written.Substring(1 + written.LastIndexOfAny(['/', '\\']));
        if (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            name = name.Substring(0, name.Length - ".exe".Length);
        return new(written.IndexOf('$') >= 0 ? "" : name, [.. words.Skip(start)]);
    }

    private static ImmutableArray<string> WithoutRedirections(ImmutableArray<string> words) =>
        [.. words.Where((word, at) => !IsRedirection(word) && (at == 0 || !IsBareRedirection(words[at - 1])))];

    private static bool IsRedirection(string word) => word.TrimStart('0', '1', '2', '&') is ['>' or '<', ..];

    private static bool IsBareRedirection(string word) => IsRedirection(word) && word[word.Length - 1] is '>' or '<';

    private static bool IsAssignment(string word) =>
        word.IndexOf('=') is var at and > 0 && word.Take(at).All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '$' or ':');
}
