using System.Diagnostics;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>Nobody feels the gate. The limits are far above what is measured, so that only a slip of an order of magnitude fails here.</summary>
public sealed class SpeedTests
{
    [Fact]
    public void A_growth_verdict_takes_less_than_a_second_and_its_manifest_a_tenth()
    {
        using var product = GrowthProduct.Create();
        var text = File.ReadAllText(product.Manifest);
        product.Decide();
        ManifestReader.Read(text);

        var (verdict, yaml) = (Time(() => product.Decide()), Time(() => ManifestReader.Read(text)));

        TestContext.Current.TestOutputHelper?.WriteLine($"verdict {verdict.TotalMilliseconds:0} ms, YAML {yaml.TotalMilliseconds:0.0} ms");
        Assert.True(verdict < TimeSpan.FromSeconds(1), $"{verdict}");
        Assert.True(yaml < TimeSpan.FromMilliseconds(100), $"{yaml}");
    }

    private static TimeSpan Time(Action action) =>
        Enumerable.Range(0, 5).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            action();
            return watch.Elapsed;
        }).Min();
}
