using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Text;

/// <summary>What people leave where an answer should stand. It counts as absent, not as wrong.</summary>
internal static class Placeholder
{
    /// <summary>Where a line, a sentence or what stands in brackets begins: what is said there has no subject of its own.</summary>
    private const string Line = @"(?:^[ \t#>*|_-]*|[.!?]\s{1,4})", Bracket = @"[(\[]\s*", Start = "(?:" + Line + "|" + Bracket + ")";

    private const string End = @"\s*(?:\s-|[.!)\]*_|]|…|$)", Pause = @"\s*(?:\s-|[.,:;!)\]*_|]|…|$)";

    private const string Verb = @"(?:written|described|documented|defined|specified|decided|determined|confirmed|announced)";

    private const string AnyVerb = @"(?:" + Verb + @"|added|filled(?:\s+(?:in|out))?|completed|provided|supplied"
        + "|done|updated|listed|drafted|explained)";

    private const string Later = @"\b(?:later|soon|shortly|tomorrow|next\s+(?:week|month|quarter|sprint|release|year)|in\s+due\s+course"
        + @"|when\s+(?:known|available|ready))";

    /// <summary>The parts of a text of which only a text speaks that is still to be written.</summary>
    private const string Part = @"(?:(?:this|the|a|an|more|further)\s+)*(?:section|chapter|text|page|document|documentation|description|detail"
        + "|content|part|paragraph|answer|entry|explanation|information)s?";

    /// <summary>Whoever writes announces to write.</summary>
    private const string Announced = @"(?:(?:we|I|the\s+team)\s+(?:will|shall|(?:are|am|is)\s+going\s+to|(?:plan|intend|want|mean)s?\s+to"
        + @"|still\s+(?:have|has)\s+to)|(?:we|I)'ll)\s+(?:still\s+)?";

    /// <summary>Whoever writes means to, which is no habit as that is which "will" tells.</summary>
    private const string Intended = @"(?:(?:we|I|the\s+team)\s+(?:(?:are|am|is)\s+going\s+to|(?:plan|intend|want|mean)s?\s+to"
        + @"|still\s+(?:have|has)\s+to))\s+(?:still\s+)?";

    /// <summary>Marks that stand for a text wherever they stand.</summary>
    private static readonly ImmutableArray<string> s_marks = [@"\b(?:TODO|TBD|TBC|FIXME|Todo:)\b", @"\b[Xx]{3,}\b"];

    /// <summary>What only a short value holds in place of an answer.</summary>
    private static readonly ImmutableArray<string> s_values = [@"\b[Ll]orem\b", "<[^<>]{1,60}>", @"^\s*(?:\?+|\.\.\.|…|-)\s*$",
        @"^\s*(?i:(?:(?:this|that|it)\s+is\s+)?(?:(?:still\s+)?not\s+yet|not|yet\s+to\s+be)\s+(?:known|clear|settled|agreed|" + Verb
            + @")(?:\s+yet)?)\s*[.!]?\s*$"];

    /// <summary>What only a whole line holds in place of an answer.</summary>
    private static readonly ImmutableArray<string> s_lines = [@"^\s*<[A-Za-z ,.-]{3,60}>\s*$"];

