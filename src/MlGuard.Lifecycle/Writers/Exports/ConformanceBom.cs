using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Writers.Reports.Html;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>
/// The verdict as a CycloneDX 1.6 attestation: the stages are the levels of a standard, the rows its requirements, and each row a claim
/// with its evidence.
/// </summary>
internal static class ConformanceBom
{
    private const string Assessor = "assessor";
    private const string Standard = "mlguard";

    private static readonly ImmutableArray<string> s_stages = ["mvp", "growth", "maturity"];

    private static readonly ImmutableDictionary<string, double> s_scores = new Dictionary<string, double>
    {
        ["proven"] = 1, ["attested"] = 0.5, ["declared"] = 0.5, ["unbound"] = 0.5, ["waived"] = 0.5,
    }.ToImmutableDictionary();

    /// <summary>How sure somebody can be: what was checked against the product, what a person vouches for, what is only said.</summary>
    private static readonly ImmutableDictionary<string, double> s_confidence = new Dictionary<string, double>
    {
        ["proven"] = 1, ["attested"] = 0.5, ["unbound"] = 0.5,
    }.ToImmutableDictionary();

    public static string Write(ReportModel model)
    {
        var bom = CycloneDx.Document(model);
        ImmutableArray<RowDocument> rows = [.. model.Verdict.Rows.Where(row => model.IsAsked(row) && row.State != "n/a")];
        bom["definitions"] = new JsonObject { ["standards"] = new JsonArray(StandardOf(model)) };
        bom["declarations"] = new JsonObject
        {
            ["assessors"] = new JsonArray(AssessorOf(model)),
            ["attestations"] = new JsonArray(new JsonObject
            {
                ["summary"] = SummaryPart.Headline(model) + ".",
                ["assessor"] = Assessor,
                ["map"] = ExportJson.List(rows.Select(row => MapOf(model, row))),
            }),
            ["claims"] = ExportJson.List(rows.Select(row => ClaimOf(model, row))),
            ["evidence"] = ExportJson.List([.. Files(model, rows), .. Attested(model), .. Waived(model)]),
            ["targets"] = new JsonObject { ["components"] = new JsonArray(Target(model)) },
        };
        return ExportJson.Text(bom);
    }

    private static JsonObject StandardOf(ReportModel model) =>
        new JsonObject { ["bom-ref"] = Standard, ["name"] = "MlGuard lifecycle" }.With("version", model.Verdict.Ruleset)
            .With("requirements", ExportJson.List(model.Verdict.Rows.Select(row => (JsonNode)new JsonObject
            {
                ["bom-ref"] = RequirementRef(row.Rule),
                ["identifier"] = row.Rule,
                ["text"] = row.Title,
            })))
            .With("levels", ExportJson.List(s_stages.Select(stage => (JsonNode)new JsonObject
            {
                ["bom-ref"] = $"level:{stage}",
                ["identifier"] = stage,
                ["requirements"] = ExportJson.Texts(model.Verdict.Rows
                    .Where(row => row.BindsFrom.Length > 0 && StageOrder.IsWithin(row.BindsFrom, stage))
                        .Select(row => RequirementRef(row.Rule))),
            })));

    /// <summary>The gate runs in the team's own build.</summary>
    private static JsonObject AssessorOf(ReportModel model) => new()
    {
        ["bom-ref"] = Assessor,
        ["thirdParty"] = false,
        ["organization"] = new JsonObject { ["name"] = model.Said["owner"] is { Length: > 0 } owner ? owner : "unknown" },
    };

