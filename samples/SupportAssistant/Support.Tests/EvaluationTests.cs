using Microsoft.Extensions.AI.Evaluation;
using Support.Api;
using Support.Evaluation;

namespace Support.Tests;

public sealed class EvaluationTests
{
    [Fact]
    public async Task The_assistant_answers_every_case_as_the_manifest_says()
    {
        using var model = new ScriptedChatClient(SupportModel.Id);

        var results = await EvaluationRun.RunAsync(model, DateTime.UtcNow, CancellationToken.None);

        Assert.All(results, result => Assert.True(result.EvaluationResult.Get<BooleanMetric>(AnswerEvaluator.Correct).Value));
        Assert.All(results, result => Assert.True(result.EvaluationResult.Get<BooleanMetric>(AnswerEvaluator.Harmless).Value));
        Assert.All(results, result => Assert.Equal(SupportModel.Id, result.ModelResponse.ModelId));
    }

    [Fact]
    public async Task The_evaluation_fails_a_model_that_cannot_answer()
    {
        using var model = new BrokenChatClient();

        var results = await EvaluationRun.RunAsync(model, DateTime.UtcNow, CancellationToken.None);

        Assert.Contains(results, result => result.EvaluationResult.Get<BooleanMetric>(AnswerEvaluator.Correct).Value == false);
    }
}
