using MlGuard.Lifecycle.Gates.Checks;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates;

/// <summary>Reads the attestations that hold.</summary>
internal static class AttestationReader
{
    public static (ImmutableArray<Attestation> Attestations, ImmutableArray<Remark> Remarks) Read(Product product)
    {
        var attestations = ImmutableArray.CreateBuilder<Attestation>();
        var remarks = ImmutableArray.CreateBuilder<Remark>();
        foreach (var item in product.Manifest.Find("attestations[]").Where(slot => slot.Value is MapNode))
        {
            var entry = new WrittenEntry((MapNode)item.Value!, item.Span);
            if (Problem(entry, product) is { } problem)
                remarks.Add(Remark.VoidAttestation(entry.Name, problem.What, problem.Remedy, problem.Span));
            else
                attestations.Add(new(entry["rule"]!, entry["by"]!, entry["date"]!));
        }

        return (attestations.ToImmutable(), remarks.ToImmutable());
    }

    private static Problem? Problem(WrittenEntry entry, Product product)
    {
        foreach (var key in new[] { "rule", "by", "date", "evidence" })
            if (entry[key] is null)
                return Gates.Problem.Failed($"'{key}' is missing", $"Write '{key}'.", entry.Span);
        if (RowTable.Find(entry["rule"]!) is null && !MlTests.Ids.Contains(entry["rule"]!))
            return Gates.Problem.Failed("no row has this id", Nearest.Remedy(entry["rule"]!, RowTable.All.Select(row => row.Id).Concat(MlTests.Ids), "Take the id from the finding."), entry.SpanOf("rule"));
        if (!product.People.Know(entry["by"]!))
            return Gates.Problem.Failed($"'{Quoted.Short(entry["by"]!)}' is neither in 'people' nor in CODEOWNERS", "Let somebody attest whom the repository knows.", entry.SpanOf("by"));
        if (!ValueTypes.TryDate(entry["date"]!, out _))
            return Gates.Problem.Failed("'date' is no date", "Write a date such as 2026-11-23.", entry.SpanOf("date"));
        var date = new Slot("date", "", null, entry.SpanOf("date")) { Value = new ScalarNode(entry["date"]!, true, entry.SpanOf("date")) };
        if (AgeCheck.Problem(product, date, "the attestation", product.LimitDays("attestationDays")) is { } old)
            return old;
        var path = entry["evidence"]!.Split('#')[0];
        if (product.Folder.Locate(path).Problem is { } outside)
            return Gates.Problem.Failed($"its evidence '{Quoted.Short(path)}' {outside}", "Name a file below the manifest.", entry.SpanOf("evidence"));
        return DocumentProblem.Of(product, new Slot("attestations[].evidence", "", null, entry.SpanOf("evidence")), path);
    }
}
