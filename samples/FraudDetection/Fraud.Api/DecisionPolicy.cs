namespace Fraud.Api;

/// <summary>What becomes of a payment.</summary>
public enum Decision
{
    /// <summary>It goes through.</summary>
    Pass,

    /// <summary>A fraud analyst looks at it.</summary>
    Review,

    /// <summary>It is declined.</summary>
    Stop,
}

/// <summary>From a score to a decision. The business owns these lines, and no training moves them.</summary>
public static class DecisionPolicy
{
    private const float ReviewFrom = 0.3f;
    private const float StopFrom = 0.8f;

    /// <summary>Decides; what the rules are sure of is reviewed, never declined without a person.</summary>
    public static Decision Decide(Verdict verdict)
    {
        if (verdict.Probability >= StopFrom && verdict.By == ModelScorer.ModelVersion)
            return Decision.Stop;
        return verdict.Probability >= ReviewFrom ? Decision.Review : Decision.Pass;
    }
}
