using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Tests;

public sealed class MeasureTests
{
    [Theory]
    [InlineData("540k EUR", 540_000, "Money", "EUR", 0)]
    [InlineData("2.4M EUR/year", 2_400_000, "Money", "EUR", 31557600)]
    [InlineData("EUR 1,200,000", 1_200_000, "Money", "EUR", 0)]
    [InlineData("$3.5M/month", 3_500_000, "Money", "USD", 2629800)]
    [InlineData("12€", 12, "Money", "EUR", 0)]
    [InlineData("95%", 0.95, "Percent", "", 0)]
    [InlineData("80ms", 0.08, "Duration", "", 0)]
    [InlineData("15min", 900, "Duration", "", 0)]
    [InlineData("45d", 3888000, "Duration", "", 0)]
    [InlineData("220/s", 220, "Number", "", 1)]
    [InlineData("6.5M/day", 6_500_000, "Number", "", 86400)]
    [InlineData("4.2M cardholders", 4_200_000, "Count", "cardholders", 0)]
    [InlineData("0.62", 0.62, "Number", "", 0)]
    [InlineData("-0.5", -0.5, "Number", "", 0)]
    [InlineData("1e-3", 0.001, "Number", "", 0)]
    [InlineData("3 models", 3, "Count", "models", 0)]
    public void Reads_numbers_as_people_write_them(string text, double amount, string kind, string unit, double seconds)
    {
        Assert.True(MeasureParser.TryParse(text, out var measure));
        Assert.Equal(amount, measure.Amount, 9);
        Assert.Equal((kind, unit, seconds), (measure.Kind.ToString(), measure.Unit, measure.PerSeconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lots")]
    [InlineData("2,4M EUR")]
    [InlineData("12,34")]
    [InlineData("EUR 5 USD")]
    [InlineData("5 EUR/fortnight")]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("--3")]
    [InlineData("/s")]
    public void Refuses_what_two_readers_would_read_differently(string text) =>
        Assert.False(MeasureParser.TryParse(text, out _));
}
