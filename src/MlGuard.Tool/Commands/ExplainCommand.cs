using System.CommandLine;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Writers.Start;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard explain</c>: the page of a rule, or all about a row of the manifest.</summary>
internal static class ExplainCommand
{
    private const int MostSuggested = 5;

    public static Command Create(Terminal terminal)
    {
        var what = new Argument<string>("what") 
        {
            Description = "A rule such as MLG5001, a row such as rollout/rollback, a key, or a test such as mltest/model-3.",
            HelpName = "rule or row",
        };
        what.CompletionSources.Add(_ => [.. RuleCatalogue.All.Select(rule => new System.CommandLine.Completions.CompletionItem(rule.Id)),
            .. RequirementTable.All.Select(row => new System.CommandLine.Completions.CompletionItem(row.Id))]);
        var command = new Command("explain", "Says why a rule or row is there, what is accepted, and shows an example.") { what };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(what)!));
        return command;
    }

    private static int Run(Terminal terminal, string what)
    {
        // The page of a rule of the manifest is the table of its rows; a row is said alone.
        if (PageOf(what) is not { } page)
        {
            var known = RequirementTable.All.Select(row => row.Id).Concat(MlTestPage.Ids)
                .Concat(RuleCatalogue.All.Select(rule => rule.Id));
            terminal.Bad($"No rule and no row is called '{what}'. {Suggestion(what, [.. known])}");
            return ExitCode.Invalid;
        }

        foreach (var line in page.TrimEnd().Split('\n'))
            if (line.StartsWith('#'))
                terminal.Heading(line.TrimStart('#', ' '));
            else
                terminal.Line(line.TrimEnd('\r'));
        return ExitCode.Done;
    }

    private static string? PageOf(string what) =>
        RowPage.Of(what.Replace('.', '/')) ?? RowPage.Of(what) ?? MlTestPage.Of(what.Replace('.', '/')) ?? RulePage(what)
            ?? (RowNames.Meant(what) is { } row ? RowPage.Of(row) : null) ?? KeyPage.Of(what);

    /// <summary>Whoever writes a part of a name means one of those that hold it.</summary>
    private static string Suggestion(string what, ImmutableArray<string> known)
    {
        var part = what.Replace('.', '/').Trim('/');
        ImmutableArray<string> holding =
            [.. known.Where(name => part.Length > 2 && name.Contains(part, StringComparison.OrdinalIgnoreCase)).Take(MostSuggested)];
        if (holding.IsEmpty)
            return Nearest.Of(what, known) is { } near ? $"Did you mean '{near}'?" : "Take the name from a finding.";
        return $"Did you mean {string.Join(" or ", holding.Select(name => $"'{name}'"))}?";
    }

    /// <summary>Why a rule has no code fix, from its page; null where it has one, or the page does not say why.</summary>
    public static string? WithoutFix(string rule)
    {
        const string Said = "There is no automatic fix: ";
        var line = RulePage(rule)?.Split('\n').FirstOrDefault(text => text.StartsWith(Said, StringComparison.Ordinal));
        return line is null ? null : $"there is no automatic fix: {line[Said.Length..].Trim()} 'mlguard explain {rule}' shows an example.";
    }

    /// <summary>Whether a rule has a fix that answers by itself.</summary>
    public static bool HasFix(string rule) => WithoutFix(rule) is null && !LeavesTodo(rule);

    /// <summary>Whether the rule's fix asks for an answer that only a person has.</summary>
    public static bool LeavesTodo(string rule) =>
        RulePage(rule)?.Split('\n')
            .Any(text => text.StartsWith("The fix writes a summary with a `TODO`", StringComparison.Ordinal)) == true;

    private static string? RulePage(string id)
    {
        using var stream = typeof(ExplainCommand).Assembly.GetManifestResourceStream($"rules/{id.ToUpperInvariant()}.md");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
