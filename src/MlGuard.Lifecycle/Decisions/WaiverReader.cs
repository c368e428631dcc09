using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>Reads the waivers that hold. One that does not is void, and said to be.</summary>
internal static class WaiverReader
{
    public static (ImmutableArray<Waiver> Waivers, ImmutableArray<Remark> Remarks) Read(ProductSnapshot product)
    {
        var waivers = ImmutableArray.CreateBuilder<Waiver>();
        var remarks = ImmutableArray.CreateBuilder<Remark>();
        foreach (var item in product.Manifest.Find("waivers[]").Where(written => written.Value is MapNode))
        {
            var entry = new WrittenEntry((MapNode)item.Value!, item.Span);
            if (ProblemOf(entry, product) is { } problem)
                remarks.Add(Remark.Void(entry.Name, problem.What, problem.Remedy, problem.Span));
            else
                waivers.Add(Of(entry));
        }

        var byScope = waivers.ToLookup(waiver => (waiver.Rule, waiver.Scope));
        foreach (var twins in byScope.Where(group => group.Count() > 1))
            remarks.Add(Remark.Void(
                twins.Key.Rule, "it is written twice for the same scope, and nobody can tell which of the two is meant", "Remove one.",
                twins.Last().Span));
        return ([.. byScope.Where(group => group.Count() == 1).SelectMany(group => group)], remarks.ToImmutable());
    }

    private static Waiver Of(WrittenEntry entry) =>
        new(entry["rule"]!, entry["scope"] ?? "", entry.Expires!.Value, entry.Span)
        {
            Kind = entry["kind"] ?? "",
            Owner = entry["owner"]!,
            Approved = entry["approved"]!,
            Reason = entry["reason"]!,
            Issue = entry["issue"] ?? "",
        };

    private static (string What, string Remedy, Span Span)? ProblemOf(WrittenEntry entry, ProductSnapshot product)
    {
        foreach (var key in new[] { "rule", "owner", "approved", "reason", "expires" })
            if (entry[key] is null)
                return ($"'{key}' is missing", $"Write '{key}'.", entry.Span);
        if (RequirementTable.Find(entry["rule"]!) is not { } row)
            return MlTests.Ids.Contains(entry["rule"]!)
                ? ("a test of the ML Test Score is no row of a stage", "Remove it: nothing asks for it.", entry.SpanOf("rule"))
                : ("no row has this id",
                    Nearest.Remedy(entry["rule"]!, RequirementTable.All.Select(known => known.Id), "Take the id from the finding."),
                    entry.SpanOf("rule"));
        if (!row.IsWaivable)
            return ("this row cannot be waived", "Remove it.", entry.SpanOf("rule"));
        if (OpenFields.All.First(field => field.Path == "waivers[].reason").IsExample(entry["reason"]!))
            return ("its reason is MlGuard's own example, word for word", "Say why this gap is acceptable.", entry.SpanOf("reason"));
        if (entry.Expires is not { } expires)
            return ("'expires' is no date", "Write a date such as 2026-11-23.", entry.SpanOf("expires"));
        var limit = product.LimitDays("waiverDays");
        if ((expires - product.Today.Date).Days > limit)
            return ($"it expires on {entry["expires"]}, more than {Numbers.Counted(limit, "day")} ahead",
                "Choose a nearer day and renew it then.", entry.SpanOf("expires"));
        if (People.Same.Equals(entry["owner"], entry["approved"]))
            return ("its owner approved it alone", "Let somebody else approve it.", entry.SpanOf("approved"));
        if (!product.People.Know(entry["owner"]!))
            return ($"'{Quoted.Short(entry["owner"]!)}', who owns it, is neither in 'people' nor in CODEOWNERS",
                "Add them, or name somebody who is.", entry.SpanOf("owner"));
        return product.People.Know(entry["approved"]!)
            ? null
            : ($"'{Quoted.Short(entry["approved"]!)}', who approved it, is neither in 'people' nor in CODEOWNERS",
                "Add them, or ask somebody who is.", entry.SpanOf("approved"));
    }
}
