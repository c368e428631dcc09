using System.CommandLine;
using MlGuard.Catalogue;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard fix</c>: applies the code fixes of MlGuard's rules, and shows what is left.</summary>
internal static class FixCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = CommonOptions.Folder();
        var only = new Option<string[]>("--rule", "-r") { Description = "Fixes these rules alone, such as MLG1001." };
        var command = new Command(
            "fix", "Applies MlGuard's code fixes: 'dotnet format analyzers --severity info' for its rules, and shows what is left.")
            { folder, only };
        command.SetAction(parsed => Run(terminal, ProductPlace.Around(parsed.GetValue(folder)!), parsed.GetValue(only) ?? []));
        return command;
    }

    private static int Run(Terminal terminal, ProductPlace product, string[] only)
    {
        if (product.BuildFile is not { } file)
        {
            terminal.Bad($"{product.Folder} holds no solution, or several, so nothing says what to fix.");
            return ExitCode.Invalid;
        }

        string[] rules = only.Length > 0 ? only : [.. CodeRules.All.Select(rule => rule.Id)];
        // Practices are suggestions at mvp, and the command passes over those unless it is asked for them.
        var (code, output) = terminal.While(
            "Fixing", () => DotNet.Run(product.Folder, ["format", "analyzers", file, "--severity", "info", "--diagnostics", .. rules]));
        if (code != 0)
            return terminal.Failed(output);
        var (_, left) = terminal.While(
            "Building", () => DotNet.Run(product.Folder, "build", file, "--no-incremental", "-v:q", "-nologo", "-tl:off"));
        List<string> findings = [.. DotNet.Findings(left).Where(line => line.Contains(" MLG", StringComparison.Ordinal))];
        foreach (var finding in findings)
            terminal.Warn(finding);
        terminal.Good(findings.Count == 0
            ? "Fixed; no finding of MlGuard is left that warns."
            : $"Fixed. Findings that are left: {findings.Count}.");
        return ExitCode.Done;
    }
}
