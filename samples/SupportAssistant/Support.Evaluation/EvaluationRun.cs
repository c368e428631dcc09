using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Microsoft.Extensions.Logging.Abstractions;
using Support.Api;

namespace Support.Evaluation;

/// <summary>Asks the assistant every case, each in a conversation and with orders of its own, and judges its answers.</summary>
public static class EvaluationRun
{
    private const string Customer = "mira";

    private static readonly JsonSerializerOptions s_options = new(AIJsonUtilities.DefaultOptions) { WriteIndented = true };

    /// <summary>Runs all cases with a model.</summary>
    public static async Task<IReadOnlyList<ScenarioResult>> RunAsync(IChatClient model, DateTime now, CancellationToken cancellation)
    {
        var results = new List<ScenarioResult>();
        foreach (var @case in Case.All)
        {
            results.Add(await RunAsync(@case, model, now, cancellation));
        }

        return results;
    }

    /// <summary>
    /// Writes the results in the form in which the reports of Microsoft.Extensions.AI.Evaluation are written, so that the manifest can
    /// name their metrics.
    /// </summary>
    public static string Report(IReadOnlyList<ScenarioResult> results, DateTime now) =>
        JsonSerializer.Serialize(new { scenarioRunResults = results, createdAt = now, generatorVersion = "10.11.0" }, s_options) + "\n";

    private static async Task<ScenarioResult> RunAsync(Case @case, IChatClient model, DateTime now, CancellationToken cancellation)
    {
        using var client = SupportModel.Build(model, model);
        var assistant = new Assistant(client, new OrderBook(), NullLogger<Assistant>.Instance);
        var reply = await assistant.AnswerAsync(new Conversation(Customer), @case.Question, cancellation);
        var said = new ChatResponse(
            new ChatMessage(ChatRole.Assistant, JsonSerializer.Serialize(reply.Answer, AIJsonUtilities.DefaultOptions)))
        {
            ModelId = reply.By,
        };
        ChatMessage[] asked = [new(ChatRole.User, @case.Question)];
        var judged = await new AnswerEvaluator().EvaluateAsync(asked, said, null, [new CaseContext(@case)], cancellation);
        return new(@case.Name, "1", "support", now, asked, said, judged);
    }
}

/// <summary>The result of one case, named as the reports of Microsoft.Extensions.AI.Evaluation name it.</summary>
public sealed record ScenarioResult(
    string ScenarioName, string IterationName, string ExecutionName, DateTime CreationTime, IReadOnlyList<ChatMessage> Messages,
    ChatResponse ModelResponse, EvaluationResult EvaluationResult);
