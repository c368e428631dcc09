using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>What both documents of CycloneDX 1.6 have in common.</summary>
internal static class CycloneDx
{
    public const string ProductRef = "product";

    public static JsonObject Document(ReportModel model) => new()
    {
        ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.6",
        ["serialNumber"] = $"urn:uuid:{model.Identity:D}",
        ["version"] = 1,
        ["metadata"] = new JsonObject
        {
            ["timestamp"] = TimeOf(model.Verdict.Day),
            ["tools"] = new JsonObject
            {
                ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = "MlGuard" }),
            },
            ["component"] = Product(model),
        },
    };

    public static JsonObject Product(ReportModel model) =>
        new JsonObject { ["type"] = "application", ["bom-ref"] = ProductRef, ["name"] = NameOf(model) }
            .With("version", model.Verdict.Version).With("description", model.Said["discovery.problem"]);

    public static string TimeOf(string day) => $"{day}T00:00:00Z";

    public static JsonObject Property(string name, string value) => new() { ["name"] = $"mlguard:{name}", ["value"] = value };

    public static JsonArray Licenses(string license)
    {
        if (license.Length == 0)
            return [];
        return Spdx.Holds(license)
            ? [new JsonObject { ["expression"] = license }]
            : [new JsonObject { ["license"] = new JsonObject { ["name"] = license } }];
    }

    public static JsonArray Hashes(string hash) =>
        HashText.Bare(hash) is { Length: 64 } bare && bare.All(Uri.IsHexDigit)
            ? [new JsonObject { ["alg"] = "SHA-256", ["content"] = bare }]
            : [];

    private static string NameOf(ReportModel model) =>
        model.Said["project"] is { Length: > 0 } project ? project : model.Title;
}
