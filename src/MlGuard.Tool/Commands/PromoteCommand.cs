using System.CommandLine;
using MlGuard.Lifecycle.Api;
using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard promote</c>: plans a stage, or claims it when it is earned.</summary>
internal static class PromoteCommand
{
    private const int MostShown = 12;

    public static Command Create(Terminal terminal)
    {
        var stage = new Argument<string>("stage") { Description = "mvp, growth or maturity." };
        stage.AcceptOnlyFromAmong("mvp", "growth", "maturity");
        var claim = new Option<bool>("--claim") { Description = "Asks the gate, and declares the stage if it is earned." };
        var profile = CommonOptions.Profile();
        var folder = CommonOptions.Folder();
        var configuration = CommonOptions.Configuration();
        var command = new Command(
            "promote", "Makes a stage the target and writes what it asks for into mlguard.yaml; with --claim, declares it.")
            { stage, claim, profile, folder, configuration };
        command.SetAction(parsed => parsed.GetValue(claim)
            ? terminal.WithProduct(
                parsed.GetValue(folder)!,
                (product, file) => Claim(terminal, product, file, parsed.GetValue(stage)!, parsed.GetValue(configuration)!))
            : Plan(terminal, ProductPlace.Around(parsed.GetValue(folder)!), parsed.GetValue(stage)!, parsed.GetValue(profile)));
        return command;
    }

    private static int Plan(Terminal terminal, ProductPlace product, string stage, string? profile)
    {
        if (product.Manifest is null)
        {
            terminal.Bad("There is no mlguard.yaml here or above. Run 'mlguard init'.");
            return ExitCode.Invalid;
        }

        var result = StagePromotion.Run(product.Manifest, stage, profile);
        foreach (var finding in result.Findings)
            terminal.Bad($"{Path.GetFileName(finding.File)}({finding.Line}): {finding.Code}: {finding.Message}");
        if (!result.Findings.IsEmpty)
            return ExitCode.Invalid;
        if (result.Content is { } content)
            File.WriteAllBytes(product.Manifest, content);
        foreach (var template in result.Templates.Where(template => !File.Exists(template.FullPath)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(template.FullPath)!);
            File.WriteAllText(template.FullPath, template.Text);
            terminal.Line($"  wrote {template.Path}");
        }

        terminal.Good(result.Message);
        if (result is not { IsDeclared: true, Content: null, Templates.IsEmpty: true })
            Proceed(terminal, stage, result.IsDeclared);
        return ExitCode.Done;
    }

    private static void Proceed(Terminal terminal, string stage, bool isDeclared)
    {
        const string Fill =
            "Fill in what stands as TODO; the remark behind each key says what is accepted. 'mlguard check --all' says what is left";
        if (stage != "mvp")
            terminal.Line("Evidence counts for the program that made it: change the code first; train, evaluate and seal after that.");
        terminal.Line(isDeclared ? $"{Fill}." : $"{Fill},");
        if (!isDeclared)
            terminal.Line($"and 'mlguard promote {stage} --claim' declares {stage} when it is earned.");
    }

    /// <summary>What the build said of rows, such as <c>serving/log: nothing observes it</c>, each once.</summary>
    internal static ImmutableArray<string> Gaps(string output) =>
        [.. output.Split('\n').Select(line => line.Trim()).Where(IsOfRow).Distinct()];

    private static bool IsOfRow(string line) =>
        line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end && RequirementTable.Find(line[..end]) is not null;

    private static int Claim(Terminal terminal, ProductPlace product, string file, string stage, string configuration)
    {
        var (code, output) = terminal.While(
            "Building, and asking the gate",
            () => DotNet.Target(product, file, "MlGuardClaim", configuration, "-v:m", $"-p:MlGuardPromoteTo={stage}"));
        if (code == ExitCode.Done)
        {
            terminal.Good($"{stage} is earned, and mlguard.yaml declares it now.");
            return ExitCode.Done;
        }

        if (!output.Contains("is not earned", StringComparison.Ordinal))
            return terminal.Failed(product, output);
        var gaps = Gaps(output);
        terminal.Bad(
            $"{stage} is not earned, so it is not claimed."
            + (gaps.IsEmpty ? " 'mlguard check' shows what is left." : $" Left: {gaps.Length} {(gaps.Length == 1 ? "row" : "rows")}."));
        foreach (var line in gaps.Take(MostShown))
            terminal.Line($"  {line}");
        if (gaps.Length > MostShown)
            terminal.Line($"  and {gaps.Length - MostShown} more: mlguard check --all");
        return ExitCode.NotEarned;
    }
}
