using System.CommandLine;
using MlGuard.Lifecycle.Api;
using MlGuard.Lifecycle.Writers.Exports;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard report</c> and <c>mlguard export</c>: the last verdict in a form for others.</summary>
internal static class ReportCommands
{
    private const string Folder = ".mlguard/reports";

    public static Command Report(Terminal terminal)
    {
        var (folder, verdict, history, output) = (CommonOptions.Folder(), Verdict(), History(), Output());
        var command = new Command("report", "Writes the last verdict as one page of HTML that needs no network.")
            { folder, verdict, history, output };
        command.SetAction(parsed => Write(
            terminal, ProductPlace.Around(parsed.GetValue(folder)!), ["html"], parsed.GetValue(verdict), parsed.GetValue(history),
            parsed.GetValue(output), withWaived: false));
        return command;
    }

    public static Command ExportTo(Terminal terminal)
    {
        var kind = new Argument<string>("kind")
        {
            Description = $"all, or one of: {string.Join("; ", Export.All.Select(export => $"{export.Kind} ({export.What})"))}.",
            HelpName = "kind",
        };
        kind.AcceptOnlyFromAmong([VerdictExports.Everything, .. VerdictExports.Kinds]);
        var waived = new Option<bool>("--sarif-suppressions")
            { Description = "With sarif: names what is waived as suppressed, for tools that honour it." };
        var (folder, verdict, history, output) = (CommonOptions.Folder(), Verdict(), History(), Output());
        var command = new Command("export", "Writes the last verdict in a form for other programs.")
            { kind, folder, verdict, history, output, waived };
        command.SetAction(parsed => Write(
            terminal, ProductPlace.Around(parsed.GetValue(folder)!), [parsed.GetValue(kind)!], parsed.GetValue(verdict),
            parsed.GetValue(history), parsed.GetValue(output), parsed.GetValue(waived)));
        return command;
    }

    private static int Write(
        Terminal terminal, ProductPlace product, string[] kinds, string? named, string? history, string? output, bool withWaived)
    {
        if (LastVerdict.Read(terminal, product, named) is not var (text, _))
            return ExitCode.Invalid;
        var request = new ExportRequest(text, [.. kinds])
        {
            Earlier = [.. LastVerdict.Earlier(history)],
            Folder = VerdictExports.FolderInRepository(product.Folder),
            WithWaived = withWaived,
        };
        var files = VerdictExports.Write(request);
        if (files.IsEmpty)
        {
            terminal.Bad(
                $"'{kinds[0]}' says nothing of this product, so nothing is written. 'mlguard export --help' says for which it is.");
            return ExitCode.Invalid;
        }

        if (output == "-")
            Console.Out.Write(string.Concat(files.Select(file => file.Text)));
        else
            foreach (var file in files)
                Save(terminal, product, file, files.Length == 1 ? output : Under(output, file));
        return ExitCode.Done;
    }

    private static void Save(Terminal terminal, ProductPlace product, ExportFile file, string? output)
    {
        var path = Path.GetFullPath(output ?? Path.Combine(product.Folder, Folder, file.Name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, file.Text);
        terminal.Good($"{file.Kind}: {path}");
    }

    /// <summary>Several files need a folder.</summary>
    private static string? Under(string? output, ExportFile file) => output is null ? null : Path.Combine(output, file.Name);

    private static Option<string?> Verdict() => new("--verdict") { Description = "Another verdict.json than the last one of the product." };

    private static Option<string?> History() => new("--history")
        { Description = "An earlier verdict.json, or a folder of some: what has changed since then is shown." };

    private static Option<string?> Output() =>
        new("--output", "-o") { Description = "The file, or with 'all' the folder; - for the terminal." };
}
