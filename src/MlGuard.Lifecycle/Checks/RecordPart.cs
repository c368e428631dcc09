using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>The sections of a decision record that are its status, or its decision.</summary>
internal static class RecordPart
{
    /// <summary>What divides a name from what is said of it: <c>Status: accepted</c>.</summary>
    private static readonly char[] s_dividers = [':', '–', '—'];

    private static readonly char[] s_numbering = [.. "0123456789-_"];

    /// <summary>
    /// The headings that name a part: those that are called so, else those whose name holds it. The title of a decision record names none
    /// where a section below it does.
    /// </summary>
    public static ImmutableArray<Heading> In(TextDocument document, string part)
    {
        ImmutableArray<Heading> called = [.. document.Headings.Where(heading => heading.Slug.Trim(s_numbering) == part)];
        return called.IsEmpty ? Innermost(document.Headings, part) : called;
    }

    /// <summary>Whether a section has a text, or its heading says it all.</summary>
    public static bool SaysSomething(Heading heading) =>
        heading.Words > 0
        || (heading.Text.IndexOfAny(s_dividers) is >= 0 and var at
            && heading.Text.Substring(at + 1) is var said
            && said.Any(char.IsLetter)
            && !Placeholder.Stands(said));

    private static ImmutableArray<Heading> Innermost(ImmutableArray<Heading> headings, string part)
    {
        var found = ImmutableArray.CreateBuilder<Heading>();
        // From the end: whatever ranks above the section that was met last holds it.
        var met = 0;
        foreach (var heading in headings.Reverse())
        {
            var isHolder = heading.Level < met;
            var isFound = !isHolder && heading.Slug.IndexOf(part, StringComparison.Ordinal) >= 0;
            if (isFound)
                found.Add(heading);
            if (isHolder || isFound)
                met = heading.Level;
        }

        found.Reverse();
        return found.ToImmutable();
    }
}
