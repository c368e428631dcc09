using System.Diagnostics;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Writers;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>
/// Thousands of damaged manifests, the same ones every time: no exception, no long wait, and never a stage that a broken structure earned.
/// </summary>
[Collection(nameof(TimedTests))]
public sealed class FuzzTests
{
    private const int Rounds = 1500;
    private const int RoundsPerDecision = 5;

    private static readonly string[] s_pieces =
        [
            "{", "}", "[", "]", ": ", "- ", "\n", "\t", "\"", "'", "&a ", "*a", "!!map ", "? ", "#", "|", ">", "%", "@", "`", "---\n",
            "...\n", "<<: ", "\u0085", "\u2028", "\ufeff", "\ud800", "~", "null", "  ", "9999999999999999999999", "1e400", ".nan",
            "2026-13-45",
        ];

    [Theory]
    [InlineData("mvp", 20261123)]
    [InlineData("growth", 20261124)]
    public void A_damaged_manifest_is_a_finding_at_most(string example, int seed)
    {
        var random = new Random(seed);
        using var product = new TestProduct("");
        var original = TestProduct.Example(example);
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            var text = Damaged(original, random);
            var watch = Stopwatch.StartNew();

            var loaded = LoadedManifest.Of(text, new ProductFolder(product.Root));
            if (loaded.Manifest is null)
                Assert.NotEmpty(loaded.Faults);
            else if (round % RoundsPerDecision == 0)
                _ = Decide(loaded.ProductAt(new(product.Manifest, [], TestProduct.Today, null, false)).WithCode([]));

            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            Assert.All(loaded.Faults, fault => Assert.True(fault.Span is { Line: >= 1, Column: >= 1 }, fault.Message));
        }

        Assert.True(slowest < TimeSpan.FromSeconds(2), $"{slowest}");
    }

    private static int Decide(ProductSnapshot product)
    {
        var decision = Decision.Of(product);
        var digest = DigestWriter.Write(product.Manifest, ProductSnapshot.ApisOf(product.Manifest));
        return decision.Rows.Length + decision.Remarks.Length + new Enforcement(product, null).Remarks.Length
            + MlTestScore.Of(decision).Score.Tests.Length + digest.Length;
    }

    private static string Damaged(string text, Random random)
    {
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(12), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, s_pieces[random.Next(s_pieces.Length)]),
                2 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
                _ => text.Remove(at, length).Insert(at, s_pieces[random.Next(s_pieces.Length)]),
            };
        }

        return text;
    }
}
