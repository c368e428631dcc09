using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What a message shows of a text that a person wrote.</summary>
public sealed class QuotedTests
{
    [Theory]
    [InlineData("docs/adr/0007-growth.md", "docs/adr/0007-growth.md")]
    [InlineData("docs/adr/0007-we-wait-for-the-repair.md", "docs/adr/0007-we-wait-for-the-repair.md")]
    [InlineData("src/Core/Prediction/Pipelines/FailurePipeline.cs", "src/Core/.../FailurePipeline.cs")]
    [InlineData("documentation-of-us/architecture/decisions/0007-growth.md", ".../0007-growth.md")]
    [InlineData("docs/operation/of-this-product/runbook.md#drift", "docs/.../runbook.md#drift")]
    public void A_path_keeps_the_name_of_its_file(string path, string shown) => Assert.Equal(shown, Quoted.Short(path));

    [Theory]
    [InlineData("a text that is no path of a file and goes on", "a text that...")]
    [InlineData("maximum entropy (multinomial logistic regression)", "maximum...")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("AbCdEfGh1234/aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ9", "AbCdEfGh1234...")]
    [InlineData("secrets/keys/sk12345678901234567890abcdefgh.json", "secrets/keys...")]
    [InlineData("https://store.example/blob.json?sig=abcdefghijk", "https://stor...")]
    [InlineData("https://user:password@store.example/blob.json", "https://.../blob.json")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "eyJhbGciOiJI...")]
    [InlineData("docs/a\u0007-file-whose-name-holds-a-bell.md", "docs/a -file...")]
    public void What_may_be_a_secret_is_cut(string text, string shown) => Assert.Equal(shown, Quoted.Short(text));
}
