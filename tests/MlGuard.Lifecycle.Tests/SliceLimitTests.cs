using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>Slices of a model that is measured by an error are limited from above.</summary>
public sealed class SliceLimitTests
{
    private const string Error = "rmse: { max: 12, from: artifacts/eval/metrics.json#/rmse }";

    [Theory]
    [InlineData("max: 14", RowState.Proven, "4 slices at 14 or less")]
    [InlineData("min: 1, max: 14", RowState.Proven, "4 slices between 1 and 14")]
    [InlineData("max: 13", RowState.Failed, "the slice country=AT is 13.4, above 13, so the average hides who is served badly")]
    [InlineData("max: 14000", RowState.Failed, "the maximum 14000 is far above the worst slice's 13.4")]
    [InlineData("max: 14, min: 12", RowState.Failed, "the slice country=DE is 9.5, below 12")]
    public void An_error_is_limited_from_above(string limit, object state, string says)
    {
        using var product = Product(Error, limit);

        var row = product.Row("training/slices", ci: true);

        Assert.True(state.Equals(row.State), row.Reason);
        Assert.Contains(says, row.Reason);
    }

    [Fact]
    public void Slices_without_a_limit_limit_nothing()
    {
        using var product = Product(Error, "");

        var row = product.Row("training/slices", ci: true);

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains("has no limit", row.Reason);
    }

    [Fact]
    public void A_share_needs_a_minimum()
    {
        using var product = Product("recall: { min: 0.62, from: artifacts/eval/metrics.json#/recallAt1pctFpr }", "max: 14");

        var row = product.Row("training/slices", ci: true);

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains("recall grows with quality", row.Reason);
    }

    private static TestProduct Product(string quality, string limit)
    {
        var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            LaterRowTests.Replaced(
                text,
                "recallAt1pctFpr: { min: 0.62, from: artifacts/eval/metrics.json#/recallAt1pctFpr, beats: [baseline, champion] }",
                quality),
            "by: [country, channel, customer-age], min: 0.55",
            "by: [country, channel]" + (limit.Length > 0 ? $", {limit}" : "")));
        product.Write("artifacts/eval/metrics.json", GrowthProduct.Evidence("\"rmse\": 10.1, \"recallAt1pctFpr\": 0.66"));
        product.Write("artifacts/eval/slices.json", GrowthProduct.Evidence(
            "\"slices\": { \"country\": { \"DE\": 9.5, \"AT\": { \"value\": 13.4 } }, \"channel\": { \"app\": 10, \"web\": 11.5 } }"));
        return product;
    }
}
