namespace Fraud.Api;

/// <summary>Keeps each decision with the version that made it, so that it can be explained afterwards.</summary>
public static class DecisionLog
{
    /// <summary>Logs one decision; the card is a pseudonym already and stays out all the same.</summary>
    public static void Keep(ILogger logger, Verdict verdict, Decision decision) =>
        logger.LogInformation("{Decision} at {Probability} by {ModelVersion}", decision, verdict.Probability, verdict.By);
}
