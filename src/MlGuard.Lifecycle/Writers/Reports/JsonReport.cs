using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>The verdict as JSON, the source of every other report. Keys are added, never renamed; <c>schema</c> counts up when one goes.</summary>
internal static class JsonReport
{
    private const int Schema = 1;

    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ImmutableDictionary<RowState, string> s_states = new Dictionary<RowState, string>
    {
        [RowState.Proven] = "proven", [RowState.Attested] = "attested", [RowState.Declared] = "declared", [RowState.Waived] = "waived",
        [RowState.NotApplicable] = "n/a", [RowState.Pending] = "pending", [RowState.Failed] = "failed", [RowState.Broken] = "broken",
    }.ToImmutableDictionary();

    /// <summary>The whole verdict.</summary>
    public static string Write(Verdict verdict)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_options))
            Write(json, verdict);
        return Encoding.UTF8.GetString(buffer.ToArray()).Replace("\r\n", "\n") + "\n";
    }

    private static void Write(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteString("product", verdict.Product);
        json.WriteString("version", verdict.Version);
        json.WriteString("ruleset", verdict.Ruleset);
        json.WriteString("declared", verdict.DeclaredStage);
        json.WriteString("earned", verdict.EarnedStage);
        json.WriteBoolean("hasWaivers", verdict.HasWaivers);
        json.WriteString("mode", verdict.Mode.ToString().ToLowerInvariant());
        json.WriteNumber("exitCode", verdict.ExitCode);
        if (verdict.Score is { } score)
            Write(json, score);
        json.WriteStartArray("waivers");
        foreach (var waiver in verdict.Waivers)
            Write(json, waiver);
        json.WriteEndArray();
        json.WriteStartArray("knownGaps");
        foreach (var gap in verdict.KnownGaps)
            json.WriteStringValue(gap);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in verdict.Rows)
            Write(json, row);
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in verdict.Findings)
            Write(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TestScore score)
    {
        json.WriteStartObject("mlTestScore");
        json.WriteNumber("strict", score.Strict);
        json.WriteNumber("adjusted", Math.Round(score.Adjusted, 2));
        json.WriteString("weakest", score.Weakest);
        json.WriteString("meaning", score.Meaning);
        json.WriteStartObject("sections");
        foreach (var (section, points) in score.Sections)
            json.WriteNumber(section, points);
        json.WriteEndObject();
        json.WriteStartArray("tests");
        foreach (var test in score.Tests)
        {
            json.WriteStartObject();
            json.WriteString("id", test.Id);
            json.WriteString("title", test.Title);
            json.WriteNumber("points", test.Points);
            json.WriteBoolean("notApplicable", test.IsNotApplicable);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, WaiverVerdict waiver)
    {
        json.WriteStartObject();
        json.WriteString("rule", waiver.Rule);
        json.WriteString("scope", waiver.Scope);
        json.WriteString("expires", waiver.Expires.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteNumber("daysLeft", waiver.DaysLeft);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RowVerdict row)
    {
        json.WriteStartObject();
        json.WriteString("rule", row.Rule);
        json.WriteString("section", row.Section);
        json.WriteString("title", row.Title);
        json.WriteString("stage", row.Stage);
        json.WriteBoolean("binds", row.Binds);
        json.WriteString("state", s_states[row.State]);
        json.WriteString("reason", row.Reason);
        json.WriteNumber("line", row.Line);
        json.WriteNumber("column", row.Column);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        json.WriteString("message", finding.Message);
        json.WriteString("file", Path.GetFileName(finding.File));
        json.WriteNumber("line", finding.Line);
        json.WriteNumber("column", finding.Column);
        json.WriteNumber("endLine", finding.Span.EndLine);
        json.WriteNumber("endColumn", finding.Span.EndColumn);
        json.WriteString("help", finding.HelpLink);
        json.WriteEndObject();
    }
}
