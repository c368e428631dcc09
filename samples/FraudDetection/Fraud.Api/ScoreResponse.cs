namespace Fraud.Api;

/// <summary>The answer to a request.</summary>
/// <param name="Decision">What becomes of the payment.</param>
/// <param name="Probability">Of fraud, 0 to 1.</param>
/// <param name="By">The model's version, or the rules that stood in for it.</param>
public sealed record ScoreResponse(string Decision, float Probability, string By);
