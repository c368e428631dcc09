using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Writers.Exports;
using MlGuard.Lifecycle.Writers.Reports;
using YamlDotNet.Serialization;

namespace MlGuard.Lifecycle.Tests.Reports;

/// <summary>Each export against the schema of its format, and against what its readers look for.</summary>
public sealed class ExportTests
{
    public static TheoryData<string> Names => [.. SampleVerdicts.Names];

    public static TheoryData<string> Readable => [.. SampleVerdicts.Names.Where(name => name != "broken")];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_log_of_the_gate_is_SARIF(string name)
    {
        var model = SampleVerdicts.Model(name);

        Assert.Empty(OfficialSchemas.OfSarif(GateLog.Write(model)));
        Assert.Empty(OfficialSchemas.OfSarif(GateLog.Write(model with { WithWaived = true })));
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void The_bill_of_materials_is_CycloneDX(string name) =>
        Assert.Empty(OfficialSchemas.OfCycloneDx(ModelBom.Write(SampleVerdicts.Model(name))));

    [Theory]
    [MemberData(nameof(Readable))]
    public void The_attestation_is_CycloneDX_and_refers_to_nothing_that_is_not_there(string name)
    {
        var text = ConformanceBom.Write(SampleVerdicts.Model(name));

        Assert.Empty(OfficialSchemas.OfCycloneDx(text));
        var declared = Regex.Matches(text, "\"bom-ref\": \"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(declared.Distinct().Order(), declared.Order());
        var json = JsonNode.Parse(text)!["declarations"]!;
        var used = json["attestations"]![0]!["map"]!.AsArray().SelectMany(map => Referred(map!)).Concat(
            json["claims"]!.AsArray().SelectMany(claim => claim!["evidence"]?.AsArray().Select(one => one!.GetValue<string>()) ?? []));
        Assert.Empty(used.Except(declared));
    }

    /// <summary>A schema that accepts everything would prove nothing.</summary>
    [Fact]
    public void The_schemas_refuse_what_is_wrong()
    {
        var model = SampleVerdicts.Model("growth");

        Assert.NotEmpty(OfficialSchemas.OfSarif(GateLog.Write(model).Replace("\"level\": \"", "\"level\": \"very ")
            .Replace("\"version\": \"2.1.0\"", "\"version\": \"9\"")));
        Assert.NotEmpty(OfficialSchemas.OfCycloneDx(ModelBom.Write(model).Replace("\"supervised\"", "\"guessed\"")));
        Assert.NotEmpty(OfficialSchemas.OfCycloneDx(ConformanceBom.Write(model).Replace("\"thirdParty\": false", "\"thirdParty\": 0")));
    }

    [Fact]
    public void Every_rule_is_named_and_what_is_waived_only_where_it_is_asked_for()
    {
        var model = SampleVerdicts.Model("growth");
        var log = JsonNode.Parse(GateLog.Write(model))!["runs"]![0]!;

        Assert.Equal(MlGuard.Catalogue.LifecycleRules.All.Length, log["tool"]!["driver"]!["rules"]!.AsArray().Count);
        Assert.DoesNotContain("suppressions", GateLog.Write(model));
        var waived = JsonNode.Parse(
            GateLog.Write(model with { WithWaived = true, Folder = "shop/fraud" }))!["runs"]![0]!["results"]!.AsArray();
        var result = Assert.Single(waived, result => result!["suppressions"] is not null)!;
        Assert.Contains("approved by ines until 2027-02-28", result["suppressions"]![0]!["justification"]!.GetValue<string>());
        Assert.Equal(
            "shop/fraud/mlguard.yaml",
            result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.GetValue<string>());
    }

    /// <summary>The attributes that Jenkins accepts; JUnit itself publishes no schema.</summary>
    private static readonly Dictionary<string, string[]> s_jenkins = new()
    {
        ["testsuites"] = ["name", "time", "tests", "failures", "errors"],
        ["testsuite"] = ["name", "time", "tests", "failures", "errors", "skipped", "timestamp"],
        ["testcase"] = ["name", "time", "classname"],
        ["failure"] = ["type", "message"],
        ["error"] = ["type", "message"],
        ["skipped"] = ["type", "message"],
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_rows_are_JUnit_tests_that_MlGuard_itself_reads(string name)
    {
        var model = SampleVerdicts.Model(name);
        var text = TestReport.Write(model);
        var xml = XDocument.Parse(text).Root!;

        Assert.Equal(model.Verdict.Rows.Count(model.IsAsked), xml.Descendants("testcase").Count());
        Assert.Equal(
            model.Verdict.Rows.Count(row => row is { Open: true, Binds: true } && model.IsAsked(row)),
            xml.Descendants("failure").Count() + xml.Descendants("error").Count());
        Assert.All(xml.DescendantsAndSelf(), element => Assert.All(
            element.Attributes(), attribute => Assert.Contains(attribute.Name.LocalName, s_jenkins[element.Name.LocalName])));
        foreach (var suite in xml.Elements("testsuite"))
        {
            Assert.Equal(suite.Elements("testcase").Count(), (int)suite.Attribute("tests")!);
            Assert.Equal(suite.Descendants("failure").Count(), (int)suite.Attribute("failures")!);
            Assert.Equal(suite.Descendants("error").Count(), (int)suite.Attribute("errors")!);
            Assert.Equal(suite.Descendants("skipped").Count(), (int)suite.Attribute("skipped")!);
        }

        if (model.IsReadable)
            Assert.NotNull(TestResults.Read(System.Text.Encoding.UTF8.GetBytes(text)).Value);
    }

    [Theory]
    [InlineData("growth", "growth · test score 3.5 · 1 waiver", "green")]
    [InlineData("mvp", "mvp · test score 0", "blue")]
    [InlineData("broken", "no stage", "red")]
    public void The_badge_says_the_stage_in_the_words_of_shields(string name, string message, string colour)
    {
        var model = SampleVerdicts.Model(name);
        var json = JsonNode.Parse(Badge.Json(model))!;

        Assert.Equal(["schemaVersion", "label", "message", "color"], json.AsObject().Select(pair => pair.Key));
        Assert.Equal((1, "MlGuard", message, colour), (
            json["schemaVersion"]!.GetValue<int>(), json["label"]!.GetValue<string>(), json["message"]!.GetValue<string>(),
            json["color"]!.GetValue<string>()));
        Assert.Equal($"MlGuard: {message}", XDocument.Parse(Badge.Svg(model)).Root!.Attribute("aria-label")!.Value);
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void The_head_of_the_model_card_is_what_a_hub_reads(string name)
    {
        var head = Head(ModelCard.Write(SampleVerdicts.Model(name)));

        Assert.IsType<string>(head["license"]);
        Assert.Equal("ml.net", head["library_name"]);
        if (!head.TryGetValue("model-index", out var index))
            return;
        var result = Map(Assert.Single(List(Map(Assert.Single(List(index)))["results"])));
        Assert.NotEmpty((string)Map(result["task"])["type"]);
        Assert.NotEmpty((string)Map(result["dataset"])["type"]);
        Assert.NotEmpty((string)Map(result["dataset"])["name"]);
        Assert.All(List(result["metrics"]), metric => Assert.NotEmpty((string)Map(metric)["type"]));
    }

    [Fact]
    public void The_model_card_holds_metrics_slices_limits_and_risks()
    {
        var card = ModelCard.Write(SampleVerdicts.Model("growth"));

        Assert.Contains("value: 0.66", card);
        Assert.Contains("| recallAt1pctFpr | 0.66 | 0.62 |", card);
        Assert.Contains("quality, country MT | 0.31", card);
        Assert.Contains("Labels arrive 45 days late", card);
        Assert.Contains("false declines hit migrants harder", card);
        Assert.Contains("Change mlguard.yaml, not this file", card);
    }

    /// <summary>The specification of in-toto (v1) asks for these; it publishes no JSON schema.</summary>
    [Fact]
    public void The_statement_names_each_file_and_assembly_by_its_digest()
    {
        var model = SampleVerdicts.Model("growth");
        var json = JsonNode.Parse(VerdictStatement.Write(model))!;

        Assert.Equal(Seal.StatementType, json["_type"]!.GetValue<string>());
        Assert.True(Uri.IsWellFormedUriString(json["predicateType"]!.GetValue<string>(), UriKind.Absolute));
        Assert.Equal(model.Verdict.Evidence.Length + model.Verdict.Facts.Length, json["subject"]!.AsArray().Count);
        Assert.All(json["subject"]!.AsArray(), subject =>
        {
            Assert.NotEmpty(subject!["name"]!.GetValue<string>());
            Assert.Matches("^[0-9a-f]{64}$", subject["digest"]!["sha256"]!.GetValue<string>());
        });
        Assert.NotEmpty(json["predicate"]!["seals"]!.AsArray());
    }

    [Fact]
    public void The_technical_documentation_has_nine_headings_and_names_what_is_missing()
    {
        var text = TechnicalDocumentation.Write(SampleVerdicts.Model("high"));

        Assert.Equal(9, Regex.Count(text, "(?m)^## [1-9]\\. "));
        Assert.Contains("Intended purpose: Score card payments at checkout.", text);
        Assert.Contains("missing: `governance.logs.retention`", text);
        Assert.False(Export.Find("annex-iv")!.IsPossible(SampleVerdicts.Model("growth")));
    }

    [Fact]
    public void The_summary_is_short_and_says_what_has_changed()
    {
        var before = SampleVerdicts.Text("growth").Replace("\"value\": 0.66", "\"value\": 0.6").Replace("2026-11-23", "2026-11-01");
        var text = SummaryPage.Write(SampleVerdicts.ModelOf(SampleVerdicts.Text("growth"), before));

        Assert.True(text.Split('\n').Length < 40, text);
        Assert.Contains("**Growth is declared and earned, with waivers.**", text);
        Assert.Contains("### Since 2026-11-01", text);
        Assert.Contains("| better | metric `recallAt1pctFpr` | from 0.6 to 0.66 |", text);
    }

    /// <summary>What fails is named before anything else.</summary>
    [Fact]
    public void The_summary_of_a_stage_that_is_not_earned_says_why()
    {
        var text = SummaryPage.Write(SampleVerdicts.Model("hosted"));

        Assert.Contains("MVP is declared but not earned", text);
        Assert.Contains("### What is missing", text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_verdict_gives_the_same_bytes_in_every_form(string name)
    {
        foreach (var export in Export.All.Where(export => export.IsPossible(SampleVerdicts.Model(name))))
        {
            var text = export.Write(SampleVerdicts.Model(name));
            Assert.Equal(text, export.Write(SampleVerdicts.Model(name)));
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("\n", text);
        }
    }

    /// <summary>What a verdict of before these keys lacks is empty, and no fault.</summary>
    [Fact]
    public void A_verdict_of_an_earlier_version_is_read()
    {
        var json = JsonNode.Parse(SampleVerdicts.Text("growth"))!.AsObject();
        foreach (var key in new[] { "manifest", "metrics", "ways", "attestations", "predictions", "untestedPipelines", "planSize" })
            json.Remove(key);
        foreach (var row in json["rows"]!.AsArray())
            row!.AsObject().Remove("files");
        var old = VerdictFile.Read(json.ToJsonString()).Value!;

        Assert.True(old.Manifest.IsEmpty);
        foreach (var export in Export.All)
            Assert.NotEmpty(export.Write(new(old, [])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"schema\": 2 }")]
    [InlineData("{ \"schema\": 1, \"rows\": 3 }")]
    [InlineData("{ \"schema\": 1, \"rows\": [null] }")]
    [InlineData("{ \"schema\": 1, \"rows\": [[]] }")]
    [InlineData("{ \"schema\": 1, \"schema\": 1 }")]
    [InlineData("{ \"schema\": 1, \"product\": \"\\ud800\" }")]
    public void What_is_no_verdict_is_a_fault(string text) => Assert.NotNull(VerdictFile.Read(text).Fault);

    [Fact]
    public void A_build_asks_for_kinds_by_name()
    {
        var files = VerdictExports.Write(new(SampleVerdicts.Text("growth"), ["sarif", "summary", "annex-iv"]));

        Assert.Equal(["summary.md", "gate.sarif"], files.Select(file => file.Name));
        Assert.Equal(Export.All.Length - 1, VerdictExports.Write(new(SampleVerdicts.Text("growth"), [VerdictExports.Everything])).Length);
        Assert.Throws<FormatException>(() => VerdictExports.Write(new("{}", ["html"])));
    }

    private static IEnumerable<string> Referred(JsonNode map) =>
        new[] { map["requirement"]!.GetValue<string>() }
            .Concat(new[] { map["claims"], map["counterClaims"], map["conformance"]!["mitigationStrategies"] }
                .SelectMany(list => list?.AsArray().Select(one => one!.GetValue<string>()) ?? []));

    private static Dictionary<string, object> Head(string card) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(card.Split("---\n")[1]);

    private static List<object> List(object value) => (List<object>)value;

    private static Dictionary<object, object> Map(object value) => (Dictionary<object, object>)value;
}
