using System.Diagnostics;
using System.Text;
using MlGuard.Lifecycle.Tests.Products;
using Finding = MlGuard.Lifecycle.Api.Finding;

namespace MlGuard.Lifecycle.Tests;

/// <summary>
/// What lies in mlguard.yaml is not always a manifest. Each of these gives findings with a place, never an exception and never silence.
/// </summary>
public sealed class ReaderTests
{
    private const string Valid = "mlguard: v1\nstage: mvp\n";

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("# only a comment\n", 1, 1)]
    [InlineData("---\n", 1, 1)]
    [InlineData("just text", 1, 1)]
    [InlineData("- a\n- list\n", 1, 1)]
    [InlineData("mlguard: v1\nstage: mvp\nstage: growth\n", 3, 1)]
    [InlineData("mlguard: v1\ndiscovery: &a { problem: x }\n", 2, 12)]
    [InlineData("mlguard: v1\nproject: &a x\nowner: *a\n", 2, 10)]
    [InlineData("mlguard: v1\nowner: *a\n", 2, 8)]
    [InlineData("mlguard: !!str v1\n", 1, 10)]
    [InlineData("mlguard: !custom v1\n", 1, 10)]
    [InlineData("mlguard: v1\n---\nmlguard: v1\n", 2, 1)]
    [InlineData("mlguard: v1\ndiscovery:\n\tproblem: x\n", 3, 1)]
    [InlineData("mlguard: v1\ndiscovery: { problem: x\n", 3, 1)]
    [InlineData("mlguard: v1\nproject: \"open\n", 2, 10)]
    [InlineData("mlguard: v1\n? [a, b]\n: c\n", 2, 8)]
    [InlineData("mlguard: v1\nproject: a\0b\nunknown: x\n", 2, 11)]
    public void Text_that_is_no_manifest_is_an_error_where_it_stops_being_one(string text, int line, int column)
    {
        using var product = new TestProduct(text);

        var finding = Assert.Single(product.Check().Findings);

        Assert.Equal(("MLG9001", FindingSeverity.Error), (finding.Code, finding.Severity));
        Assert.Equal((line, column), (finding.Line, finding.Column));
        Assert.Equal(3, product.Decide().ExitCode);
    }

    [Fact]
    public void An_alias_bomb_is_refused_at_its_first_anchor()
    {
        var bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (var level = 'b'; level <= 'z'; level++)
            bomb.Append(level).Append(": &").Append(level).Append(" [").AppendJoin(',', Enumerable.Repeat($"*{(char)(level - 1)}", 9))
                .Append("]\n");

        AssertRefusedQuickly(Encoding.UTF8.GetBytes(bomb.ToString()), "anchor");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Deep_nesting_is_refused_quickly(string opening) =>
        AssertRefusedQuickly(Encoding.UTF8.GetBytes("mlguard: v1\nx:\n  " + string.Concat(Enumerable.Repeat(opening, 100_000))), "");

    [Fact]
    public void Fifty_megabytes_are_refused_without_being_read() =>
        AssertRefusedQuickly(Enumerable.Repeat((byte)'#', 50 << 20).ToArray(), "1 MB");

    [Fact]
    public void Many_unknown_keys_are_told_in_bounds()
    {
        var text = Valid + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"kez{i}: x\n"));
        using var product = new TestProduct(text);
        var watch = Stopwatch.StartNew();

        Assert.InRange(product.Check().Findings.Length, 1, 60);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_at_their_place()
    {
        using var product = new TestProduct("");
        product.Write("mlguard.yaml", [.. "mlguard: v1\nproject: caf"u8, 0xE9, .. "\n"u8]);

        var finding = Assert.Single(product.Check().Findings);

        Assert.Equal((2, 13), (finding.Line, finding.Column));
        Assert.Contains("utf-8", finding.Message);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void A_byte_order_mark_says_how_to_read(string encoding)
    {
        var encoder = Encoding.GetEncoding(encoding);
        using var product = TestProduct.Fraud();
        var plain = product.Check().Findings.Select(finding => finding.Message);

        product.Write("mlguard.yaml", [.. encoder.GetPreamble(), .. encoder.GetBytes(TestProduct.Example("mvp"))]);

        Assert.Equal(plain, product.Check().Findings.Select(finding => finding.Message));
    }

    [Fact]
    public void Utf_16_without_a_mark_is_not_read_as_something_else()
    {
        using var product = new TestProduct("");
        product.Write("mlguard.yaml", Encoding.Unicode.GetBytes(Valid));

        Assert.Contains("NUL", Assert.Single(product.Check().Findings).Message);
    }

    [Fact]
    public void Windows_line_ends_change_nothing()
    {
        using var unix = TestProduct.Fraud();
        using var windows = TestProduct.Fraud(text => text.Replace("\n", "\r\n"));

        Assert.Equal(unix.Check().Findings.Select(Anywhere), windows.Check().Findings.Select(Anywhere));
        Assert.Equal(unix.Check().Digest, windows.Check().Digest);
    }

    [Fact]
    public void No_manifest_and_a_folder_of_its_name_are_findings()
    {
        using var product = new TestProduct(Valid);
        File.Delete(product.Manifest);
        Assert.Equal("MLG9004", Assert.Single(product.Check().Findings).Code);

        Directory.CreateDirectory(product.Manifest);
        Assert.Equal("MLG9001", Assert.Single(product.Check().Findings).Code);
    }

    [Fact]
    public void A_broken_manifest_is_an_error_whatever_it_says_about_itself()
    {
        using var product = new TestProduct("mlguard: v1\nstage: mvp\ngates: { mode: report }\nfalback: x\n");

        Assert.Equal(FindingSeverity.Error, Assert.Single(product.Check().Findings).Severity);
        Assert.Equal(FindingSeverity.Error, Assert.Single(product.Check(GateMode.Warn).Findings).Severity);
        Assert.Equal(FindingSeverity.Warning, Assert.Single(product.Check(GateMode.Report).Findings).Severity);
    }

    [Theory]
    [InlineData("discovery: { problm: x }", "problm", "problem", 3, 14)]
    [InlineData("trainning: { run: x }", "trainning", "training", 3, 1)]
    [InlineData("data: [{ nmae: x }]", "nmae", "name", 3, 10)]
    [InlineData("architecture: { technical: { fallbak: x } }", "fallbak", "fallback", 3, 30)]
    public void An_unknown_key_names_the_one_that_was_meant(string line, string key, string meant, int atLine, int atColumn)
    {
        using var product = new TestProduct(Valid + line + "\n");

        var finding = Assert.Single(product.Check().Findings);

        Assert.Equal(("MLG9002", atLine, atColumn), (finding.Code, finding.Line, finding.Column));
        Assert.Contains($"'{key}'", finding.Message);
        Assert.Contains($"Did you mean '{meant}'?", finding.Message);
    }

    [Theory]
    [InlineData("stage: prod")]
    [InlineData("stage: [mvp]")]
    [InlineData("priority: { cost: a lot }")]
    [InlineData("priority: { cost: \"2,4M EUR\" }")]
    [InlineData("priority: { complexity: 9 }")]
    [InlineData("discovery: some text")]
    [InlineData("training: { artifact: { trained: 2026-02-30 } }")]
    [InlineData("training: { run: not a symbol }")]
    [InlineData("apis: { predikt: A.B.C }")]
    public void A_value_that_cannot_be_understood_is_told(string line)
    {
        using var product = new TestProduct("mlguard: v1\n" + line + "\n");

        Assert.Contains(product.Check().Findings, finding => finding is { Severity: FindingSeverity.Error, Line: 2, Code: "MLG9002"
            or "MLG9003" });
    }

    [Fact]
    public void The_examples_of_the_specification_have_no_fault()
    {
        foreach (var example in new[] { "mvp", "growth" })
        {
            using var product = new TestProduct(TestProduct.Example(example));
            Assert.DoesNotContain(product.Check().Findings, finding => finding.Code is "MLG9001" or "MLG9002" or "MLG9003");
        }
    }

    private static (string, FindingSeverity, string, int, int) Anywhere(Finding finding) =>
        (finding.Code, finding.Severity, finding.Message, finding.Line, finding.Column);

    private static void AssertRefusedQuickly(byte[] bytes, string because)
    {
        using var product = new TestProduct("");
        product.Write("mlguard.yaml", bytes);
        var watch = Stopwatch.StartNew();

        var finding = Assert.Single(product.Check().Findings);

        Assert.Equal("MLG9001", finding.Code);
        Assert.Contains(because, finding.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
    }
}
