namespace MlGuard.Lifecycle.Evidence.Code;

/// <summary>What a rule of MlGuard found in the code.</summary>
/// <param name="Rule">Its ID.</param>
/// <param name="File">From the manifest's folder; the bare name of a file elsewhere.</param>
/// <param name="Line">From 1; 0 is no position.</param>
/// <param name="IsSuppressed">Whether a pragma or an attribute silences it.</param>
/// <param name="Justification">Why it is silenced; empty where nobody says.</param>
internal sealed record CodeFinding(string Rule, string File, int Line, bool IsSuppressed, string Justification)
{
    /// <summary>What the rule said; empty where a log does not hold it.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whether it still asks for somebody: what is silenced without a reason does.</summary>
    public bool IsOpen => !IsSuppressed || Justification.Length == 0;
}
