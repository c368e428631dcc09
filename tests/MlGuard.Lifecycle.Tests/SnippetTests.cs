using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Tool;
using Spectre.Console;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What a page shows to be copied is understood by what it is for: YAML, the command line, targets and properties.</summary>
public sealed class SnippetTests
{
    private static readonly string[] s_pages =
        ["README.md", "src/MlGuard.Tool/README.md", "docs/getting-started.md", "docs/adopting.md", "docs/extending.md", "docs/ci.md",
            "docs/manifest.md", "docs/report.md", "docs/seal.md"];

    private static readonly string[] s_verbs =
        ["build", "test", "format", "publish", "pack", "new", "tool", "nuget", "restore", "run", "add", "format analyzers"];

    /// <summary>Options of the .NET command line that pages show; another one has to be looked up, and added here.</summary>
    private static readonly string[] s_options =
    [
        "-c", "-n", "-o", "--no-build", "--logger", "--results-directory", "--collect", "--severity", "--global", "--prerelease",
        "--add-source", "--diagnostics", "--no-restore", "--project",
    ];

    public static TheoryData<string> Pages => [.. s_pages];

    public static TheoryData<string> Workflows =>
        [.. Blocks("docs/ci.md", "yaml").Where(yaml => yaml.Contains("script:") || yaml.Contains("run:"))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_is_one_and_ships_nothing_before_the_gate(string yaml)
    {
        var (root, fault) = ForeignYaml.Read(System.Text.Encoding.UTF8.GetBytes(yaml));
        Assert.True(root is not null, fault?.Text);
        var workflow = Workflow.Read(System.Text.Encoding.UTF8.GetBytes(yaml)).Value!;

        Assert.True(workflow.CanBeStartedByHand);
        Assert.NotNull(workflow.GateStep);
        Assert.Null(workflow.ShippedUnasked(step => step is { RunsGate: true, MayFail: false, Muted: null }, isTested: true));
        Assert.True(workflow.AsksAfterTests(step => step is { RunsGate: true, MayFail: false, Muted: null }));
    }

    /// <summary>The workflow that retrains is what the rows about training ask for, and its steps stand in an order that holds.</summary>
    [Fact]
    public void The_workflow_that_retrains_fulfils_the_rows_of_training()
    {
        var yaml = Blocks("docs/ci.md", "yaml").Single(text => text.StartsWith("name: retrain", StringComparison.Ordinal));
        using var product = Products.GrowthProduct.Create();
        product.Write(
            ".github/workflows/promote.yml", yaml.Replace("Shop.Training", "Fraud.Training").Replace("Shop.Api", "Fraud.Serving"));

        foreach (var rule in new[] { "training/productionize", "training/triggers" })
            Assert.True(product.Row(rule) is { State: Product.RowState.Proven }, $"{rule}: {product.Row(rule).Reason}");
        string[] order = ["dotnet build", "dotnet run", "mlguard seal", "dotnet test", "MlGuardReport", "dotnet publish"];
        var places = order.Select(command => yaml.IndexOf($"- run: {command}", StringComparison.Ordinal) is var at and >= 0
            ? at
            : yaml.IndexOf(command, StringComparison.Ordinal)).ToList();
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain(-1, places);
    }

    private const string Followed = "## Shapes of a fallback that are followed", NotProven = "## Shapes of a fallback that are not proven";

    public static TheoryData<string, bool> Shapes
    {
        get
        {
            var shapes = new TheoryData<string, bool>();
            foreach (var (section, isProven) in new[] { (Followed, true), (NotProven, false) })
                foreach (var code in Blocks(Read("docs/extending.md").Split(section + "\n")[1].Split("\n## ")[0], "csharp", isPage: false))
                    shapes.Add(code, isProven);
            return shapes;
        }
    }

    /// <summary>The page's fallbacks, compiled into a product either way, are what the page says of them.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_fallback_is_followed_as_the_page_says(string code, bool isProven)
    {
        foreach (var optimization in Enum.GetValues<Microsoft.CodeAnalysis.OptimizationLevel>())
        {
            using var product = Products.GrowthProduct.Create(
                serving: text =>
                {
                    var start = text.IndexOf("    public float Score(Fraud.Data.Transaction transaction)", StringComparison.Ordinal);
                    var end = text.IndexOf("    private float Predict(", start, StringComparison.Ordinal);
                    return "using Fraud.Data;\n" + text[..start] + code + text[end..];
                },
                optimization: optimization);

            var row = product.Row("architecture/technical/fallback/symbol");

            Assert.True(row.State == Product.RowState.Proven == isProven, $"{optimization} {row.State}: {row.Reason}\n{code}");
        }
    }

    [Fact]
    public void The_page_shows_shapes_of_both_kinds() =>
        Assert.Equal((6, 4), (Shapes.Count(shape => shape.Data.Item2), Shapes.Count(shape => !shape.Data.Item2)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_mlguard_is_understood(string page) =>
        Assert.All(
            Commands(page, "mlguard").Where(words => words.Length > 1 && !words[1].EndsWith(".yaml", StringComparison.Ordinal)),
            words => Assert.True(IsUnderstood(words[1..]), string.Join(' ', words)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_dotnet_has_a_verb_and_options_that_there_are(string page) =>
        Assert.All(Commands(page, "dotnet"), words =>
        {
            var said = string.Join(' ', words);
            Assert.True(words.Length == 1 || s_verbs.Contains(words[1]), said);
            Assert.All(
                words.Where(word => Regex.IsMatch(word, "^-(?!(t:|p:|warn|$))")),
                word => Assert.True(s_options.Contains(word), said));
        });

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_target_and_property_is_one(string page)
    {
        var text = Read(page);
        var properties = Regex.Matches(Read("docs/ci.md"), @"(?m)^\| `(MlGuard\w+)`").Select(match => match.Groups[1].Value).ToHashSet();
        var targets = Directory.EnumerateFiles(GeneratedFile.PathOf("src/MlGuard"), "*.targets", SearchOption.AllDirectories)
            .Where(path => !path.Contains("obj") && !path.Contains("bin"))
            .SelectMany(path => Regex.Matches(File.ReadAllText(path), "<Target Name=\"(MlGuard\\w+)\""))
            .Select(match => match.Groups[1].Value).ToHashSet();

        Assert.All(Regex.Matches(text, @"-t:(MlGuard\w+)"), match => Assert.Contains(match.Groups[1].Value, targets));
        Assert.All(Regex.Matches(text, @"-p:(MlGuard\w+)="), match => Assert.Contains(match.Groups[1].Value, properties));
    }

    /// <summary>The words of each command: in blocks of shell and YAML, and in code within the text.</summary>
    private static IEnumerable<string[]> Commands(string page, string name)
    {
        var text = Read(page);
        var inline = Regex.Matches(text, "`((?:dotnet|mlguard) [^`\n]+)`").Select(match => match.Groups[1].Value);
        var blocks = Blocks(page, "sh").Concat(Blocks(page, "yaml")).Concat(Blocks(page, "text")).SelectMany(block => block.Split('\n'))
            .Select(line => Regex.Replace(line.Trim(), @"^(- )?(run|script):\s*|^- ", "").Trim());
        return inline.Concat(blocks).Where(line => line.StartsWith(name + " ", StringComparison.Ordinal))
            .Select(line => Regex.Replace(line, @"\s+#.*$", ""))
            .Select(line => Regex.Matches(line, "\"[^\"]*\"|'[^']*'|\\S+").Select(word => word.Value.Trim('"', '\'')).ToArray())
            .Where(words => !words.Contains("..."));
    }

    private static IEnumerable<string> Blocks(string page, string language, bool isPage = true) =>
        Regex.Matches(isPage ? Read(page) : page, $"```{language}\n(.*?)```", RegexOptions.Singleline)
            .Select(match => match.Groups[1].Value);

    private static string Read(string page) => File.ReadAllText(GeneratedFile.PathOf(page)).Replace("\r\n", "\n");

    private static bool IsUnderstood(string[] words)
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(TextWriter.Null) });
        // A command that is only named may leave out what it asks for; a word in capitals stands for a value.
        string[] known = [.. words.Where(word => !word.StartsWith('['))];
        return Program.Root(new(console, canAsk: false)).Parse(known).Errors.All(error =>
            error.Message.StartsWith("Required ", StringComparison.Ordinal)
            || error.Message.Contains("src/Shop.", StringComparison.Ordinal)
            || (error.Message.StartsWith("Option '--", StringComparison.Ordinal)
                && error.Message.EndsWith("is required.", StringComparison.Ordinal))
            || known.Any(word => word.Length > 2 && word.All(letter => char.IsUpper(letter) || letter is '.' or '-')));
    }
}
