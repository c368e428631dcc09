using System.CommandLine;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Tool.Commands;

/// <summary>Commands that are a target of the build under a shorter name.</summary>
internal static class BuildCommands
{
    private const string Prefix = "MlGuard: ";
    private const string NotSealed = Prefix + "not sealed:";

    public static Command Seal(Terminal terminal)
    {
        var project = new Argument<FileInfo>("project") { Description = "The project that ran and made the evidence." };
        project.AcceptExistingOnly();
        var configuration = CommonOptions.Configuration();
        var command = new Command(
            "seal", "Seals the evidence that a run of a project made, and writes the hash of the model that it trained into the manifest.")
            { project, configuration };
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(project)!.FullName;
            return Sealed(terminal, ProductPlace.Around(Path.GetDirectoryName(file)!), file, parsed.GetValue(configuration)!);
        });
        return command;
    }

    public static Command Baseline(Terminal terminal)
    {
        var folder = CommonOptions.Folder();
        var configuration = CommonOptions.Configuration();
        var command = new Command("baseline", "Writes the gaps of today into mlguard.baseline, so that only new ones fail a build.")
            { folder, configuration };
        command.SetAction(parsed => terminal.WithProduct(
            parsed.GetValue(folder)!,
            (product, file) => WriteBaseline(terminal, product, file, parsed.GetValue(configuration)!)));
        return command;
    }

    /// <summary>Says what was sealed, what was not and why; nothing sealed is nothing done.</summary>
    private static int Sealed(Terminal terminal, ProductPlace product, string file, string configuration)
    {
        var (code, output) = terminal.While(
            "Building", () => DotNet.Target(product, file, "MlGuardSeal", configuration, "-v:m", "-p:MlGuardMode=warn"));
        if (code != 0)
            return terminal.Failed(product, output);
        var said = Said(output);
        ImmutableArray<string> done = [.. said.Where(line => !line.StartsWith(NotSealed, StringComparison.Ordinal))];
        foreach (var line in said.Except(done))
            terminal.Warn(line);
        if (ElsewhereBuilt(said, configuration) is { } hint)
            terminal.Line(hint);
        foreach (var line in done)
            terminal.Good(line);
        // After the seal: the manifest changes what the compiler gets, and evidence would be older than what it compiles then.
        var isRenewed = !done.IsEmpty && product.Manifest is not null && HashCommand.Renew(terminal, product);
        foreach (var line in DotNet.Findings(output).Where(line => !(isRenewed && IsOfHash(line))))
            terminal.Warn(line);
        if (done.IsEmpty)
            terminal.Bad("Nothing is sealed. Run what writes the evidence with the assemblies of now, and seal then; 'dotnet test' seals by itself.");
        return Ending(said);
    }

    /// <summary>A program that ran in one configuration is not what a build of another leaves; null where nothing was refused so.</summary>
    internal static string? ElsewhereBuilt(ImmutableArray<string> said, string configuration) =>
        said.Any(line => line.StartsWith(NotSealed, StringComparison.Ordinal)
            && line.Contains(EvidenceSeal.OfAnotherBuild, StringComparison.Ordinal))
            ? $"This was the configuration {configuration}. Name another one with -c where the program ran in that."
            : null;

    /// <summary>What was asked for is done when nothing is left unsealed; what was sealed stays so.</summary>
    internal static int Ending(ImmutableArray<string> said) =>
        said.IsEmpty || said.Any(line => line.StartsWith(NotSealed, StringComparison.Ordinal)) ? ExitCode.NotEarned : ExitCode.Done;

    /// <summary>What a build said of the model's hash before it was written anew holds no longer.</summary>
    private static bool IsOfHash(string finding) =>
        finding.Contains(" training/artifact: ", StringComparison.Ordinal)
            || finding.Contains("training.artifact.hash", StringComparison.Ordinal);

    /// <summary>The gaps are what is written down here, so none of them stops the build, however loud it is elsewhere.</summary>
    private static int WriteBaseline(Terminal terminal, ProductPlace product, string file, string configuration)
    {
        var (code, output) = terminal.While(
            "Building", () => DotNet.Target(product, file, "MlGuardBaseline", configuration, "-v:m", "-p:MlGuardMode=report"));
        if (code != 0)
            return terminal.Failed(product, output);
        foreach (var line in Said(output))
            terminal.Good(line[Prefix.Length..]);
        return ExitCode.Done;
    }

    private static ImmutableArray<string> Said(string output) =>
    [
        .. output.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(Prefix, StringComparison.Ordinal)).Distinct(),
    ];
}
