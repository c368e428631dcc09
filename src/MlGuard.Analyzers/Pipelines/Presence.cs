namespace MlGuard.Analyzers.Pipelines;

/// <summary>Whether a column may be there.</summary>
[Flags]
internal enum Presence
{
    Absent = 1,
    Present = 2,
    Maybe = Absent | Present,
}
