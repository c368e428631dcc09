using System.ComponentModel;

namespace Support.Api;

/// <summary>What an answer is about.</summary>
public enum Topic
{
    Order,
    Refund,
    Other,
}

/// <summary>The form in which the model answers; the client makes the schema of it, and parses.</summary>
public sealed record SupportAnswer(
    [property: Description("What the answer is about.")] Topic Topic,
    [property: Description("Two short sentences to the customer.")] string Text,
    [property: Description("Whether a person of the shop has to go on.")] bool NeedsPerson);
