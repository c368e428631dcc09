namespace MlGuard.Analyzers.Data;

/// <summary>What a file and its loader do not agree about.</summary>
/// <param name="What">What each of them says.</param>
/// <param name="Consequence">What becomes of the cells.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Place">The code to blame.</param>
internal sealed record Contradiction(string What, string Consequence, string Advice, Location Place);
