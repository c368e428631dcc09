using Fraud.Training;

namespace Fraud.Tests;

public sealed class TrainPipelineTests
{
    [Fact]
    public void The_model_beats_the_rules_on_payments_that_it_never_saw()
    {
        var run = TrainPipeline.Run(payments: 6_000);

        Assert.True(run.RecallAt1PctFpr > run.BaselineRecallAt1PctFpr);
        Assert.InRange(run.AreaUnderRocCurve, 0.75, 1);
    }
}
