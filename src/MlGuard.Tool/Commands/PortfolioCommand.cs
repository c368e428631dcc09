using MlGuard.Lifecycle.Text;
using System.CommandLine;
using MlGuard.Lifecycle.Writers.Portfolio;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard portfolio</c>: all products below a folder, ranked.</summary>
internal static class PortfolioCommand
{
    private const string DefaultFormat = "table";

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "Where the products are.", DefaultValueFactory = _ => "." };
        var format = new Option<string>("--format") { Description = "table, json or html.", DefaultValueFactory = _ => DefaultFormat };
        format.AcceptOnlyFromAmong(DefaultFormat, "json", "html");
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; without it the terminal." };
        var command = new Command(
            "portfolio", "Ranks all products below a folder by gain, confidence, cost and complexity, and says what is blocked.")
            { folder, format, output };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(folder)!, parsed.GetValue(format)!, parsed.GetValue(output)));
        return command;
    }

    private static int Run(Terminal terminal, string folder, string format, string? output)
    {
        if (!Directory.Exists(folder))
        {
            terminal.Bad($"'{folder}' is no folder, so no product can be found in it. Name the folder of the repository.");
            return ExitCode.Invalid;
        }

        var portfolio = ProductPortfolio.Below(folder);
        if (portfolio.Products.IsEmpty)
        {
            terminal.Bad($"No mlguard.yaml stands in '{folder}' or below. Run 'mlguard init' in the folder of a product.");
            return ExitCode.Invalid;
        }

        var text = format switch
        {
            "json" => PortfolioText.Json(portfolio),
            "html" => PortfolioPage.Write(portfolio),
            _ => PortfolioText.Table(portfolio),
        };
        if (output is null)
        {
            foreach (var line in text.TrimEnd().Split('\n'))
                terminal.Line(line);
            return ExitCode.Done;
        }

        File.WriteAllText(output, text);
        terminal.Good($"{Numbers.Counted(portfolio.Products.Length, "product")}: {Path.GetFullPath(output)}");
        return ExitCode.Done;
    }
}
