using System.Diagnostics.Metrics;
using Fraud.Api;
using Fraud.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

namespace Fraud.Tests;

public sealed class FallbackTests
{
    private sealed class BrokenPool : ObjectPool<PredictionEngine<Transaction, FraudScore>>
    {
        public override PredictionEngine<Transaction, FraudScore> Get() => throw new InvalidOperationException("the model is gone");

        public override void Return(PredictionEngine<Transaction, FraudScore> engine)
        {
        }
    }

    [Fact]
    public void The_rules_answer_when_the_model_cannot()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var scorer = new ModelScorer(
            new BrokenPool(), new PredictionMetrics(services.GetRequiredService<IMeterFactory>()), NullLogger<ModelScorer>.Instance);
        var suspicious = new Transaction { AmountToUsual = 6, PaymentsLastHour = 4, IsForeign = 1, IsNewDevice = 1, CardAgeDays = 3 };

        var verdict = scorer.Score(suspicious);

        Assert.Equal("rules-engine v3", verdict.By);
        Assert.Equal(1, verdict.Probability, tolerance: 1e-6);
    }
}
