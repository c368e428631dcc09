using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;
using Finding = MlGuard.Lifecycle.Api.Finding;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What goes from one phase to the next, and where a manifest may point.</summary>
public sealed class FilesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("tab\there")]
    [InlineData("two\nlines\r\nand \\ a \\n backslash \\")]
    [InlineData("\t\n\r\\")]
    [InlineData("{0} {1} 日本語 \u2028 \ud83d\ude00 \0")]
    public void Findings_survive_whatever_their_text_holds(string text)
    {
        ImmutableArray<Finding> findings =
        [
            new("MLG9101", FindingSeverity.Warning, text, text + ".yaml", 1, 2, 3, 4),
            new("MLG9001", FindingSeverity.Error, "x" + text, "", 0, 0, 0, 0),
        ];

        Assert.Equal(findings, FindingsFile.Read(FindingsFile.Write(findings)));
        Assert.Empty(FindingsFile.Read(FindingsFile.Write([])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("mlguard-findings\t2\n")]
    [InlineData("mlguard-findings\t1\nMLG9001\n")]
    [InlineData("mlguard-findings\t1\nMLG9001\tFatal\tm\tf\t1\t1\t1\t1\n")]
    [InlineData("mlguard-findings\t1\nMLG9001\tError\tm\tf\tx\t1\t1\t1\n")]
    public void Findings_of_something_else_are_refused(string text) =>
        Assert.Throws<FormatException>(() => FindingsFile.Read(text));

    [Fact]
    public void The_digest_says_what_the_analyzers_ask()
    {
        using var product = new TestProduct(TestProduct.Example("growth")
            + "models: [{ name: summarizer, id: gpt-4o-2024-11-20, license: MIT, source: x }, { name: \"tab\\there\", artifact: "
                + "models/s.onnx, license: MIT, source: x }]\napis: { predict: [Fraud.B.Ask, Fraud.A.Ask], fit: Fraud.A.Learn }\n");

        Assert.Equal(
            """
            mlguard-digest	1
            stage	growth
            mode	realtime
            personal	true
            model	fraud-scorer	models/fraud-2.3.0.zip	sha256:9f2c41d07be0a6d3c5f18a2247d9e60b3b7a54e1c80f6d29a1e3577c0d4b8f12
            model	summarizer	gpt-4o-2024-11-20	
            model	tab\there	models/s.onnx	
            api	Fit	Fraud.A.Learn
            api	Predict	Fraud.A.Ask
            api	Predict	Fraud.B.Ask
            fallback	Fraud.Serving.RulesFallback
            log	Fraud.Serving.DecisionLog
            training	Fraud.Training.TrainPipeline.RunAsync

            """.ReplaceLineEndings("\n"),
            product.Check().Digest);
        Assert.Equal(
            product.Check().Digest,
            product.Check(GateMode.Enforce, ci: true, today: new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)).Digest);
    }

    [Fact]
    public void A_manifest_that_cannot_be_read_has_an_empty_digest()
    {
        using var product = new TestProduct("mlguard: v1\nstage: [");

        Assert.Equal("mlguard-digest\t1\n", product.Check().Digest);
    }

    [Theory]
    [InlineData("../outside.json")]
    [InlineData("a/../../outside.json")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/Windows/win.ini")]
    [InlineData("~/secrets.json")]
    [InlineData("\\\\server\\share\\x.json")]
    public void No_path_leaves_the_product(string path)
    {
        using var product = TestProduct.Fraud(text => text.Replace("artifacts/eval.json#/recallAt1pctFpr", $"'{path}#/recallAt1pctFpr'"));
        File.WriteAllText(Path.Combine(product.Root, "..", "outside.json"), """{ "recallAt1pctFpr": 0.99 }""");

        Assert.Equal(RowState.Failed, product.Row("training/quality").State);
        Assert.All(product.Check().FilesRead, file => Assert.StartsWith(product.Root, file));
    }

    [Fact]
    public void No_link_is_followed()
    {
        using var outside = new TestProduct("");
        outside.Write("eval.json", """{ "recallAt1pctFpr": 0.99, "password": "hunter2hunter2" }""");
        using var product = TestProduct.Fraud();
        Directory.Delete(Path.Combine(product.Root, "artifacts"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(product.Root, "artifacts"), outside.Root);

        var row = product.Row("training/quality");

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains("symbolic link", row.Reason);
    }

    [Fact]
    public void No_text_of_a_file_or_long_value_is_printed()
    {
        const string Secret = "sk-proj-51HqLyjWDarjtT1zdp7dcAAAABBBBCCCC";
        using var product = TestProduct.Fraud(text => text.Replace("feasible: go", $"feasible: {Secret}")
            .Replace("  gain:", $"  {Secret}: x\n  gain:"))
            .Write("artifacts/eval.json", $$"""{ "recallAt1pctFpr": "{{Secret}}" }""");
        using var broken = TestProduct.Fraud().Write("artifacts/eval.json", $$"""{ "recallAt1pctFpr": "{{Secret}}" }""");

        foreach (var findings in new[] { product.Check().Findings, product.Decide().Findings, broken.Decide().Findings })
        {
            Assert.NotEmpty(findings);
            Assert.DoesNotContain(findings, finding => finding.Message.Contains(Secret));
        }
    }

    /// <summary><c>dotnet test --collect</c> writes its coverage below a folder that has a new name each time.</summary>
    [Fact]
    public void Coverage_is_the_newest_of_the_folders_that_test_runs_made()
    {
        using var product = GrowthProduct.Create(
            text => text.Replace("artifacts/coverage.cobertura.xml", "artifacts/*/coverage.cobertura.xml"));
        var coverage = File.ReadAllText(Path.Combine(product.Root, "artifacts", "coverage.cobertura.xml"));
        product.Write("artifacts/0b1c/coverage.cobertura.xml", "<coverage />");
        File.SetLastWriteTimeUtc(product.PathOf("artifacts/0b1c/coverage.cobertura.xml"), DateTime.UtcNow.AddHours(-1));
        product.Write("artifacts/7d3e/coverage.cobertura.xml", coverage);

        Assert.Equal(RowState.Proven, product.Sealed(false).Seal("artifacts/7d3e/coverage.cobertura.xml").Row("docs/tests/coverage").State);
    }
}
