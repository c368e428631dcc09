using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>Whether a waiver or an attestation of a row would do anything.</summary>
/// <param name="Refusal">Why it would not; empty when it would.</param>
/// <param name="Note">What only the gate can tell; empty when that is known.</param>
internal sealed record EntryUse(string Refusal, string Note)
{
    private static readonly EntryUse s_useful = new("", "");

    /// <summary>Why no waiver, or no attestation, of a row ever counts; null where one may.</summary>
    public static EntryUse? Never(string rule, bool isWaiver) =>
        (RequirementTable.Find(rule), isWaiver) switch
        {
            ({ IsWaivable: false }, true) => Useless("only the gate decides this row, so it cannot be waived", "Nothing was written."),
            ({ IsWaivable: false }, false) =>
                Useless("only the gate decides this row, so nobody can vouch for it", "Nothing was written."),
            (null, true) when MlTests.Ids.Contains(rule) =>
                Useless("a test of the ML Test Score is no row of a stage", "Nothing asks for it, so nothing has to be waived."),
            _ => null,
        };

    /// <summary>A waiver hides a failure, and one that hides none would hide the next.</summary>
    /// <param name="decision">The product as it is without the waiver.</param>
    /// <param name="waiver">The waiver.</param>
    /// <param name="last">The verdict of the last gate; null when there is none.</param>
    public static EntryUse OfWaiver(Decision decision, Waiver waiver, VerdictDocument? last)
    {
        if (Find(decision, waiver.Rule) is not { } row)
            return s_useful;
        if (row.State == RowState.NotApplicable)
            return Useless($"the row does not apply to this product ({row.Reason})", "Nothing has to be waived.");
        if (!row.Open.IsEmpty)
            return row.Open.Any(waiver.Covers) ? s_useful : Useless(
                $"nothing of the row fails in '{waiver.Scope}'; what fails is {Names(row)}", "Name that as the scope, or none.");
        return OfGate(row, last) switch
        {
            null when IsOfGate(row) => new("", $"Whether '{waiver.Rule}' fails is decided at the gate. 'mlguard check' says so."),
            { State: "waived" } => s_useful,
            { Open: true } => s_useful,
            { } seen => Useless(
                $"the last verdict, of {last!.Day}, says that it is {seen.State} ({seen.Reason})",
                "If it fails now, run 'mlguard check' first."),
            _ => Useless("nothing of it fails, so it would hide the next failure", "Nothing has to be waived."),
        };
    }

    /// <summary>An attestation stands in for what nobody saw, and never against what was seen.</summary>
    public static EntryUse OfAttestation(Decision decision, string rule, VerdictDocument? last)
    {
        if (Find(decision, rule) is not { } row)
            return ScoreEvidence.SeenAgainst(decision.Product, rule) is { } against
                ? Useless($"this was seen: {against}", "An attestation only stands in for what nobody saw. Correct it.")
                : s_useful;
        if (row.Seen is { } seen)
            return Seen($"this was seen: {seen.What}");
        if (OfGate(row, last) is { Seen.Length: > 0 } contradicted)
            return Seen($"the last verdict, of {last!.Day}, saw this: {contradicted.Seen}");
        return (row.Open.IsEmpty ? OfGate(row, last)?.State ?? RowStates.NameOf(row.State) : "") switch
        {
            "proven" when row.State == RowState.Proven && IsOfGate(row) && OfGate(row, last) is null =>
                new("", $"Whether '{rule}' is proven is decided at the gate. 'mlguard check' says so."),
            "proven" => Useless(
                $"{Saying(row, last)} proven already ({ReasonOf(row, last)})",
                "An attestation would add nothing; if something has changed since, run 'mlguard check' first."),
            "attested" => Useless($"{Saying(row, last)} attested already ({ReasonOf(row, last)})", "Change the entry that is there."),
            "waived" => Useless("the row is waived", "Remove the waiver first."),
            "pending" or "declared" when IsOfGate(row) && OfGate(row, last) is null => new(
                "", $"Whether something speaks against '{rule}' is seen at the gate, and then this does not count. Run 'mlguard check'."),
            "n/a" => Useless($"the row does not apply to this product ({row.Reason})", "Nothing has to be attested."),
            _ => s_useful,
        };
    }

    private static EntryUse Seen(string what) => Useless(
        what,
        "An attestation only stands in for what nobody saw. Correct it and run 'mlguard check', or waive the row.");

    private static EntryUse Useless(string what, string remedy) => new($"{what}. {remedy}", "");

    private static DecidedRow? Find(Decision decision, string rule) => decision.Rows.FirstOrDefault(row => row.Row.Id == rule);

    private static RowDocument? OfGate(DecidedRow row, VerdictDocument? last) =>
        IsOfGate(row) ? last?.Rows.FirstOrDefault(known => known.Rule == row.Row.Id) : null;

    /// <summary>Whether the row rests on what exists only after the build: code and what runs have left.</summary>
    private static bool IsOfGate(DecidedRow row) =>
        row.State == RowState.Pending
        || row.Row.Fields.IsEmpty
        || row.Row.Fields.Any(field => field.IsMade || field.Type.Target is FieldTarget.Symbol or FieldTarget.Evidence);

    /// <summary>What is known of the gate may have changed since.</summary>
    private static string Saying(DecidedRow row, VerdictDocument? last) =>
        OfGate(row, last) is null ? "the row is" : $"the last verdict, of {last!.Day}, says that the row is";

    private static string ReasonOf(DecidedRow row, VerdictDocument? last) => OfGate(row, last)?.Reason ?? row.Reason;

    private static string Names(DecidedRow row)
    {
        ImmutableArray<string> scopes = [.. row.Open.Select(problem => problem.Scope).Where(scope => scope.Length > 0).Distinct()];
        return scopes.IsEmpty ? "the whole row" : string.Join(", ", scopes.Take(5).Select(scope => $"'{scope}'"));
    }
}
