using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>Reads the attestations that hold.</summary>
internal static class AttestationReader
{
    public static (ImmutableArray<Attestation> Attestations, ImmutableArray<Remark> Remarks) Read(ProductSnapshot product)
    {
        var attestations = ImmutableArray.CreateBuilder<Attestation>();
        var remarks = ImmutableArray.CreateBuilder<Remark>();
        foreach (var item in product.Manifest.Find("attestations[]").Where(written => written.Value is MapNode))
        {
            var entry = new WrittenEntry((MapNode)item.Value!, item.Span);
            if (ProblemOf(entry, product, $"{item.Path}.evidence") is { } problem)
                remarks.Add(Remark.VoidAttestation(entry.Name, problem.What, problem.Remedy, problem.Span) with
                {
                    IsAbsence = problem.IsAbsence,
                });
            else
                attestations.Add(new(entry["rule"]!, entry["by"]!, entry["date"]!, entry["evidence"]!, entry.Span.Line));
        }

        return (attestations.ToImmutable(), remarks.ToImmutable());
    }

    private static Problem? ProblemOf(WrittenEntry entry, ProductSnapshot product, string use)
    {
        foreach (var key in new[] { "rule", "by", "date", "evidence" })
            if (entry[key] is null)
                return Problem.Failed($"'{key}' is missing", $"Write '{key}'.", entry.Span);
        if (RequirementTable.Find(entry["rule"]!) is null && !MlTests.Ids.Contains(entry["rule"]!))
            return Problem.Failed(
                "no row has this id",
                Nearest.Remedy(
                    entry["rule"]!, RequirementTable.All.Select(row => row.Id).Concat(MlTests.Ids), "Take the id from the finding."),
                entry.SpanOf("rule"));
        if (RequirementTable.Find(entry["rule"]!) is { IsWaivable: false })
            return Problem.Failed("only the gate decides this row, so nobody can vouch for it", "Remove it.", entry.SpanOf("rule"));
        if (!product.People.Know(entry["by"]!))
            return Problem.Failed(
                $"'{Quoted.Short(entry["by"]!)}' is neither in 'people' nor in CODEOWNERS",
                "Let somebody attest whom the repository knows.", entry.SpanOf("by"));
        if (!Days.TryRead(entry["date"]!, out _))
            return Problem.Failed("'date' is no date", "Write a date such as 2026-11-23.", entry.SpanOf("date"));
        var date = new ManifestEntry("date", "", null, entry.SpanOf("date")) { Value = new ScalarNode(
            entry["date"]!, true, entry.SpanOf("date")) };
        if (AgeCheck.ProblemOf(product, date, "the attestation", product.LimitDays("attestationDays")) is { } old)
            return old;
        var path = FilePointer.FileOf(entry["evidence"]!);
        if (product.Folder.Locate(path).Fault is { } outside)
            return Problem.Failed(
                $"its evidence '{Quoted.Short(path)}' {outside}", "Name a file below the manifest.", entry.SpanOf("evidence"));
        return DocumentProblem.Of(
            product, new ManifestEntry("attestations[].evidence", "", null, entry.SpanOf("evidence")), entry["evidence"]!, use);
    }
}
