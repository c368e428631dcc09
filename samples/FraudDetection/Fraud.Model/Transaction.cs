using Microsoft.ML.Data;

namespace Fraud.Model;

/// <summary>One card payment at checkout, as the model sees it. The card itself is pseudonymised before it gets here.</summary>
public sealed class Transaction
{
    /// <summary>Amount in euro.</summary>
    public float Amount { get; set; }

    /// <summary>Amount divided by the card's mean of the last 90 days.</summary>
    public float AmountToUsual { get; set; }

    /// <summary>Local hour of the day, 0 to 23.</summary>
    public float Hour { get; set; }

    /// <summary>Payments with this card in the last hour.</summary>
    public float PaymentsLastHour { get; set; }

    /// <summary>Days since the card was first seen.</summary>
    public float CardAgeDays { get; set; }

    /// <summary>1 when the country of the shop is not the country of the card, else 0.</summary>
    public float IsForeign { get; set; }

    /// <summary>1 when the device was never seen with this card, else 0.</summary>
    public float IsNewDevice { get; set; }

    /// <summary>The truth, from charge-backs: known 45 days later, and never at scoring time.</summary>
    [ColumnName("Label")]
    public bool IsFraud { get; set; }
}
