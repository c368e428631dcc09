namespace Support.Api;

/// <summary>What is written down of each answer: topic and model, and never a text of the customer.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Answered about {Topic} by {Model}, waits: {Waits}")]
    public static partial void Answered(ILogger logger, Topic topic, string model, bool waits);

    [LoggerMessage(2, LogLevel.Error, "The model {Model} and its second could not answer; the canned answers did")]
    public static partial void Failed(ILogger logger, Exception exception, string model);
}
