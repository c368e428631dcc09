using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;

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
    private const int NamesSaid = 5;

    private const string Header = "# Gaps that were there before the gate was. One row a line; remove a line when it is fulfilled.\n";

    /// <summary>The rows of a verdict that are not fulfilled and bind the declared stage.</summary>
    public static string Write(Verdict verdict) =>
        Header
            + string.Concat(Open(verdict).Where(row => Covers(row.Rule)).Select(row => $"{row.Rule}\n"));

    /// <summary>What a baseline of a verdict holds, and what it cannot hold.</summary>
    public static string Said(Verdict verdict)
    {
        var open = Open(verdict).ToImmutableArray();
        var held = open.Count(row => Covers(row.Rule));
        var rest = open.Where(row => !Covers(row.Rule)).Select(row => row.Rule).ToImmutableArray();
        var refused = rest.IsEmpty
            ? ""
            : $" What mvp asks for stands in no baseline, and is open: {string.Join(", ", rest.Take(NamesSaid))}"
                + $"{(rest.Length > NamesSaid ? $" and {Numbers.Written(rest.Length - NamesSaid)} more" : "")}.";
        if (held > 0)
            return $"{Name} holds {Numbers.Written(held)} {(held == 1 ? "gap" : "gaps")} of {verdict.DeclaredStage}. They stay "
                + $"visible, and only new ones fail a build.{refused}";
        return rest.IsEmpty
            ? $"Nothing that {verdict.DeclaredStage} asks for is open, so there is no {Name}."
            : $"There is no {Name}.{refused}";
    }

    private static IEnumerable<RowVerdict> Open(Verdict verdict) =>
        verdict.Rows.Where(row => row is { Binds: true, IsOpen: true } && row.Rule != "stage");

    internal static ImmutableHashSet<string> Read(ProductFolder folder) =>
        folder.Find(Name).Read(MaxBytes) is { } bytes
            ? [.. EvidenceText.Of(bytes).Split('\n').Select(line => line.Split('#')[0].Trim()).Where(Covers)]
            : [];

    private static bool Covers(string rule) => RequirementTable.Find(rule) is { Id: not "stage", RequiredFrom: not RequiredFrom.Mvp };
}
