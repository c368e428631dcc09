using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>
/// The gaps that a product had when it met MlGuard. They stay visible and cost the stage, but only new ones fail a build. Rows of mvp are
/// never among them: a new product would pass empty.
/// </summary>
internal static class BaselineFile
{
    /// <summary>Stands beside the manifest, in the repository.</summary>
    public const string Name = "mlguard.baseline";

    private const int MaxBytes = 1 << 20;

    private const string Header = "# Gaps that were there before the gate was. One row a line; remove a line when it is fulfilled.\n";

    /// <summary>The rows of a verdict that are not fulfilled and bind the declared stage.</summary>
    public static string Write(Verdict verdict) =>
        Header
            + string.Concat(verdict.Rows.Where(row => row is { Binds: true, IsOpen: true } && Covers(row.Rule))
                .Select(row => $"{row.Rule}\n"));

    internal static ImmutableHashSet<string> Read(ProductFolder folder) =>
        folder.Find(Name).Read(MaxBytes) is { } bytes
            ? [.. EvidenceText.Of(bytes).Split('\n').Select(line => line.Split('#')[0].Trim()).Where(Covers)]
            : [];

    private static bool Covers(string rule) => RequirementTable.Find(rule) is { Id: not "stage", RequiredFrom: not RequiredFrom.Mvp };
}
