using System.Text;
using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A template helps to begin and proves nothing until somebody has filled it in.</summary>
public sealed class TemplateTests
{
    private const string Row = "discovery/gain/basis";
    private const string Path = "docs/discovery/gain.md";

    private static string Gain => DocumentTemplate.All.Single(template => template.Name == "gain.md").Text;

    public static TheoryData<string> Names => [.. DocumentTemplate.All.Select(template => template.Name)];

    /// <summary>Edits that change the bytes and say nothing.</summary>
    public static TheoryData<string, Func<string, string>> TrivialEdits => new()
    {
        { "none", text => text },
        { "line ends", text => text.Replace("\n", "\r\n") },
        { "case and space", text => text.ToUpperInvariant().Replace(" ", "  ") },
        { "other marks", text => text.Replace("> ", "- ").Replace(".", "!") },
        { "a word in each line", text => text.Replace("> ", "> Well, ") },
        { "without half of it", text => text[..text.IndexOf("## What it costs", StringComparison.Ordinal)] },
        { "lines folded anew", text => text.Replace(", ", ",\n> ") },
        { "in one line", text => "Gain: " + text.Replace("\n", " ").Replace("#", "") },
        {
            "a little more",
            text => text + "\nWe talked about it on Monday and it will be fine, everybody said so and nobody disagreed in the end.\n"
        },
        { "twice", text => text + text },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_template_asks_something_and_says_nothing(string name)
    {
        var template = DocumentTemplate.All.Single(known => known.Name == name);
        var document = TextDocument.Read(template.Text);

        Assert.Equal((0, 0), (document.Words, document.PlaceholderLine));
        Assert.Same(template, document.Template);
        Assert.True(document.Headings.Length >= 2);
        Assert.All(document.Headings, heading => Assert.Equal(0, heading.Words));
        Assert.Contains("\n> ", template.Text);
        Assert.Same(template, TextDocument.Read(template.Text.Replace("> ", "- Well, ").Replace("?", " then?")).Template);
        Assert.DoesNotContain('\r', template.Text);
    }

    /// <summary>A template for each document and each use of it a key of the manifest.</summary>
    [Fact]
    public void Every_document_that_a_row_asks_for_has_its_template()
    {
        var fields = RequirementTable.All.SelectMany(row => row.Fields).Concat(OpenFields.All).ToLookup(field => field.Key);

        Assert.All(fields.SelectMany(group => group)
            .Where(field => field.Type.Target == FieldTarget.Document), field => Assert.NotNull(DocumentTemplate.For(field.Key)));
        Assert.All(DocumentTemplate.All.SelectMany(template => template.Uses), use => Assert.NotEmpty(fields[use.Field]));
        Assert.Equal(
            DocumentTemplate.All.Select(template => template.Name).Order(),
            Directory.EnumerateFiles(GeneratedFile.PathOf("src/MlGuard.Lifecycle/Templates"))
                .Select(file => System.IO.Path.GetFileName(file)).Order());
    }

    [Theory]
    [MemberData(nameof(TrivialEdits))]
    public void A_template_with_trivial_edits_is_failed(string edit, Func<string, string> change)
    {
        using var product = GrowthProduct.Create();
        product.Write(Path, change(Gain));

        var row = product.Row(Row);

        Assert.True(row.State == RowState.Failed, $"{edit}: {row.Reason}");
        Assert.Contains($"'{Path}' is still MlGuard's template 'gain.md'", row.Reason);
    }

    [Fact]
    public void An_answered_template_is_a_document_with_its_questions_or_without()
    {
        var answered = Gain.Replace(
            "\n## ",
            "\n"
                + string.Concat(Enumerable.Range(0, 4)
                    .Select(i => $"We counted {i} thousand cases of last year, each with what it cost us and whom. "))
                + "\n\n## ");
        using var product = GrowthProduct.Create();

        product.Write(Path, answered);
        Assert.Equal(RowState.Proven, product.Row(Row).State);
        product.Write(Path, string.Join("\n", answered.Split('\n').Where(line => !line.StartsWith('>'))));
        Assert.Equal(RowState.Proven, product.Row(Row).State);
    }

    [Fact]
    public void A_runbook_and_records_that_only_ask_are_none()
    {
        using var product = GrowthProduct.Create();
        product.Write("docs/runbook.md", Template("runbook.md")).Write("docs/adr/0007-growth.md", Template("decision.md"))
            .Write("docs/adr/0012-maturity.md", Template("decision.md"));

        Assert.Contains("template 'runbook.md'", product.Row("monitoring/runbook").Reason);
        Assert.Contains("template 'decision.md'", product.Row("stages/mvp").Reason);
        product.Write("docs/runbook.md", Documents.Runbook("Drift", "Quality", "Latency", "Errors", "Stale"));
        Assert.Contains(
            "no decision below the headings 'Status' and 'Decision'; 'docs/adr/0007-growth.md' is a template that is not answered there",
            product.Row("docs/runbook").Reason);
    }

    [Fact]
    public void A_short_record_counts_beside_the_lines_that_asked_for_it()
    {
        using var product = GrowthProduct.Create();
        product.Write("docs/runbook.md", Documents.Runbook("Drift", "Quality", "Latency", "Errors", "Stale"));
        var asked = Template("decision.md");
        product.Write("docs/adr/0007-growth.md", asked).Write("docs/adr/0012-maturity.md", asked);
        Assert.Equal(RowState.Failed, product.Row("docs/runbook").State);

        product.Write(
            "docs/adr/0007-growth.md",
            asked.Replace("## Status\n", "## Status\n\nAccepted, 2026-11-20, Mara Lind.\n")
                .Replace("## Decision\n", "## Decision\n\nWe train a linear model, and keep the keyword rules as the fallback.\n"));

        Assert.Equal(RowState.Proven, product.Row("docs/runbook").State);
    }

    [Fact]
    public void A_missing_document_names_its_template()
    {
        using var product = GrowthProduct.Create();
        File.Delete(System.IO.Path.Combine(product.Root, Path));

        var finding = product.Decide().Findings.Single(finding => finding.Message.StartsWith(Row, StringComparison.Ordinal));

        Assert.Contains("'mlguard promote' (-t:MlGuardPromote) writes the template 'gain.md' there", finding.Message);
    }

    [Fact]
    public void A_document_made_of_a_template_a_million_times_is_read_in_time()
    {
        var text = new StringBuilder();
        while (text.Length < 4 << 20)
            text.Append(Gain.Replace("> ", "> Well, "));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.True(TextDocument.Read(Gain + text).Template is not null);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_promotion_names_documents_lays_templates_and_fulfils_nothing_but_the_pin()
    {
        using var plain = TestProduct.Fraud(text => text.Replace("stage: mvp", "stage: growth"));
        using var product = TestProduct.Fraud();
        var before = Failing(plain.Decide());

        var result = Promote(product, "growth");

        var manifest = File.ReadAllText(product.Manifest);
        Assert.Contains("\nruleset: 2026-r1\n", manifest);
        Assert.Contains("\n  gain:\n    amount: 2.4M EUR/year\n    basis: docs/discovery/gain.md\n", manifest);
        Assert.Contains("runbook: docs/runbook.md", manifest);
        Assert.Contains("decisions: docs/adr", manifest);
        Assert.Equal(Template("runbook.md"), File.ReadAllText(System.IO.Path.Combine(product.Root, "docs/runbook.md")));
        Assert.Contains("Templates to be filled in: docs/adr/0001-growth.md, ", result.Message);
        product.Write("mlguard.yaml", manifest.Replace("\nstage: mvp\ntarget: growth\n", "\nstage: growth\n"));
        Assert.Equal(before.Remove("ruleset").Order(), Failing(product.Decide()).Order());
    }

    [Fact]
    public void A_promotion_names_no_document_that_stands_there_already()
    {
        using var product = TestProduct.Fraud();
        product.Write("docs/runbook.md", Documents.Runbook("Drift")).Write("docs/adr/0001-mvp.md", Documents.Decision);

        var result = Promote(product, "growth");

        Assert.Contains("runbook: TODO", File.ReadAllText(product.Manifest));
        Assert.Contains("decisions: TODO", File.ReadAllText(product.Manifest));
        Assert.DoesNotContain(result.Templates, template => template.Path == "docs/runbook.md");
        Assert.Equal(Documents.Runbook("Drift"), File.ReadAllText(System.IO.Path.Combine(product.Root, "docs/runbook.md")));
    }

    [Fact]
    public void A_promotion_lays_what_the_manifest_names_and_nobody_wrote()
    {
        using var product = TestProduct.Fraud(text => text.Replace(
            "gain: 2.4M EUR/year", "gain: { amount: 2.4M EUR/year, basis: notes/gain.md }")
            + "attestations: [{ rule: docs/tests, by: lea, date: 2026-11-01, evidence: notes/run.md }]\n");

        var laid = Promote(product, "growth").Templates;

        Assert.Contains(laid, template => template.Path == "notes/gain.md");
        Assert.Contains(laid, template => template.Path == "notes/run.md");
        Assert.Empty(StagePromotion.Run(product.Manifest, "growth").Templates);
    }

    [Theory]
    [InlineData("../gain.md")]
    [InlineData("/elsewhere/gain.md")]
    [InlineData("linked/gain.md")]
    [InlineData("~/gain.md")]
    public void Nothing_is_laid_outside_the_product(string path)
    {
        using var product = TestProduct.Fraud(text => text.Replace(
            "gain: 2.4M EUR/year", $"gain: {{ amount: 2.4M EUR/year, basis: {path} }}"));
        Directory.CreateSymbolicLink(
            System.IO.Path.Combine(product.Root, "linked"), Directory.CreateDirectory(product.Root + "-outside").FullName);

        Assert.DoesNotContain(StagePromotion.Run(product.Manifest, "growth").Templates, template => template.Text == Gain);
    }

    [Fact]
    public void Where_the_folder_of_documents_is_a_link_nothing_is_suggested()
    {
        using var product = TestProduct.Fraud();
        Directory.CreateSymbolicLink(
            System.IO.Path.Combine(product.Root, "docs"), Directory.CreateDirectory(product.Root + "-outside").FullName);

        Assert.Empty(Promote(product, "growth").Templates);
        Assert.Contains("runbook: TODO", File.ReadAllText(product.Manifest));
    }

    private static ImmutableHashSet<string> Failing(Decided verdict) =>
        [
            .. verdict.Rows.Where(row => row.Binds && row.State is RowState.Failed or RowState.Broken or RowState.Pending)
                .Select(row => row.Rule),
        ];

    private static string Template(string name) => DocumentTemplate.All.Single(template => template.Name == name).Text;

    private static PromotionResult Promote(TestProduct product, string stage)
    {
        var result = StagePromotion.Run(product.Manifest, stage);
        Assert.Empty(result.Findings);
        product.Write("mlguard.yaml", result.Content ?? File.ReadAllBytes(product.Manifest));
        foreach (var template in result.Templates)
            product.Write(template.Path, template.Text);
        return result;
    }
}
