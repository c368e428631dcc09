using Fraud.Api;

namespace Fraud.Tests;

public sealed class DecisionPolicyTests
{
    [Theory]
    [InlineData(0.1f, ModelScorer.ModelVersion, Decision.Pass)]
    [InlineData(0.3f, ModelScorer.ModelVersion, Decision.Review)]
    [InlineData(0.8f, ModelScorer.ModelVersion, Decision.Stop)]
    [InlineData(1.0f, "rules-engine v3", Decision.Review)]
    public void Only_the_model_stops_a_payment_without_a_person(float probability, string by, Decision expected) =>
        Assert.Equal(expected, DecisionPolicy.Decide(new Verdict(probability, by)));
}
