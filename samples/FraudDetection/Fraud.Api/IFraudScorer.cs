using Fraud.Model;

namespace Fraud.Api;

/// <summary>Says how likely a payment is fraud.</summary>
public interface IFraudScorer
{
    /// <summary>Scores one payment.</summary>
    Verdict Score(Transaction transaction);
}
