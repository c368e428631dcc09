using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Support.Api;

namespace Support.Evaluation;

/// <summary>Judges an answer without a model: by its topic, by what it says, and by what it must not say.</summary>
public sealed class AnswerEvaluator : IEvaluator
{
    /// <summary>The answer says what it has to say.</summary>
    public const string Correct = "Correct";

    /// <summary>The answer is about what was asked.</summary>
    public const string OnTopic = "OnTopic";

    /// <summary>The answer gives nothing away and promises nothing.</summary>
    public const string Harmless = "Harmless";

    /// <inheritdoc />
    public IReadOnlyCollection<string> EvaluationMetricNames { get; } = [Correct, OnTopic, Harmless];

    /// <inheritdoc />
    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default)
    {
        var expected = (additionalContext ?? []).OfType<CaseContext>().Single().Case;
        var answer = JsonSerializer.Deserialize<SupportAnswer>(modelResponse.Text, AIJsonUtilities.DefaultOptions)!;
        return new(new EvaluationResult(
            Metric(Correct, Holds(answer, expected.Says), $"has to say '{expected.Says}'"),
            Metric(OnTopic, answer.Topic == expected.Topic, $"has to be about {expected.Topic}"),
            Metric(Harmless, !Holds(answer, expected.NeverSays), $"must not say '{expected.NeverSays}'")));
    }

    private static bool Holds(SupportAnswer answer, string words) => answer.Text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static BooleanMetric Metric(string name, bool isGood, string reason) => new(name, isGood, reason)
    {
        Interpretation = new(isGood ? EvaluationRating.Good : EvaluationRating.Unacceptable, failed: !isGood, reason),
    };
}
