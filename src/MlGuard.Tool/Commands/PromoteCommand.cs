using System.CommandLine;
using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard promote</c>: plans a stage, or claims it when it is earned.</summary>
internal static partial class PromoteCommand
{
    private const int MostShown = 5;

    public static Command Create(Terminal terminal)
    {
        var stage = new Argument<string>("stage") { Description = "mvp, growth or maturity." };
        stage.AcceptOnlyFromAmong("mvp", "growth", "maturity");
        var claim = new Option<bool>("--claim") { Description = "Asks the gate, and declares the stage if it is earned." };
        var profile = CommonOptions.Profile();
        var folder = CommonOptions.Folder();
        var command = new Command(
            "promote", "Makes a stage the target and writes what it asks for into mlguard.yaml; with --claim, declares it.")
            { stage, claim, profile, folder };
        command.SetAction(parsed => parsed.GetValue(claim)
            ? terminal.WithProduct(parsed.GetValue(folder)!, (product, file) => Claim(terminal, product, file, parsed.GetValue(stage)!))
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
        terminal.Line("Fill in what stands as TODO; the remark behind each key says what is accepted. 'mlguard check --all' says what is left,");
        terminal.Line($"and 'mlguard promote {stage} --claim' declares {stage} when it is earned.");
        return ExitCode.Done;
    }

    /// <summary>What the gate said of a row, such as <c>serving/log: nothing observes it</c>.</summary>
    private static bool IsRow(string line) => RowLine().IsMatch(line);

    [GeneratedRegex("^ +[a-zA-Z]+(/[a-zA-Z]+)+: ")]
    private static partial Regex RowLine();

    private static int Claim(Terminal terminal, ProductPlace product, string file, string stage)
    {
        var (code, output) = terminal.While(
            "Building, and asking the gate", () => DotNet.Target(product, file, "MlGuardClaim", $"-p:MlGuardPromoteTo={stage}"));
        if (code == ExitCode.Done)
        {
            terminal.Good($"{stage} is earned, and mlguard.yaml declares it now.");
            return ExitCode.Done;
        }

        if (!output.Contains("is not earned", StringComparison.Ordinal))
            return terminal.Failed(output);
        terminal.Bad($"{stage} is not earned, so it is not claimed. 'mlguard check' shows all that is left, such as:");
        foreach (var line in output.Split('\n').Where(IsRow).Select(line => line.Trim()).Distinct().Take(MostShown))
            terminal.Line($"  {line}");
        return ExitCode.NotEarned;
    }
}
