using Fraud.Model;

namespace Fraud.Api;

/// <summary>What answers when the model cannot: the rules that did the work before it.</summary>
public static class RulesFallback
{
    /// <summary>Scores one payment without a model.</summary>
    public static Verdict Score(Transaction transaction) => new(RulesEngine.Suspicion(transaction), "rules-engine v3");
}
