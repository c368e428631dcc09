using System.Text;

namespace MlGuard.Package.Tests;

/// <summary>A manifest that cannot be read fails the build with one clear finding in it, and never with a stack trace.</summary>
public sealed class HostileManifestTests : IClassFixture<HostileManifestTests.RestoredProduct>
{
    private readonly Product _product;

    public HostileManifestTests(RestoredProduct restored) => _product = restored.Product;

    public sealed class RestoredProduct : IDisposable
    {
        public RestoredProduct()
        {
            Product = ProductTemplates.WithTrainer();
            Product.Build("Fraud", "-t:Restore");
        }

        internal Product Product { get; }

        public void Dispose() => Product.Dispose();
    }

    public static TheoryData<string, string, string> Unreadable => new()
    {
        { "empty", "", "MLG9001" },
        { "only comments", "# nothing here\n", "MLG9001" },
        { "malformed", "mlguard: v1\nproject: [unclosed\nstage: mvp\n", "MLG9001" },
        { "an alias", "mlguard: v1\nproject: &p fraud\nowner: *p\n", "MLG9001" },
        { "deeply nested", "mlguard: v1\nproject: " + new string('[', 10_000) + "\n", "MLG9001" },
        { "tabs", "mlguard: v1\n\tproject: x\n", "MLG9001" },
        { "a key that nobody knows", ProductTemplates.Manifest.Replace("feasible:", "feasable:", StringComparison.Ordinal), "MLG9002" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void It_fails_with_a_finding_at_its_place(string what, string manifest, string code)
    {
        _product.Write("mlguard.yaml", manifest);

        var check = Check();

        Assert.False(check.Succeeded, what);
        var finding = check.OfMlGuard.First(candidate => candidate.Code == code);
        Assert.True(finding.IsError);
        Assert.Equal("mlguard.yaml", finding.File);
        Assert.True(finding.Line >= 1, finding.ToString());
        AssertNoStackTrace(check);
    }

    [Fact]
    public void Fifty_megabytes_are_refused_at_once()
    {
        _product.Write("mlguard.yaml", ProductTemplates.Manifest + "# " + new string('x', 50_000_000) + "\n");

        var check = Check();

        Assert.Contains(check.OfMlGuard, finding => finding is { Code: "MLG9001", IsError: true });
        AssertNoStackTrace(check);
    }

    [Fact]
    public void Utf16_and_crlf_read_like_any_other_and_a_misspelt_key_gets_a_suggestion()
    {
        var misspelt = ProductTemplates.Manifest.Replace("feasible:", "feasable:", StringComparison.Ordinal)
            .Replace("\n", "\r\n", StringComparison.Ordinal);
        File.WriteAllText(_product.PathOf("mlguard.yaml"), misspelt, Encoding.Unicode);

        var check = Check();

        var finding = Assert.Single(check.OfMlGuard, finding => finding.Code == "MLG9002");
        Assert.Equal((11, 3), (finding.Line, finding.Column));
        Assert.Contains("feasible", finding.Message, StringComparison.Ordinal);
    }

    private BuildResult Check() => _product.MSBuild("msbuild", "Fraud", "-t:MlGuardCheck", "-v:q");

    private static void AssertNoStackTrace(BuildResult build)
    {
        Assert.DoesNotContain(build.Findings, finding => finding.Code.StartsWith("MSB", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", build.Output, StringComparison.Ordinal);
    }
}