    private static JsonObject MapOf(ReportModel model, RowDocument row)
    {
        var conformance = new JsonObject
        {
            ["score"] = s_scores.GetValueOrDefault(row.State, 0),
            ["rationale"] = $"{row.State}: {row.Reason}",
        };
        conformance.With("mitigationStrategies", ExportJson.Texts(
            Indexed(model.Verdict.Waivers).Where(waiver => waiver.Item.Rule == row.Rule).Select(waiver => WaiverRef(waiver.Index))));
        return new JsonObject
        {
            ["requirement"] = RequirementRef(row.Rule),
            [row.Open ? "counterClaims" : "claims"] = ExportJson.Texts([ClaimRef(row.Rule)]),
            ["conformance"] = conformance,
            ["confidence"] = new JsonObject { ["score"] = s_confidence.GetValueOrDefault(row.State, 0) },
        };
    }

    private static JsonObject ClaimOf(ReportModel model, RowDocument row) =>
        new JsonObject { ["bom-ref"] = ClaimRef(row.Rule), ["target"] = "target", ["predicate"] = row.Title }.With("reasoning", row.Reason)
            .With("evidence", ExportJson.Texts(row.Files.Select(FileRef).Concat(
                Indexed(model.Verdict.Attestations).Where(one => one.Item.Rule == row.Rule).Select(one => AttestationRef(one.Index)))));

    private static IEnumerable<JsonNode> Files(ReportModel model, ImmutableArray<RowDocument> rows) =>
        from file in rows.SelectMany(row => row.Files).Distinct(StringComparer.Ordinal)
        let seal = model.Verdict.Evidence.FirstOrDefault(evidence => evidence.File == file)
        select (JsonNode)Dated(
            new JsonObject { ["bom-ref"] = FileRef(file), ["data"] = Data(file) }
                .With("propertyName", seal is null ? "" : AuditPart.Binding(seal)),
            "created", seal?.Day ?? "");

    private static IEnumerable<JsonNode> Attested(ReportModel model) =>
        from one in Indexed(model.Verdict.Attestations)
        select (JsonNode)Dated(
            new JsonObject
            {
                ["bom-ref"] = AttestationRef(one.Index),
                ["propertyName"] = $"attestation of {one.Item.Rule}",
                ["data"] = Data(one.Item.Evidence),
                ["author"] = new JsonObject { ["name"] = one.Item.By },
            },
            "created", one.Item.Date);

    private static IEnumerable<JsonNode> Waived(ReportModel model) =>
        from waiver in Indexed(model.Verdict.Waivers)
        select (JsonNode)Dated(
            new JsonObject
            {
                ["bom-ref"] = WaiverRef(waiver.Index),
                ["propertyName"] = $"waiver of {waiver.Item.Rule}{(waiver.Item.Scope.Length > 0 ? $" ({waiver.Item.Scope})" : "")}",
                ["data"] = new JsonArray(new JsonObject
                {
                    ["name"] = waiver.Item.Reason,
                }),
                ["author"] = new JsonObject { ["name"] = waiver.Item.Owner },
                ["reviewer"] = new JsonObject { ["name"] = waiver.Item.Approved },
            },
            "expires", waiver.Item.Expires);

    private static JsonObject Target(ReportModel model)
    {
        var target = CycloneDx.Product(model);
        target["bom-ref"] = "target";
        return target;
    }

    private static JsonArray Data(string file) =>
        [new JsonObject { ["name"] = file, ["contents"] = new JsonObject { ["url"] = ExportJson.Reference(file) } }];

    private static JsonObject Dated(JsonObject json, string key, string day) =>
        json.With(key, Days.TryRead(day, out _) ? CycloneDx.TimeOf(day) : "");

    private static IEnumerable<(T Item, int Index)> Indexed<T>(ImmutableArray<T> items) => items.Select((item, index) => (item, index));

    private static string RequirementRef(string rule) => $"row:{rule}";

    private static string ClaimRef(string rule) => $"claim:{rule}";

    private static string FileRef(string file) => $"file:{file}";

    private static string WaiverRef(int index) => $"waiver:{Numbers.Written(index)}";

    private static string AttestationRef(int index) => $"attestation:{Numbers.Written(index)}";
}
