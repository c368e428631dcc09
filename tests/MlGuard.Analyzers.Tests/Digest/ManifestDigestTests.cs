using Microsoft.CodeAnalysis.Text;
using MlGuard.Analyzers.Digest;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Tests.Digest;

public class ManifestDigestTests
{
    private static ManifestDigest? Parse(string text) => ManifestDigest.Parse(SourceText.From(text));

    [Fact]
    public void Every_line_is_read()
    {
        var digest = Parse(
            "mlguard-digest\t1\r\nstage\tgrowth\r\nmode\trealtime\nmodel\tfraud\tmodels/a\\tb.zip\tsha256:1\napi\tPredict\tA.B.C\n"
            + "fallback\tA.F\nlog\tA.L\nentry\tA.E\nentry\tA.E2\ntraining\tA.T\nuntested\tA.T\t2026-11-24\nlater\tsomething\n");

        Assert.NotNull(digest);
        Assert.Equal(Stage.Growth, digest.Stage);
        Assert.Equal([new DeclaredModel("fraud", "models/a\tb.zip")], digest.Models);
        Assert.Equal([new DeclaredApi(Role.Predict, "A.B.C")], digest.Apis);
        Assert.Equal(["A.F"], digest.Fallbacks);
        Assert.Equal(["A.L"], digest.Logs);
        Assert.Equal(["A.E", "A.E2"], digest.EntryPoints);
        Assert.Equal(["A.T"], digest.Trainings);
        Assert.Equal([new UntestedPipeline("A.T", "2026-11-24")], digest.Untested);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mlguard-digest\t2\nstage\tmvp\n")]
    [InlineData("stage\tmvp\n")]
    [InlineData("mlguard-digest\t1\nstage\tdreaming\n")]
    [InlineData("mlguard-digest\t1\nmodel\tonly-a-name\n")]
    [InlineData("mlguard-digest\t1\napi\tJuggle\tA.B.C\n")]
    [InlineData("mlguard-digest\t1\nentry\n")]
    public void Malformed_digest_counts_as_absent(string text) => Assert.Null(Parse(text));
}
