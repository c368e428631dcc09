namespace Fraud.Api;

/// <summary>The answer for one payment.</summary>
/// <param name="Probability">Of fraud, 0 to 1.</param>
/// <param name="By">The model's version, or the rules that stood in for it.</param>
public sealed record Verdict(float Probability, string By);
