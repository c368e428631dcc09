namespace MlService.Api;

/// <summary>What a client sends.</summary>
/// <param name="Text">The review, in English.</param>
public sealed record SentimentRequest(string Text);
