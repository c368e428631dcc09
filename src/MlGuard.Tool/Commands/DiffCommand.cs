using System.CommandLine;
using MlGuard.Lifecycle.Writers.Comparison;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard diff</c>: what a change does to the product.</summary>
internal static class DiffCommand
{
    private const string DefaultFormat = "text";

    public static Command Create(Terminal terminal)
    {
        var old = new Argument<string>("old") { Description = "A verdict.json, or a revision of git that holds one." };
        var now = new Argument<string?>("new")
            { Description = "The same; without it the last verdict of the product.", Arity = ArgumentArity.ZeroOrOne };
        var folder = CommonOptions.Folder();
        var format = new Option<string>("--format") { Description = "text, markdown or json.", DefaultValueFactory = _ => DefaultFormat };
        format.AcceptOnlyFromAmong(DefaultFormat, "markdown", "json");
        var place = new Option<string>("--verdict")
        {
            Description = "Where revisions keep their verdict, from the manifest's folder.",
            DefaultValueFactory = _ => LastVerdict.Place,
        };
        var exits = new Option<bool>("--exit-code") { Description = "Ends with 1 when something got worse." };
        var all = new Option<bool>("--all") { Description = "Shows every change, not the ten worst." };
        var command = new Command("diff", "Says in ten lines what changed between two verdicts: rows, metrics, models, waivers, findings.")
            { old, now, folder, format, place, exits, all };
        command.SetAction(parsed =>
        {
            var product = ProductPlace.Around(parsed.GetValue(folder)!);
            var kept = parsed.GetValue(place)!;
            if (Read(terminal, product, parsed.GetValue(old)!, kept) is not { } before
                || Read(terminal, product, parsed.GetValue(now) ?? Path.Combine(product.Folder, LastVerdict.Place), kept) is not { } after)
                return ExitCode.Invalid;
            var difference = VerdictDifference.Of(before, after);
            foreach (var line in Text(difference, parsed.GetValue(format)!, parsed.GetValue(all)).TrimEnd().Split('\n'))
                terminal.Line(line);
            return parsed.GetValue(exits) && difference.IsWorse ? ExitCode.NotEarned : ExitCode.Done;
        });
        return command;
    }

    private static string Text(VerdictDifference difference, string format, bool isWhole) => format switch
    {
        "json" => DifferenceText.Json(difference),
        "markdown" => DifferenceText.Markdown(difference, isWhole),
        _ => DifferenceText.Plain(difference, isWhole),
    };

    private static VerdictDocument? Read(Terminal terminal, ProductPlace product, string named, string place)
    {
        var text = File.Exists(named) ? File.ReadAllText(named) : Git.Show(product.Folder, named, place);
        if (text is null)
        {
            terminal.Bad(
                $"'{named}' is no file, and as a revision of git it holds no {place}."
                    + (place == LastVerdict.Place
                        ? " Git ignores that folder: commit a copy of verdict.json, such as evidence/verdict.json, and compare with "
                            + "'--verdict evidence/verdict.json', or name two files."
                        : " Commit the verdict there, or name two files."));
            return null;
        }

        var (verdict, fault) = VerdictFile.Read(text);
        if (verdict is null)
            terminal.Bad($"'{named}' {fault!.Text}. Name a verdict.json that a gate wrote.");
        return verdict;
    }
}
