namespace MlGuard.Lifecycle.Decisions;

/// <summary>Somebody vouches for a row, with evidence.</summary>
/// <param name="Rule">The row, or the test of the ML Test Score.</param>
/// <param name="By">Who vouches.</param>
/// <param name="Date">Since when.</param>
/// <param name="Evidence">The document that says so.</param>
/// <param name="Line">Where in the manifest, from 1.</param>
internal sealed record Attestation(string Rule, string By, string Date, string Evidence, int Line);
