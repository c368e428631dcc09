using System.CommandLine;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Evidence.Code;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard fix</c>: applies the code fixes of MlGuard's rules, and shows what is left.</summary>
internal static class FixCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = CommonOptions.Folder();
        var only = new Option<string[]>("--rule", "-r") { Description = "Fixes these rules alone, such as MLG1001." };
        var command = new Command(
            "fix", "Applies MlGuard's code fixes: 'dotnet format analyzers --severity info' for its rules, and shows what is left. "
                + "Ends with 1 where a finding is left whose rule has a fix that repairs it; a TODO for people is none.")
            { folder, only };
        command.SetAction(parsed => Run(terminal, ProductPlace.Around(parsed.GetValue(folder)!), parsed.GetValue(only) ?? []));
        return command;
    }

    private static int Run(Terminal terminal, ProductPlace product, string[] only)
    {
        if (product.BuildFile is not { } file)
        {
            terminal.Bad($"{product.Unclear} Run it in a folder with one solution.");
            return ExitCode.Invalid;
        }

        var before = Sources(product);
        string[] rules = only.Length > 0 ? only : [.. CodeRules.All.Select(rule => rule.Id)];
        // Practices are suggestions at mvp, and the command passes over those unless it is asked for them.
        var (code, output, repaired) = terminal.While("Fixing", () => Format(product, file, rules));
        if (code != 0)
            return terminal.Failed(product, output);
        var (built, left) = terminal.While("Looking at what is left", () => FindingsLeft.Of(product, file));
        if (left is null)
            return terminal.Failed(product, built);
        foreach (var finding in left)
            terminal.Warn($"{finding.File}({finding.Line}): {finding.Rule} {Said(finding)}");
        var sources = Sources(product);
        ImmutableArray<string> changed = [.. sources.Except(before).Select(source => source.Item1).Order(StringComparer.Ordinal)];
        if (!changed.IsEmpty || !left.Value.IsEmpty)
            terminal.Good(changed.IsEmpty
                ? "No file was changed: no fix fits what is open."
                : $"Changed {changed.Length} {(changed.Length == 1 ? "file" : "files")}. Look at the difference before you commit it.");
        foreach (var source in changed)
            terminal.Line($"  {product.Relative(source)}{Repaired(Repaired(repaired[source], left.Value, product.Relative(source)))}");
        var elsewhere = ReaderElsewhere.Of(left.Value, sources.Select(source => source.Item1), product.Relative);
        Explain(terminal, [.. left.Value.Select(finding => finding.Rule).Distinct()], elsewhere);
        terminal.Good(left.Value.IsEmpty
            ? "MlGuard has nothing left to say about the code."
            : $"Left for people: {left.Value.Length}.");
        return Ending([.. left.Value.Select(finding => finding.Rule)], only);
    }

    /// <summary>
    /// It is done where nothing is left that a fix of what was asked for could have repaired; what only people can do is theirs.
    /// </summary>
    /// <param name="left">The rules of what is left.</param>
    /// <param name="only">The rules that were asked for; empty for all.</param>
    internal static int Ending(ImmutableArray<string> left, string[] only) =>
        left.Any(rule => ExplainCommand.HasFix(rule) && (only.Length == 0 || only.Contains(rule, StringComparer.OrdinalIgnoreCase)))
            ? ExitCode.NotEarned
            : ExitCode.Done;

    /// <summary>What of a file's rules is repaired: 'dotnet format' names those that it has only tried, too.</summary>
    internal static ImmutableArray<string> Repaired(IEnumerable<string> named, ImmutableArray<CodeFinding> left, string file) =>
    [
        .. named.Where(rule => ExplainCommand.LeavesTodo(rule) || !left.Any(finding => finding.Rule == rule && finding.File == file))
            .Order(StringComparer.Ordinal),
    ];

    private static string Repaired(ImmutableArray<string> rules) => rules.IsEmpty ? "" : $": {string.Join(", ", rules)}";

    private static (int Code, string Output, ILookup<string, string> Repaired) Format(ProductPlace product, string file, string[] rules)
    {
        var report = Directory.CreateTempSubdirectory("mlguard").FullName;
        try
        {
            var (code, output) = DotNet.Run(
                product.Folder, ["format", "analyzers", file, "--severity", "info", "--report", report, "--diagnostics", .. rules]);
            return (code, output, FormatReport.RulesByFile(report));
        }
        finally
        {
            Directory.Delete(report, recursive: true);
        }
    }

    private static string Said(CodeFinding finding) =>
        finding.Message.Length > 0 ? finding.Message : RuleCatalogue.Get(finding.Rule).Title;

    /// <summary>Why no fix repaired what is left.</summary>
    private static void Explain(Terminal terminal, ImmutableArray<string> rules, ImmutableArray<string> elsewhere)
    {
        foreach (var rule in rules.Where(rule => rule != RuleIds.CsvSeparator || elsewhere.IsEmpty))
            terminal.Line($"  {rule}: {Why(rule)}");
        foreach (var reader in elsewhere)
            terminal.Line($"  {RuleIds.CsvSeparator}: {reader}");
    }

    private static string Why(string rule) =>
        ExplainCommand.WithoutFix(rule)
        ?? (ExplainCommand.LeavesTodo(rule)
            ? "the fix leaves a TODO that says what to write; it is reported until the answer stands there."
            : $"the fix does not fit here; 'mlguard explain {rule}' shows how it is done by hand.");

    private static bool IsMadeByTheBuild(string path) => path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin");

    private static HashSet<(string, DateTime)> Sources(ProductPlace product) =>
        [
            .. product.Projects().Select(project => Path.GetDirectoryName(project)!).Distinct()
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)).Distinct()
                .Where(file => !IsMadeByTheBuild(Path.GetRelativePath(product.Folder, file)))
                .Select(file => (file, File.GetLastWriteTimeUtc(file))),
        ];
}