    /// <summary>
    /// Ways to say that a text is still to come, or that what stands there stands for one, where a line, a sentence or a bracket begins.
    /// The beginning is looked for once, and not once a phrase.
    /// </summary>
    private static readonly ImmutableArray<string> s_openings =
    [
        // "To be added later", "The details will be filled in next week.", "Details follow."
        @"(?:to|will|shall)\s+be\s+" + AnyVerb + @"\b[^.,;:]{0,60}?" + Later + Pause,
        Part + @"\s+(?:(?:is|are)\s+(?:going\s+)?)?(?:to|will|shall)\s+be\s+" + AnyVerb + @"\b[^.,;:]{0,60}?" + Later + End,
        @"(?:more\s+)?(?:details?|information|description)\s+(?:will\s+|to\s+)?follows?" + End,
        // "This section is coming soon.", "We will list this later.", "We are going to write down here what to do."
        Part + @"\s+(?:is|are|will\s+be)\s+(?:still\s+)?(?:coming\s+(?:soon|later|shortly)|to\s+(?:come|follow))" + Pause,
        Announced + @"(?:write|list|describe|document|define|specify|decide|explain|add|provide|complete|fill|do)"
            + @"(?:\s+(?:down|in|out|up))?(?:\s+(?:this|" + Part + @"))?(?:\s+(?:down|in|out|up))?(?:\s+here)?\s+" + Later + End,
        Announced + @"(?:(?:write|note)\s+(?:(?:this|it|them|that)\s+)?down|write|document|add|fill\s+in|put)\s+(?:this\s+)?here\b",
        // "This section is still being drafted and will follow.", "The team is going to describe what to look at."
        Part + @"\s+(?:is|are)\s+(?:still|currently)\s+(?:being\s+(?:drafted|written|prepared|worked\s+(?:on|out))"
            + @"|in\s+preparation)(?:\s+and\s+(?:will|shall)\s+follow(?:\s+" + Later + ")?)?" + End,
        Part + @"\s+(?:will|shall)\s+follow(?:\s+" + Later + ")?" + End,
        Intended + @"(?:write|describe|document|explain|define|specify|list|add)\s+(?:down\s+)?"
            + @"(?:here\b|in\s+this\s+(?:section|chapter|document|page)\b|(?:what|how|whom?|when|where)\s+to\b)",
        // "(placeholder, coming soon)", "Work in progress."
        @"(?:this\s+is\s+)?(?:just\s+|only\s+)?(?:a\s+)?placeholder(?:\s+text)?(?:" + Pause + @"|\s+(?:for\s+now|until|only)\b)",
        @"(?:more\s+)?(?:details\s+)?(?:coming\s+(?:soon|later)|to\s+(?:come|follow))" + Pause,
        @"(?:(?:this|it)\s+is\s+)?(?:still\s+)?(?:a\s+)?(?:work\s+in\s+progress|WIP|under\s+construction)" + End,
        // "Not yet written", "fill in here", "your text here"
        @"(?:not(?:\s+yet)?|still\s+to\s+be)\s+" + Verb + @"(?:\s+yet)?" + End,
        @"(?:fill|write)\s+(?:(?:me|this|it)\s+)?(?:in\s+)?(?:here|later|out)" + End,
        @"(?:your|some|sample|dummy|example)\s+text(?:\s+goes)?\s+here" + End,
        @"(?:dummy|filler)\s+text" + End,
    ];

    private static readonly ImmutableArray<string> s_phrases =
    [
        @"\blorem\s+ipsum\b",
        // "To be written by the team next week", "(to be defined)"
        Line + @"to\s+be\s+" + Verb + @"\b[^.,;:]{0,60}?" + End,
        Bracket + @"to\s+be\s+" + Verb + End,
        // "Decision: to be decided."
        @"^[ \t#>*|_-]*\w[\w ]{0,30}:[*_ \t]*(?:(?:still\s+|yet\s+)?to\s+be|not(?:\s+yet)?)\s+" + Verb + @"(?:\s+yet)?" + End,
        Start + AnyOf(s_openings),
    ];

    private static readonly Regex s_inValues = Any(s_marks.Concat(s_values)), s_inLines = Any(s_marks.Concat(s_lines)),
        s_said = Any(s_phrases, RegexOptions.IgnoreCase | RegexOptions.Multiline);

    /// <summary>
    /// A part of a word of which each of these holds one at least, whatever its case. Most values hold none, and to look for words costs a
    /// fiftieth of what the expressions cost.
    /// </summary>
    private static readonly ImmutableArray<string> s_telling =
    [
        "TODO", "TBD", "TBC", "FIXME", "xxx", "lorem", "placeholder", "later", "soon", "shortly", "tomorrow", "next", "course", "when",
        "follow", "coming", "come", "here", "still", "currently", "going", "plan", "intend", "want", "mean", "progress", "wip",
        "construction", "not", "fill", "write", "text", "known", "clear", "settled", "agreed", "written", "described", "documented",
        "defined", "specified", "decided", "determined", "confirmed", "announced",
    ];

    private static readonly Regex s_sentence = new(@"(?<=[.!?…])\s+", RegexOptions.CultureInvariant),
        s_bracket = new(@"\([^()]*\)|\[[^][]*\]", RegexOptions.CultureInvariant);

    public static bool Stands(string text) => MayStand(text) && (s_inValues.IsMatch(text) || s_said.IsMatch(text));

    /// <summary>Whether a line of a document holds one.</summary>
    public static bool StandsIn(string line) => MayStand(line) && (s_inLines.IsMatch(line) || s_said.IsMatch(line));

    private static bool MayStand(string text) =>
        text.IndexOf('<') >= 0
        || !text.Any(char.IsLetterOrDigit)
        || s_telling.Any(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>What a line of a document says beside the sentences and brackets that hold one.</summary>
    public static string Without(string line) =>
        StandsIn(line)
            ? string.Join(" ", s_sentence
                .Split(s_bracket.Replace(line, bracket => StandsIn(bracket.Value) ? "" : bracket.Value))
                .Where(sentence => !StandsIn(sentence)))
            : line;

    private static Regex Any(IEnumerable<string> patterns, RegexOptions options = RegexOptions.None) =>
        new(AnyOf(patterns), options | RegexOptions.CultureInvariant);

    private static string AnyOf(IEnumerable<string> patterns) =>
        "(?:" + string.Join("|", patterns.Select(pattern => $"(?:{pattern})")) + ")";
}
