using System.CommandLine;
using MlGuard.Tool.Commands;

namespace MlGuard.Tool;

/// <summary>The <c>mlguard</c> command.</summary>
internal static class Program
{
    public static int Main(string[] arguments) => Run(Terminal.Of(Console.IsOutputRedirected), arguments);

    /// <summary>A command line that cannot be understood decides nothing about the product.</summary>
    public static int Run(Terminal terminal, params string[] arguments)
    {
        var parsed = Root(terminal).Parse(Meant(arguments));
        try
        {
            var code = parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? ExitCode.Invalid : code;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            terminal.Bad($"A file could not be read or written: {exception.Message}");
            return ExitCode.BuildFailed;
        }
    }

    /// <summary>What people try first: <c>mlguard help promote</c> is <c>mlguard promote --help</c>.</summary>
    public static string[] Meant(string[] arguments) => arguments is ["help", .. var about] ? [.. about, "--help"] : arguments;

    public static RootCommand Root(Terminal terminal) => new(
        """
        Takes a machine-learning product from an empty manifest to a stage that it has earned.

        First steps, in the folder of the solution:
          mlguard init             writes mlguard.yaml from the code and the files
          mlguard check            builds, asks the gate and says what is missing
          mlguard promote growth   plans the next stage
          mlguard explain <what>   says why, what is accepted, and shows an example

        Exit codes: 0 the stage is earned, or only gaps of mlguard.baseline are left, 1 it is not earned,
        2 evidence is broken, 3 the manifest or the command line is invalid, 4 the build failed, or a file
        could not be read or written.
        """)
    {
        InitCommand.Create(terminal),
        CheckCommand.Create(terminal),
        ReportCommands.Report(terminal),
        ReportCommands.ExportTo(terminal),
        DiffCommand.Create(terminal),
        PortfolioCommand.Create(terminal),
        PromoteCommand.Create(terminal),
        ExplainCommand.Create(terminal),
        FixCommand.Create(terminal),
        EntryCommands.Waive(terminal),
        EntryCommands.Attest(terminal),
        HashCommand.Create(terminal),
        BuildCommands.Seal(terminal),
        BuildCommands.Baseline(terminal),
        DoctorCommand.Create(terminal),
    };
}
