using System.Text.Json.Nodes;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>
/// The verdict over all that it rests on, as one in-toto statement (v1): its subjects are the files of evidence and the assemblies. A
/// pipeline signs it with its own tools.
/// </summary>
internal static class VerdictStatement
{
    public static string PredicateType { get; } = HelpLink.OfPage("report.md#verdict-statement-v1");

    /// <summary>A statement is about something: without a file and an assembly there is none.</summary>
    public static bool HasSubjects(ReportModel model) => Subjects(model).Any();

    public static string Write(ReportModel model)
    {
        var verdict = model.Verdict;
        return ExportJson.Text(new JsonObject
        {
            ["_type"] = Seal.StatementType,
            ["subject"] = ExportJson.List(Subjects(model)),
            ["predicateType"] = PredicateType,
            ["predicate"] = new JsonObject
            {
                ["product"] = verdict.Product,
                ["version"] = verdict.Version,
                ["ruleset"] = verdict.Ruleset,
                ["day"] = verdict.Day,
                ["declared"] = verdict.Declared,
                ["earned"] = verdict.Earned,
                ["exitCode"] = verdict.ExitCode,
                ["seals"] = ExportJson.List(verdict.Evidence.Where(evidence => evidence.Day.Length > 0).Select(Sealed)),
                ["waived"] = ExportJson.Texts(verdict.Waivers.Select(waiver => waiver.Rule).Distinct()),
                ["unseen"] = ExportJson.Texts(verdict.Unseen.Select(project => project.Project)),
            },
        });
    }

    private static IEnumerable<JsonNode> Subjects(ReportModel model) =>
        model.Verdict.Evidence.Where(evidence => evidence.Sha256.Length > 0).Select(evidence => (evidence.File, evidence.Sha256))
            .Concat(model.Verdict.Facts.Where(facts => facts is { Stale: "", Sha256.Length: > 0 })
                .Select(facts => ($"{facts.Project}#{facts.TargetFramework}", facts.Sha256)))
            .Distinct()
            .Select(subject => (JsonNode)new JsonObject
            {
                ["name"] = subject.Item1,
                ["digest"] = new JsonObject { ["sha256"] = subject.Sha256 },
            });

    private static JsonNode Sealed(EvidenceDocument evidence) => new JsonObject
    {
        ["file"] = evidence.File,
        ["day"] = evidence.Day,
        ["tool"] = evidence.Tool,
        ["commit"] = evidence.Commit,
        ["ofThisBuild"] = evidence.Unbound.Length == 0,
        ["assemblies"] = ExportJson.Texts(evidence.Assemblies),
    };
}
