using Fraud.Training;

namespace Fraud.Tests;

public sealed class RecallTests
{
    [Fact]
    public void Ties_are_stopped_together_so_a_constant_score_catches_nothing()
    {
        var constant = Enumerable.Range(0, 200).Select(i => (Suspicion: 0.5f, IsFraud: i % 10 == 0));

        Assert.Equal(0, Recall.AtFalsePositiveRate(constant, 0.01));
    }

    [Fact]
    public void A_perfect_score_catches_everything()
    {
        var perfect = Enumerable.Range(0, 200).Select(i => (Suspicion: i % 10 == 0 ? 1f : 0f, IsFraud: i % 10 == 0));

        Assert.Equal(1, Recall.AtFalsePositiveRate(perfect, 0.01));
    }
}
