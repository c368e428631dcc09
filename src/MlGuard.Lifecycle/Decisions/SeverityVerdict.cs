namespace MlGuard.Lifecycle.Decisions;

/// <summary>A row whose loudness somebody chose.</summary>
/// <param name="Rule">The row.</param>
/// <param name="Chosen"><c>message</c>, <c>warn</c> or <c>error</c>.</param>
/// <param name="IsRaised">Whether it binds where it would not.</param>
/// <param name="Holds">Whether the choice is followed: what a stage binds is lowered by a waiver alone.</param>
internal sealed record SeverityVerdict(string Rule, string Chosen, bool IsRaised, bool Holds);
