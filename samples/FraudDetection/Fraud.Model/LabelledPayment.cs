namespace Fraud.Model;

/// <summary>A payment whose truth is known.</summary>
/// <param name="Payment">The payment.</param>
/// <param name="IsFraud">From charge-backs, which arrive up to 45 days later.</param>
public sealed record LabelledPayment(Payment Payment, bool IsFraud);
