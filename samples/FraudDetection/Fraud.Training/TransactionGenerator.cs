using Fraud.Model;

namespace Fraud.Training;

/// <summary>Makes card payments that behave like real ones: fraud is rare, and hides in combinations that single rules miss.</summary>
public static class TransactionGenerator
{
    /// <summary>Always the same <paramref name="count"/> payments for the same <paramref name="seed"/>.</summary>
    public static IReadOnlyList<Transaction> Generate(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Next(random))];
    }

    private static Transaction Next(Random random)
    {
        var usual = MathF.Exp((float)(random.NextDouble() * 2.5 + 2));
        var toUsual = MathF.Exp((float)(Gaussian(random) * 0.9));
        var transaction = new Transaction
        {
            Amount = usual * toUsual,
            AmountToUsual = toUsual,
            Hour = random.Next(24),
            PaymentsLastHour = (float)Math.Floor(-Math.Log(1 - random.NextDouble()) * 0.8),
            CardAgeDays = (float)(random.NextDouble() * random.NextDouble() * 1500),
            IsForeign = random.NextDouble() < 0.12 ? 1 : 0,
            IsNewDevice = random.NextDouble() < 0.18 ? 1 : 0,
        };
        transaction.IsFraud = random.NextDouble() < FraudProbability(transaction);
        return transaction;
    }

    private static double FraudProbability(Transaction transaction)
    {
        var isNight = transaction.Hour is < 6 or >= 23;
        var logit = -6.2
            + (transaction.AmountToUsual > 3 && transaction.IsNewDevice == 1 ? 4.2 : 0)
            + (transaction.IsForeign == 1 && isNight ? 3.6 : 0)
            + (transaction.PaymentsLastHour >= 2 && transaction.Amount < 25 ? 3.4 : 0)
            + (transaction.CardAgeDays < 40 && transaction.AmountToUsual > 1.8 ? 3.0 : 0)
            + (transaction.IsForeign == 1 && transaction.IsNewDevice == 1 ? 1.5 : 0);
        return 1 / (1 + Math.Exp(-logit));
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
