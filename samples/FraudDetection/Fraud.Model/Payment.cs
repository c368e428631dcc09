namespace Fraud.Model;

/// <summary>One card payment at checkout, as the card platform hands it over.</summary>
/// <param name="Card">Pseudonym of the card; the number never gets here.</param>
/// <param name="Amount">In euro.</param>
/// <param name="UsualAmount">The card's mean of the last 90 days, in euro.</param>
/// <param name="Hour">Local hour of the day, 0 to 23.</param>
/// <param name="PaymentsLastHour">Payments with this card in the last hour.</param>
/// <param name="CardAgeDays">Days since the card was first seen.</param>
/// <param name="IsForeign">Whether the shop is in another country than the card.</param>
/// <param name="IsNewDevice">Whether the device was never seen with this card.</param>
/// <param name="Country">Of the card, two letters.</param>
/// <param name="Channel">Where it was paid: <c>app</c> or <c>web</c>.</param>
public sealed record Payment(
    string Card,
    float Amount,
    float UsualAmount,
    int Hour,
    int PaymentsLastHour,
    float CardAgeDays,
    bool IsForeign,
    bool IsNewDevice,
    string Country,
    string Channel);
