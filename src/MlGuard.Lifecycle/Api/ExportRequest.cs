namespace MlGuard.Lifecycle.Api;

/// <summary>A verdict, and in which forms it is wanted.</summary>
/// <param name="Verdict">The text of <c>verdict.json</c>.</param>
/// <param name="Kinds">The forms, as <see cref="VerdictExports.Kinds"/> names them; those that say nothing of the product are left
/// out.</param>
public sealed record ExportRequest(string Verdict, ImmutableArray<string> Kinds)
{
    /// <summary>The texts of earlier verdicts, in any order; what is no verdict is passed over.</summary>
    public ImmutableArray<string> Earlier { get; init; } = [];

    /// <summary>The manifest's folder, from the root of the repository, with slashes; empty where they are the same.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether SARIF names what is waived, as suppressed; many services show that as open.</summary>
    public bool WithWaived { get; init; }
}
