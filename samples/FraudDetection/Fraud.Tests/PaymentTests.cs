using Fraud.Api;
using Fraud.Model;
using Fraud.Training;

namespace Fraud.Tests;

public sealed class PaymentTests
{
    private static readonly Payment Honest = new("card-1", 20, 10, 12, 0, 400, false, false, "DE", "app");

    [Theory]
    [InlineData(float.NaN, 10f, 12)]
    [InlineData(0f, 10f, 12)]
    [InlineData(20f, -1f, 12)]
    [InlineData(20f, 10f, 24)]
    public void What_is_no_payment_is_refused(float amount, float usual, int hour)
    {
        var payment = Honest with { Amount = amount, UsualAmount = usual, Hour = hour };

        Assert.NotNull(PaymentChecks.Problem(payment));
        Assert.Throws<InvalidDataException>(() => PaymentChecks.Require([new(payment, false)]).ToList());
    }

    [Fact]
    [Trait("mltest", "monitor-3")]
    public void Training_and_serving_see_the_same_features()
    {
        foreach (var labelled in TrainingFeed.Payments(500, seed: 3))
        {
            var (trained, served) = (TrainingFeed.Row(labelled), ServingFeed.Row(labelled.Payment));

            Assert.Equal(
                (trained.Amount, trained.AmountToUsual, trained.IsForeign, trained.IsNewDevice),
                (served.Amount, served.AmountToUsual, served.IsForeign, served.IsNewDevice));
            Assert.Equal(
                (trained.Hour, trained.PaymentsLastHour, trained.CardAgeDays),
                (served.Hour, served.PaymentsLastHour, served.CardAgeDays));
        }
    }

    [Fact]
    public void A_card_that_asks_to_be_forgotten_is_gone()
    {
        var path = Path.GetTempFileName();
        try
        {
            PaymentArchive.Append(path, [new(Honest, false), new(Honest with { Card = "card-2" }, true), new(Honest, true)]);

            Assert.Equal(2, PaymentArchive.Erase(path, "card-1"));
            Assert.Equal("card-2", Assert.Single(PaymentArchive.Read(path)).Payment.Card);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
