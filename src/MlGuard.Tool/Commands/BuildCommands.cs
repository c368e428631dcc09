using System.CommandLine;

namespace MlGuard.Tool.Commands;

/// <summary>Commands that are a target of the build under a shorter name.</summary>
internal static class BuildCommands
{
    public static Command Seal(Terminal terminal)
    {
        var project = new Argument<FileInfo>("project") { Description = "The project that ran and made the evidence." };
        project.AcceptExistingOnly();
        var command = new Command("seal", "Seals the evidence that a run of a project made.") { project };
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(project)!.FullName;
            return Target(terminal, ProductPlace.Around(Path.GetDirectoryName(file)!), file, "MlGuardSeal", "The evidence is sealed.");
        });
        return command;
    }

    public static Command Baseline(Terminal terminal)
    {
        var folder = CommonOptions.Folder();
        var command = new Command("baseline", "Writes the gaps of today into mlguard.baseline, so that only new ones fail a build.")
            { folder };
        command.SetAction(parsed => terminal.WithProduct(
            parsed.GetValue(folder)!,
            (product, file) => Target(terminal, product, file, "MlGuardBaseline", "mlguard.baseline holds the gaps of today.")));
        return command;
    }

    private static int Target(Terminal terminal, ProductPlace product, string file, string target, string done)
    {
        var (code, output) = terminal.While("Building", () => DotNet.Target(product, file, target));
        if (code != 0)
            return terminal.Failed(output);
        terminal.Good(done);
        return ExitCode.Done;
    }
}
