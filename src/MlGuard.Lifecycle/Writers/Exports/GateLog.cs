using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>
/// What the gate found, as SARIF 2.1.0. It names every rule of the gate, so that a service closes what is no longer found. What is waived
/// is left out, because many services show what is suppressed as open.
/// </summary>
internal static class GateLog
{
    private const string SchemaAddress = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string Base = "%SRCROOT%";

    public static string Write(ReportModel model) =>
        ExportJson.Text(new JsonObject
        {
            ["$schema"] = SchemaAddress,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = Driver() },
                ["automationDetails"] = new JsonObject { ["id"] = $"mlguard/{model.Verdict.Product}/" },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = ExportJson.List(
                [
                    .. model.Verdict.Findings.Select(finding => Result(model, finding)),
                    .. model.WithWaived ? model.Verdict.Waivers.SelectMany(waiver => Waived(model, waiver)) : [],
                ]),
            }),
        });

    private static JsonObject Driver() => new()
    {
        ["name"] = "MlGuard",
        ["informationUri"] = HelpLink.OfPage("report.md"),
        ["rules"] = ExportJson.List(LifecycleRules.All.Select(rule => (JsonNode)new JsonObject
        {
            ["id"] = rule.Id,
            ["shortDescription"] = new JsonObject { ["text"] = rule.Title },
            ["helpUri"] = rule.HelpLink,
            ["properties"] = new JsonObject { ["category"] = rule.Category },
        })),
    };

    private static JsonObject Result(ReportModel model, FindingDocument finding)
    {
        var result = New(finding.Code, LevelOf(finding.Severity), finding.Message);
        result["locations"] = new JsonArray(Location(
            model, finding.File, finding.Line, finding.Column, finding.EndLine, finding.EndColumn));
        result["partialFingerprints"] = Fingerprint(finding.Code, finding.Message);
        return result;
    }

    private static IEnumerable<JsonNode> Waived(ReportModel model, WaiverDocument waiver)
    {
        if (model.Verdict.Rows.FirstOrDefault(row => row.Rule == waiver.Rule) is not { } row)
            yield break;
        var scope = waiver.Scope.Length > 0 ? $" ({waiver.Scope})" : "";
        var result = New(LifecycleRules.OfSection(row.Section), "warning", $"{row.Rule}{scope}: {row.Title} is waived.");
        result["locations"] = new JsonArray(Location(model, "mlguard.yaml", waiver.Line, 0, 0, 0));
        result["suppressions"] = new JsonArray(new JsonObject
        {
            ["kind"] = "external",
            ["status"] = "accepted",
            ["justification"] = $"{waiver.Reason} (approved by {waiver.Approved} until {waiver.Expires})",
        });
        result["partialFingerprints"] = Fingerprint(row.Rule, waiver.Scope);
        yield return result;
    }

    private static JsonObject New(string rule, string level, string message)
    {
        var index = LifecycleRules.All.Select(known => known.Id).ToList().IndexOf(rule);
        var result = new JsonObject { ["ruleId"] = rule };
        if (index >= 0)
            result["ruleIndex"] = index;
        result["level"] = level;
        result["message"] = new JsonObject { ["text"] = message };
        return result;
    }

    private static JsonObject Location(ReportModel model, string file, int line, int column, int endLine, int endColumn)
    {
        var place = new JsonObject
        {
            ["artifactLocation"] = new JsonObject
            {
                ["uri"] = ExportJson.Reference(model.Folder.Length > 0 ? $"{model.Folder}/{file}" : file),
                ["uriBaseId"] = Base,
            },
        };
        if (line > 0)
            place["region"] = Region(line, column, endLine, endColumn);
        return new JsonObject { ["physicalLocation"] = place };
    }

    private static JsonObject Region(int line, int column, int endLine, int endColumn)
    {
        var region = new JsonObject { ["startLine"] = line };
        if (column > 0)
            region["startColumn"] = column;
        if (endLine > line || (endLine == line && endColumn > column && column > 0))
        {
            region["endLine"] = endLine;
            if (endColumn > 0)
                region["endColumn"] = endColumn;
        }

        return region;
    }

    /// <summary>A finding stays the same when lines are added above it.</summary>
    private static JsonObject Fingerprint(string rule, string message)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes($"{rule}\n{message}"));
        return new JsonObject { ["mlguard/v1"] = string.Concat(hash.Take(16).Select(one => one.ToString("x2", null))) };
    }

    private static string LevelOf(string severity) => severity == "message" ? "note" : severity;
}
