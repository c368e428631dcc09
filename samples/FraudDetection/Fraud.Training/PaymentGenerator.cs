using Fraud.Model;

namespace Fraud.Training;

/// <summary>Makes card payments that behave like real ones: fraud is rare, and hides in combinations that single rules miss.</summary>
public static class PaymentGenerator
{
    private static readonly string[] Countries = ["DE", "ES", "FR", "NL"];

    /// <summary>Always the same <paramref name="count"/> payments for the same <paramref name="seed"/>.</summary>
    public static IReadOnlyList<LabelledPayment> Generate(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Next(random))];
    }

    private static LabelledPayment Next(Random random)
    {
        var usual = MathF.Exp((float)(random.NextDouble() * 2.5 + 2));
        var payment = new Payment(
            Card: $"card-{random.Next(100_000)}",
            Amount: usual * MathF.Exp((float)(Gaussian(random) * 0.9)),
            UsualAmount: usual,
            Hour: random.Next(24),
            PaymentsLastHour: (int)Math.Floor(-Math.Log(1 - random.NextDouble()) * 0.8),
            CardAgeDays: (float)(random.NextDouble() * random.NextDouble() * 1500),
            IsForeign: random.NextDouble() < 0.12,
            IsNewDevice: random.NextDouble() < 0.18,
            Country: Countries[random.Next(Countries.Length)],
            Channel: random.NextDouble() < 0.6 ? "app" : "web");
        return new(payment, random.NextDouble() < FraudProbability(payment));
    }

    private static double FraudProbability(Payment payment)
    {
        var isNight = payment.Hour is < 6 or >= 23;
        var toUsual = payment.Amount / payment.UsualAmount;
        var logit = -6.2
            + (toUsual > 3 && payment.IsNewDevice ? 4.2 : 0)
            + (payment.IsForeign && isNight ? 3.6 : 0)
            + (payment.PaymentsLastHour >= 2 && payment.Amount < 25 ? 3.4 : 0)
            + (payment.CardAgeDays < 40 && toUsual > 1.8 ? 3.0 : 0)
            + (payment.IsForeign && payment.IsNewDevice ? 1.5 : 0);
        return 1 / (1 + Math.Exp(-logit));
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
