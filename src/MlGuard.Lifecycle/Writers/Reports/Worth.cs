using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>What a product brings and costs, in one currency.</summary>
/// <param name="Gain">A year.</param>
/// <param name="GainText">As the manifest writes it.</param>
/// <param name="Cost">Once.</param>
/// <param name="CostText">As the manifest writes it.</param>
/// <param name="Confidence">How sure the gain is, from 0 to 1; null when nobody says.</param>
internal sealed record Worth(double Gain, string GainText, double Cost, string CostText, double? Confidence)
{
    private const int MonthsOfYear = 12;

    /// <summary>When the cost has come back, in a sentence.</summary>
    public string PaysBack =>
        Gain * (Confidence ?? 1) is > 0 and var expected
            ? $"The cost comes back in {Months(Cost / Gain)} months"
                + (Confidence is null ? "." : $", or in {Months(Cost / expected)} as far as the gain is sure.")
            : "Nothing says when the cost comes back.";

    /// <summary>Null where one of the two is not said, or in another currency.</summary>
    public static Worth? Of(SaidValues said)
    {
        var gain = said.Measure("discovery.gain.amount");
        var cost = said.Measure("priority.cost");
        if (gain is not { Kind: MeasureKind.Money } a || cost is not { Kind: MeasureKind.Money } b || a.Unit != b.Unit)
            return null;
        return new(
            a.IsRate ? a.PerYear : a.Amount, said["discovery.gain.amount"], b.IsRate ? b.PerYear : b.Amount, said["priority.cost"],
            said.Measure("priority.confidence")?.Amount);
    }

    private static string Months(double years) =>
        (years * MonthsOfYear).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
