using System.Text;
using System.Text.RegularExpressions;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Tests.Products;
using Finding = MlGuard.Lifecycle.Api.Finding;

namespace MlGuard.Lifecycle.Tests;

public sealed class DocumentationTests
{
    private static readonly ImmutableArray<string> s_headings = ["## What", "## Why", "## Example", "## Fix", "## How to silence it"];

    public static TheoryData<string> Codes => [.. LifecycleRules.All.Select(rule => rule.Id)];

    public static TheoryData<string> Sections => [.. RequirementTable.All.Select(row => row.Section).Distinct()];

    [Fact]
    public void The_table_of_rows_is_the_one_that_the_gate_uses() =>
        GeneratedFile.MatchesBetweenMarkers("docs/manifest.md", "rows", Table(RequirementTable.All));

    [Fact]
    public void The_files_are_those_that_the_checks_read()
    {
        var text = new StringBuilder();
        foreach (var row in RequirementTable.All.Where(row => row.File is not null))
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"`{row.Id}`: {row.File!.Units}\n\n```json\n{row.File.Json}\n```\n\n");
        GeneratedFile.MatchesBetweenMarkers("docs/manifest.md", "files", text.ToString().TrimEnd() + "\n");
    }

    [Fact]
    public void The_other_keys_are_those_that_the_reader_knows()
    {
        var table = new StringBuilder("| key | type | example |\n|---|---|---|\n");
        foreach (var field in OpenFields.All)
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{field.Key}` | {field.Type.Name} | `{field.Example}` |\n");
        GeneratedFile.MatchesBetweenMarkers("docs/manifest.md", "keys", table.ToString());
    }

    [Fact]
    public void Each_word_that_a_key_allows_stands_on_the_page()
    {
        var table = new StringBuilder("| key | one of |\n|---|---|\n");
        foreach (var field in RequirementTable.All.SelectMany(row => row.Fields).Concat(OpenFields.All)
            .Where(field => field.Type is { Name: "enum", Values.Length: > 0 }))
            table.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| `{field.Key}` | {string.Join(", ", field.Type.Values.Select(value => $"`{value}`"))} |\n");
        GeneratedFile.MatchesBetweenMarkers("docs/manifest.md", "words", table.ToString());
    }

    /// <summary>A type that a table names and no line explains would have to be guessed.</summary>
    [Fact]
    public void Each_type_of_value_is_explained()
    {
        var page = File.ReadAllText(GeneratedFile.PathOf("docs/manifest.md")).Replace("\r\n", "\n");
        var from = page.IndexOf("\n## Values\n", StringComparison.Ordinal);
        var values = page[from..page.IndexOf("\n## ", from + 5, StringComparison.Ordinal)];

        Assert.All(
            RequirementTable.All.SelectMany(row => row.Fields).Select(field => field.Type.Name.Split(" or ")[0]).Distinct(),
            type => Assert.Matches($@"(?m)^\| [^|]*\b?{Regex.Escape(type)}\b?[^|]* \|", values));
    }

    [Fact]
    public void The_templates_are_those_that_are_laid()
    {
        var table = new StringBuilder("| template | for | written as |\n|---|---|---|\n");
        foreach (var template in DocumentTemplate.All)
        {
            var fields = string.Join("<br>", template.Uses.Select(use => $"`{use.Field}`"));
            var paths = string.Join("<br>", template.Uses.Select(use => use.Path is null ? "what the manifest names" : $"`{use.Path}`"));
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{template.Name}` | {fields} | {paths} |\n");
        }

        GeneratedFile.MatchesBetweenMarkers("docs/manifest.md", "templates", table.ToString());
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_page_of_a_section_is_made_from_its_rows(string section) =>
        GeneratedFile.Matches(
            $"docs/rules/{LifecycleRules.OfSection(section)}.md",
            Page(section, [.. RequirementTable.All.Where(row => row.Section == section)]));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_page_that_says_everything(string code)
    {
        var page = File.ReadAllText(GeneratedFile.PathOf($"docs/rules/{code}.md"));

        Assert.StartsWith($"# {code}: {RuleCatalogue.Get(code).Title}\n", page);
        Assert.All(s_headings, heading => Assert.Contains($"\n{heading}\n\n", page));
        Assert.Contains(".editorconfig", page);
        Assert.EndsWith($"/docs/rules/{code}.md", new Finding(code, FindingSeverity.Error, "", "", 0, 0, 0, 0).HelpLink);
    }

    [Theory]
    [InlineData("MLG9001")]
    [InlineData("MLG9002")]
    [InlineData("MLG9003")]
    public void The_example_of_a_page_raises_its_rule_and_the_fix_raises_none(string code)
    {
        var page = File.ReadAllText(GeneratedFile.PathOf($"docs/rules/{code}.md"));

        Assert.Equal([code], Faults(Block(page, "## Example")).Distinct());
        Assert.Empty(Faults(Block(page, "## Fix")));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void What_a_page_of_a_section_shows_is_a_manifest(string section) =>
        Assert.Empty(Faults(Block(File.ReadAllText(GeneratedFile.PathOf($"docs/rules/{LifecycleRules.OfSection(section)}.md")), "## Fix")));

    [Fact]
    public void The_first_manifest_of_the_documentation_is_the_example() =>
        Assert.Equal(
            TestProduct.Example("mvp"), Block(File.ReadAllText(GeneratedFile.PathOf("docs/manifest.md")), "## The first manifest"));

    [Fact]
    public void Every_section_of_the_catalogue_has_rows_and_every_row_a_section() =>
        Assert.Equal(
            LifecycleRules.All.Select(rule => rule.Id).Where(id => id.StartsWith("MLG91", StringComparison.Ordinal)).Order(),
            RequirementTable.All.Select(row => row.Code).Distinct().Order());

    /// <summary>Properties that the targets pass to each other, and that nobody sets.</summary>
    private static readonly ImmutableHashSet<string> s_inner =
    [
        "MlGuardConfiguration", "MlGuardDigest", "MlGuardFolder", "MlGuardLibraries", "MlGuardProductProject", "MlGuardShippedFacts",
        "MlGuardShippedProject", "MlGuardTasksAssembly",
    ];

    [Fact]
    public void Every_property_of_the_targets_stands_in_the_table_and_no_other()
    {
        var source = Path.GetFullPath(GeneratedFile.PathOf("src/MlGuard"));
        var read = Directory.EnumerateFiles(source, "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".props" or ".targets" or ".proj")
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .SelectMany(path => Regex.Matches(File.ReadAllText(path), @"\$\((MlGuard\w+)"))
            .Select(match => match.Groups[1].Value).Distinct();
        var page = File.ReadAllText(GeneratedFile.PathOf("docs/ci.md"));
        var listed = Regex.Matches(page[page.IndexOf("begin:properties", StringComparison.Ordinal)..], @"(?m)^\| `(MlGuard\w+)`")
            .Select(match => match.Groups[1].Value);

        Assert.Equal(read.Where(property => !s_inner.Contains(property)).Order(), listed.Order());
    }

    public static TheoryData<string> Pages => ["getting-started", "adopting", "extending", "manifest"];

    /// <summary>YAML that a page shows of a manifest is read without a fault; a workflow or evidence is none.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_manifest_of_a_page_is_read(string name)
    {
        var page = File.ReadAllText(GeneratedFile.PathOf($"docs/{name}.md")).Replace("\r\n", "\n");
        var shown = Regex.Matches(page, "```yaml\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value).ToList();

        Assert.All(shown, yaml => Assert.True(Faults(yaml).IsEmpty, $"{string.Join(", ", Faults(yaml))}\n{yaml}"));
    }

    [Fact]
    public void The_manifest_of_a_product_that_trains_nothing_misses_no_key_of_mvp()
    {
        var page = File.ReadAllText(GeneratedFile.PathOf("docs/getting-started.md"));
        using var product = new TestProduct(Block(page, "## 4. First manifest"));
        product.Write("evidence/eval.json", """{ "groundedness": 0.9 }""");

        Assert.Equal("mvp", product.WithCode("namespace A { public class B { public int C() => 1; } }", "A").Decide().EarnedStage);
    }

    private static string Block(string page, string heading)
    {
        var text = page.Replace("\r\n", "\n");
        var from = text.IndexOf("```yaml\n", text.IndexOf($"\n{heading}\n", StringComparison.Ordinal), StringComparison.Ordinal)
            + "```yaml\n".Length;
        return text[from..text.IndexOf("```", from, StringComparison.Ordinal)];
    }

    private static ImmutableArray<string> Faults(string manifest)
    {
        using var product = new TestProduct(manifest);
        return [.. LoadedManifest.Of(product.Manifest).Faults.Select(fault => fault.Code)];
    }

    private static string Table(ImmutableArray<Row> rows)
    {
        var table = new StringBuilder("| row | keys | stage | asked | checked | references |\n|---|---|---|---|---|---|\n");
        foreach (var row in rows)
            table.Append("| `").Append(row.Id).Append("` | ").Append(Keys(row)).Append(" | ").Append(Stage(row)).Append(" | ")
                .Append(row.Title).Append(" | ")
                .Append(row.Checked).Append(" | ").Append(row.References).Append(" |\n");
        return table.ToString();
    }

    private static string Keys(Row row) =>
        string.Join("<br>", row.Fields.Select(field => $"`{field.Key}` {field.Type.Name}{(field.IsOptional ? " (optional)" : "")}"));

    private static string Stage(Row row)
    {
        var stage = row.RequiredFrom switch { RequiredFrom.Mvp =>
            "M", RequiredFrom.MvpWarning => "M>G", RequiredFrom.Growth => "G", RequiredFrom.Maturity => "Y", _ => "" };
        return string.Concat(
            stage, row.AskedFrom == ProductProfile.Standard ? ", not at small" : "",
            row.When == Condition.Always ? "" : $", only for {row.When.Text}", row.IsAskedOfRegulated ? " or regulated" : "");
    }

    private static string Page(string section, ImmutableArray<Row> rows)
    {
        var code = LifecycleRules.OfSection(section);
        var page = new StringBuilder();
        page.Append("# ").Append(code).Append(": ").Append(RuleCatalogue.Get(code).Title).Append("\n\n## What\n\n")
            .Append("A row of this step is missing, failed or broken. The finding names the row, stands at its place in the manifest, "
                + "and says at which stage the row is asked for.\n\n")
            .Append(Table(rows)).Append("\n## Why\n\n");
        foreach (var row in rows.Where(row => row.Without.Length > 0))
            page.Append("- `").Append(row.Id).Append("`: without it, ").Append(row.Without).Append(".\n");
        page.Append("\n## Example\n\n```yaml\n").Append(Yaml(rows, "TODO")).Append("```\n\n## Fix\n\n```yaml\n").Append(Yaml(rows, null))
            .Append("```\n\n## How to silence it\n\n")
            .Append("- For a while, with a reason: a waiver in the manifest that names the row (see [the "
                + "manifest](../manifest.md#waivers)).\n")
            .Append("- The loudness of one row: `gates.severity` in the manifest, as in `gates: { severity: { ").Append(rows[^1].Id)
                .Append(": error } }`, raises it at any stage. It lowers only what the declared stage does not bind yet; what binds is "
                    + "lowered by a waiver and by nothing else.\n")
            .Append("- For all projects: `<NoWarn>$(NoWarn);").Append(code)
                .Append("</NoWarn>` in `Directory.Build.props` beside the manifest. This hides a warning; it does not fulfil the row, "
                    + "and it does not earn a stage.\n\n")
            .Append("An `.editorconfig` does not reach this finding: it is the build's, not the compiler's.\n");
        return page.ToString();
    }

    /// <summary>The first value that a section asks for; one that asks for none shows the waiver of its row.</summary>
    private static string Yaml(ImmutableArray<Row> rows, string? value) =>
        rows.FirstOrDefault(row => !row.Fields.IsEmpty) is { } first
            ? Yaml(first, value)
            : $"waivers:\n  - rule: {rows[0].Id}\n    owner: lea\n    approved: ines\n"
                + $"    reason: {value ?? "Read by hand on 2026-11-20."}\n    expires: 2027-02-28\n";

    /// <summary>The first value of a row, in block form.</summary>
    private static string Yaml(Row row, string? value)
    {
        var field = row.Fields.First(field => !field.IsOptional);
        var yaml = new StringBuilder();
        var indent = "";
        ImmutableArray<string> steps = [.. ManifestPath.Segments(field.Key)];
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] == ManifestPath.Item)
                continue;
            var isItem = i > 0 && steps[i - 1] == ManifestPath.Item;
            yaml.Append(indent).Append(isItem ? "- " : "").Append(steps[i].Trim('<', '>'))
                .Append(i == steps.Length - 1 ? $": {value ?? field.Example}\n" : ":\n");
            indent += isItem ? "    " : "  ";
        }

        if (steps[^1] == ManifestPath.Item)
            yaml.Length--;
        return steps[^1] == ManifestPath.Item ? $"{yaml} [{value ?? field.Example}]\n" : yaml.ToString();
    }
}
