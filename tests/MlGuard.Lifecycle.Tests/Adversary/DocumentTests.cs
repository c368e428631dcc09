using System.Text;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>Documents and models that are there for the gate alone.</summary>
public sealed class DocumentTests
{
    [Theory]
    [InlineData("basis: docs/discovery/gain.md", "basis: docs/discovery/market.md", "discovery/gain/basis", "'discovery/market/source'")]
    [InlineData("basis: docs/discovery/gain.md", "basis: docs/discovery/./MARKET.md", "discovery/gain/basis", "")]
    [InlineData("threats: docs/security/threats.md", "threats: docs/discovery/gain.md", "serving/security", "'discovery/gain/basis'")]
    [InlineData("dpia: docs/privacy/dpia.md", "dpia: docs/data/assessment.md", "pipelines/regulation/gdpr", "'data/assessment'")]
    public void One_document_serves_one_row(string from, string to, string rule, string says)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, from, to));

        var row = product.Row(rule, ci: true);

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains(says, row.Reason);
    }

    [Theory]
    [InlineData("#what-was-looked-at", "#what-follows", RowState.Proven)]
    [InlineData("#what-follows", "#what-follows", RowState.Failed)]
    [InlineData("#what-was-looked-at", "#what-was-left-out", RowState.Failed)]
    [InlineData("#what-was-looked-at", "", RowState.Failed)]
    public void Parts_that_are_named_serve_a_row_each(string market, string gain, object expected)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            LaterRowTests.Replaced(text, "source: docs/discovery/market.md", $"source: docs/all.md{market}"),
            "basis: docs/discovery/gain.md", $"basis: docs/all.md{gain}"));
        product.Write("docs/all.md", Documents.About("all"));

        Assert.Equal(RowState.Proven, product.Row("discovery/market/source").State);
        Assert.Equal(expected, product.Row("discovery/gain/basis").State);
    }

    /// <summary>Whoever is on call cannot act by what is only promised.</summary>
    [Theory]
    [InlineData(
        "This section is coming soon. We are going to write down here what to look at, what to do, and whom to call when an alert of the "
            + "drift comes in at night.",
        "'Drift' says too little to act by (0 of 20 words)")]
    [InlineData(
        "(coming soon) The section says what to look at on the dashboard of the drift, what to do when both shares are above a fifth, "
            + "and whom to call.",
        "the section 'Drift' still holds a placeholder in line ")]
    [InlineData(
        "Look at the dashboard of the drift, compare the last two weeks, and stop the job when both shares are above a fifth. Then call "
            + "Lea. TODO: add her number.",
        "the section 'Drift' still holds a placeholder in line ")]
    [InlineData(
        "Look at the dashboard of the drift, compare the last two weeks, and stop the job when both shares are above a fifth. Then call "
            + "Lea at once.",
        null)]
    public void A_section_of_a_runbook_says_what_to_do(string section, string? lack)
    {
        using var product = GrowthProduct.Create();
        product.Write(
            "docs/runbook.md", Documents.Runbook("Quality", "Latency", "Errors", "Stale") + $"## Drift\n\n{section}\n");

        var row = product.Row("monitoring/runbook");

        Assert.Equal(lack is null ? RowState.Proven : RowState.Failed, row.State);
        Assert.Contains(lack ?? "every runbook has its section", row.Reason);
        // Both rows read a section alike.
        Assert.Equal(lack is null, product.Row("docs/runbook").State == RowState.Proven);
    }

    /// <summary>A record says what was decided, however it says it.</summary>
    [Theory]
    [InlineData("## Status\n\nAccepted.\n\n## Decision\n\nWe use FastTree.\n")]
    [InlineData("## Status\n\nProposed (to be decided)\n\n## Decision\n\nWe use FastTree. TODO: link the numbers.\n")]
    [InlineData("## Status: accepted\n\n## 2. Decision\n\n### What\n\nFastTree\n")]
    [InlineData("## Status\n\nAccepted.\n\n## Decision drivers\n\nCost.\n\n## Decision outcome\n\nWe use FastTree.\n")]
    [InlineData("## Status and decision\n\nAccepted: FastTree.\n\n## Consequences\n\nTBD\n")]
    [InlineData("## Status\n\n| State | Day |\n|---|---|\n| accepted | 2026-06-01 |\n\n## Decision\n\n```\nFastTree\n```\n")]
    public void A_record_that_says_what_was_decided_is_one(string text)
    {
        var row = Decided(text);

        Assert.Equal(RowState.Proven, row.State);
    }

    /// <summary>Headings over nothing, or over what stands for a text, decide nothing.</summary>
    [Theory]
    [InlineData("## Status\n\nAccepted.\n\n## Decision\n\nTODO\n", "Decision")]
    [InlineData("## Status\n\nAccepted.\n\n## Decision\n\nTODO (Lea): decide between the two.\n\n## Other\n\nMuch.\n", "Decision")]
    [InlineData("## Status\n\nAccepted.\n\n## Decision\n\nTo be decided.\n", "Decision")]
    [InlineData("## Status\n\n(coming soon)\n\n## Decision\n\nWe use FastTree.\n", "Status")]
    [InlineData("## Status: TBD\n\n## Decision\n\nWe use FastTree.\n", "Status: TBD")]
    [InlineData("## Status\n\nAccepted.\n\n## Decision\n\n## Consequences\n\nMuch.\n", "Decision")]
    [InlineData("## Status\n\nAccepted.\n\n## Decision outcome\n\nTBD\n", "Decision outcome")]
    public void A_record_without_a_decision_is_none(string text, string heading)
    {
        var row = Decided(text);

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains($"'docs/adr/0007-growth.md' says nothing below '{heading}'", row.Reason);
    }

    /// <summary>The row, where the only record is this one.</summary>
    private static RowVerdict Decided(string text)
    {
        using var product = GrowthProduct.Create();
        File.Delete(Path.Combine(product.Root, "docs", "adr", "0012-maturity.md"));
        product.Write("docs/adr/0007-growth.md", "# 7. The decision on the status of the model\n\nWritten by Lea.\n\n" + text);
        return product.Row("docs/runbook");
    }

    [Theory]
    [InlineData("# Another title\n\n")]
    [InlineData("")]
    public void A_copy_says_nothing_of_its_own(string title)
    {
        using var product = GrowthProduct.Create();
        product.Write("docs/discovery/gain.md", title + Documents.About("docs/discovery/market.md"));

        var row = product.Row("discovery/gain/basis");

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains("word for word what 'docs/discovery/market.md' says", row.Reason);
    }

    [Theory]
    [InlineData("docs/discovery/gain.md", "discovery/gain/basis")]
    [InlineData("docs/runbook.md#drift", "monitoring/runbook")]
    public void One_proof_does_not_attest_two_rows(string evidence, string row)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            text, "attestations:\n",
            $"attestations:\n  - {{ rule: mltest/model-3, by: lea, date: 2026-10-20, evidence: {evidence} }}\n"));

        Assert.Contains(product.Decide(ci: true).Findings, finding => finding.Code == "MLG9009"
            && finding.Message.Contains($"serves '{row}' already", StringComparison.Ordinal));
    }

    public static TheoryData<string, byte[]> Fakes => new()
    {
        { "docs/privacy/dpia.txt", new byte[4096] },
        { "docs/privacy/dpia.md", [.. Encoding.UTF8.GetBytes(Documents.Report), 0xC3, 0x28] },
        { "docs/privacy/dpia.dat", new byte[4096] },
        { "docs/privacy/dpia.unknown", Encoding.UTF8.GetBytes("too short to say anything") },
        { "docs/privacy/dpia.docx", GrowthProduct.Archive("evil.jar", new byte[4096]) },
        { "docs/privacy/dpia.xlsx", GrowthProduct.Archive("xl/workbook.xml", []) },
        { "docs/privacy/dpia.odt", GrowthProduct.Archive("word/document.xml", new byte[4096]) },
        { "docs/privacy/dpia.pdf", [.. "%PDF-1.7\n"u8, .. Enumerable.Repeat((byte)'x', 4096)] },
        { "docs/privacy/dpia.exe", [.. "MZ"u8, .. Enumerable.Repeat((byte)'x', 4096)] },
    };

    [Theory]
    [MemberData(nameof(Fakes))]
    public void What_is_not_what_its_ending_says_is_no_document(string path, byte[] content)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, "docs/privacy/dpia.md", path));
        product.Write(path, content);

        Assert.True(product.Row("pipelines/regulation/gdpr").State is RowState.Failed or RowState.Broken);
    }

    [Fact]
    public void A_package_of_its_kind_is_a_document()
    {
        var random = new byte[8192];
        new Random(7).NextBytes(random);
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, "docs/privacy/dpia.md", "docs/privacy/dpia.docx"));
        product.Write("docs/privacy/dpia.docx", GrowthProduct.Archive("word/document.xml", random));

        Assert.Equal(RowState.Proven, product.Row("pipelines/regulation/gdpr").State);
    }

    public static TheoryData<string, byte[], string> Models => new()
    {
        { "models/fraud-2.3.0.zip", "not a model"u8.ToArray(), "does not begin as a model that ends in '.zip' does" },
        { "models/fraud-2.3.0.zip", GrowthProduct.Archive("readme.txt", "hello"u8.ToArray()), "not one that ML.NET saved" },
        { "models/fraud-2.3.0.onnx", "an onnx, really"u8.ToArray(), "is no ONNX model" },
        { "models/fraud-2.3.0.gguf", "GGML"u8.ToArray(), "does not begin as a model that ends in '.gguf' does" },
        { "models/fraud-2.3.0.pt", "weights"u8.ToArray(), "does not begin as a model that ends in '.pt' does" },
        { "models/fraud-2.3.0.bin", "the model is very good"u8.ToArray(), "is a text, and no model that anybody can load" },
        { "models/fraud-2.3.0", Encoding.UTF8.GetBytes(Documents.Report), "is a text, and no model that anybody can load" },
        { "models/fraud-2.3.0.txt", "tree of knowledge"u8.ToArray(), "is a text, and no model that anybody can load" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_text_is_no_model(string path, byte[] content, string says)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        using var product = GrowthProduct.Create(text => text.Replace("models/fraud-2.3.0.zip", path)
            .Replace(GrowthProduct.ModelHash, hash));
        product.Write(path, content);

        var row = product.Row("training/artifact", ci: true);

        Assert.Equal(RowState.Broken, row.State);
        Assert.Contains(says, row.Reason);
    }

    [Theory]
    [InlineData("tree\nversion=v4\n")]
    [InlineData("{ \"learner\": {} }")]
    public void A_model_that_its_library_saves_as_text_is_one(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        using var product = GrowthProduct.Create(text => text.Replace("models/fraud-2.3.0.zip", "models/fraud-2.3.0.model")
            .Replace(GrowthProduct.ModelHash, hash));
        product.Write("models/fraud-2.3.0.model", bytes);

        Assert.Equal(RowState.Proven, product.Row("training/artifact", ci: true).State);
    }
}
