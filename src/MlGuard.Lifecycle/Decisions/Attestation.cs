namespace MlGuard.Lifecycle.Decisions;

/// <summary>Somebody vouches for a row, with evidence.</summary>
internal sealed record Attestation(string Rule, string By, string Date);
