namespace Support.Api;

/// <summary>What the shop answered before it had a model, and answers when none can: where to look, and that a person takes over.</summary>
public static class CannedAnswers
{
    /// <summary>Who answered.</summary>
    public const string By = "canned answers";

    /// <summary>The answer to a question, by its words.</summary>
    public static SupportAnswer For(string question) => question.Contains("refund", StringComparison.OrdinalIgnoreCase)
        ? new(Topic.Refund, "We pay back within 14 days of a return. A colleague writes to you today.", NeedsPerson: true)
        : new(Topic.Other, "The state of an order stands under 'My orders'. A colleague writes to you today.", NeedsPerson: true);
}
