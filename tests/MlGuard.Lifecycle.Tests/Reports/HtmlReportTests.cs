using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MlGuard.Lifecycle.Writers.Exports;
using MlGuard.Lifecycle.Writers.Portfolio;
using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Writers.Reports.Html;

namespace MlGuard.Lifecycle.Tests.Reports;

/// <summary>The report as a reader of HTML has it: nothing is lost, nothing is injected, everything has a name.</summary>
public sealed class HtmlReportTests
{
    private const int MostBytes = 500_000;

    private const string Hostile =
        "\"><script>alert(1)</script><img src=x onerror=alert(1)>'`${7*7}{{7}}</title></style>&lt;\u202E\u0007\u0000\u2066 [a](javascript:b) |";

    public static TheoryData<string> Names => [.. SampleVerdicts.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_page_is_small_and_asks_for_nothing(string name)
    {
        var text = HtmlReport.Write(SampleVerdicts.Model(name));
        var page = Parse(text);

        Assert.True(Encoding.UTF8.GetByteCount(text) < MostBytes);
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, embed, form, [src], [srcset], [style]"));
        Assert.Single(page.QuerySelectorAll("style"));
        Assert.All(page.QuerySelectorAll("[href]"), link => Assert.StartsWith("#", link.GetAttribute("href")));
        Assert.All(page.All, element =>
            Assert.DoesNotContain(element.Attributes, one => one.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.DoesNotContain("url(", page.QuerySelector("style")!.TextContent);
        Assert.StartsWith(
            "default-src 'none'; style-src 'sha256-",
                page.QuerySelector("[http-equiv='Content-Security-Policy']")!.GetAttribute("content"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_has_a_name_for_who_does_not_see_it(string name)
    {
        var page = Parse(HtmlReport.Write(SampleVerdicts.Model(name)));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.All(page.QuerySelectorAll("table"), table =>
        {
            Assert.NotEmpty(table.QuerySelector("caption")!.TextContent);
            Assert.All(table.QuerySelectorAll("th"), head => Assert.True(head.GetAttribute("scope") is "row" or "col"));
        });
        Assert.All(page.QuerySelectorAll("svg"), picture =>
        {
            Assert.Equal("img", picture.GetAttribute("role"));
            Assert.All(picture.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotEmpty(page.GetElementById(id)!.TextContent));
        });
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), part =>
            Assert.All(part.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.Contains(id, ids)));
        Assert.All(page.QuerySelectorAll("a"), link => Assert.Contains(link.GetAttribute("href")![1..], ids));
    }

    [Fact]
    public void Ten_seconds_show_stage_target_waivers_and_three_things_to_do()
    {
        var page = Parse(HtmlReport.Write(SampleVerdicts.Model("growth")));
        var header = page.QuerySelector("header")!.TextContent;

        Assert.Contains("Growth is declared and earned, with waivers", header);
        Assert.Matches("Target\\s*none", header);
        Assert.Contains("first until 2027-02-28", header);
        Assert.Equal(3, page.QuerySelectorAll("ol.next > li").Length);
        Assert.Contains("97 days left: Only 41 frauds so far", page.QuerySelector("[aria-labelledby='waived']")!.TextContent);
    }

    [Fact]
    public void A_row_shows_state_path_evidence_with_seal_and_line()
    {
        var page = Parse(HtmlReport.Write(SampleVerdicts.Model("growth")));
        string Row(string rule) =>
            page.QuerySelectorAll("details tr").Single(row => row.QuerySelector("th code")?.TextContent == rule).TextContent;

        Assert.Contains("POST /v2/score > Endpoints.Answer > DecisionLog.Keep", Row("serving/log"));
        Assert.Matches("proven[\\s\\S]*artifacts/perf/k6.json[\\s\\S]*sealed 2026-11-20 by dotnet test, in this build[\\s\\S]*line 99",
            Row("serving/load"));
    }

    [Fact]
    public void An_auditor_finds_each_attestation_waiver_lowered_row_and_unseen_place()
    {
        var text = Parse(HtmlReport.Write(SampleVerdicts.Model("states"))).QuerySelector(".audit")!.TextContent;

        foreach (var said in new[]
        {
            "mltest/model-2", "docs/ab/2026-09-degraded-model.md", "2026-10-20", "country=MT", "accepted-risk", "PAY-1399",
                "src/Old/Old.csproj",
            "it was never restored", "training/slices", "raised", "discovery/agreed", "stage growth of policy.yaml",
        })
            Assert.Contains(said, text);
    }

    [Fact]
    public void The_pictures_of_a_whole_product_are_all_there()
    {
        var earlier = SampleVerdicts.Text("growth").Replace("2026-11-23", "2026-09-01")
            .Replace("\"earned\": \"growth\"", "\"earned\": \"mvp\"");
        var page = Parse(HtmlReport.Write(SampleVerdicts.ModelOf(SampleVerdicts.Text("growth"), earlier)));
        var titles = page.QuerySelectorAll("svg > title").Select(title => title.TextContent).ToList();

        Assert.Equal(
            [
                "Ladder of stages", "The fourteen steps, a square for each row", "ML Test Score", "recallAt1pctFpr",
                    "Quality by slice",
                "The way of POST /v2/score", "Milestones, tactics and reviews", "Gain against cost", "Earned stage over time",
                "recallAt1pctFpr over time",
            ],
            titles);
    }

    /// <summary>No value of a verdict is written for nobody.</summary>
    [Fact]
    public void Each_value_that_changes_changes_what_a_reader_sees()
    {
        var verdict = JsonNode.Parse(SampleVerdicts.Text("each"))!;
        var before = Seen(verdict);
        List<string> unseen = [];
        foreach (var (path, change) in Changes(verdict))
        {
            var undo = change();
            if (Seen(verdict) == before)
                unseen.Add(path);
            undo();
        }

        Assert.Equal(before, Seen(verdict));
        Assert.True(unseen.Count == 0, string.Join("\n", unseen));
    }

    [Fact]
    public void A_hostile_text_in_any_place_makes_no_element_and_hides_nothing()
    {
        var verdict = JsonNode.Parse(SampleVerdicts.Text("each"))!;
        foreach (var leaf in Leaves(verdict).Where(IsFree).ToList())
            leaf.Node.ReplaceWith(Hostile);
        var model = SampleVerdicts.ModelOf(verdict.ToJsonString());
        var text = HtmlReport.Write(model);
        var page = Parse(text);

        Assert.Empty(page.QuerySelectorAll("script, img"));
        Assert.Single(page.QuerySelectorAll("style"));
        Assert.Single(page.QuerySelectorAll("title:not(svg title)"));
        Assert.All(page.All, element =>
            Assert.DoesNotContain(element.Attributes, one => one.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.DoesNotContain(text, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u202E', text);
        Assert.Contains("[U+202E]", page.Body!.TextContent);
        foreach (var export in Export.All)
            Holds(export, export.Write(model));
    }

    [Fact]
    public void A_hostile_manifest_goes_the_whole_way_and_injects_nothing()
    {
        const string Attack = "fraud \\\"><img src=x onerror=alert(1) \\u202E";
        using var product = Products.GrowthProduct.Create(text => text.Replace("project: fraud-detection", $"project: \"{Attack}\""));
        var page = Parse(HtmlReport.Write(SampleVerdicts.ModelOf(JsonReport.Write(product.Decide()))));

        Assert.Empty(page.QuerySelectorAll("img"));
        Assert.Contains("fraud \"><img src=x onerror=alert(1) [U+202E]", page.QuerySelector(".eyebrow")!.TextContent);
    }

    [Fact]
    public void A_portfolio_of_a_hostile_name_is_text_too()
    {
        var portfolio = new ProductPortfolio([new(Hostile, Hostile, "mvp", "", 2, [Hostile])
        {
            Worth = new(10, Hostile, 5, Hostile, 0.5), Currency = "EUR",
        }]);

        Assert.Empty(Parse(PortfolioPage.Write(portfolio)).QuerySelectorAll("script, img"));
    }

    private static void Holds(Export export, string text)
    {
        switch (Path.GetExtension(export.File))
        {
            case ".json" or ".sarif":
                JsonNode.Parse(text);
                break;
            case ".xml" or ".svg":
                System.Xml.Linq.XDocument.Parse(text);
                break;
            case ".md":
                Assert.DoesNotContain("<script", text);
                Assert.DoesNotContain("<img", text);
                // The head of a model card is YAML, where a text in quotes is one.
                Assert.DoesNotContain("](javascript", text[Math.Max(0, text.IndexOf("\n---\n", StringComparison.Ordinal))..]);
                break;
        }
    }

    private static IDocument Parse(string text) =>
        new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true }).ParseDocument(text);

    private static string Seen(JsonNode verdict) =>
        Regex.Replace(HtmlReport.Write(SampleVerdicts.ModelOf(verdict.ToJsonString())), "<style>.*?</style>|<[^>]+>", " ",
            RegexOptions.Singleline);

    private static IEnumerable<(string Path, Func<Action> Change)> Changes(JsonNode verdict) =>
        from leaf in Leaves(verdict).ToList()
        where leaf.Path != "/schema"
        select (leaf.Path, (Func<Action>)(() =>
        {
            var parent = leaf.Node.Parent!;
            var (key, index) = parent is JsonObject ? (leaf.Node.GetPropertyName(), 0) : ("", leaf.Node.GetElementIndex());
            var old = leaf.Node.DeepClone();
            Set(parent, key, index, Other(leaf.Path, leaf.Node));
            return () => Set(parent, key, index, old);
        }));

    private static void Set(JsonNode parent, string key, int index, JsonNode value)
    {
        if (parent is JsonObject json)
            json[key] = value;
        else
            parent.AsArray()[index] = value;
    }

    private static JsonNode Other(string path, JsonNode node) => node.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String when path is "/declared" or "/earned" or "/target" => "mvp",
        System.Text.Json.JsonValueKind.String when IsEnum(path) => node.GetValue<string>() == "mvp" ? "maturity" : "mvp",
        System.Text.Json.JsonValueKind.String => node.GetValue<string>() + "Q9",
        System.Text.Json.JsonValueKind.Number => node.GetValue<double>() + 7,
        System.Text.Json.JsonValueKind.True => false,
        _ => true,
    };

    private static bool IsFree((string Path, JsonNode Node) leaf) =>
        leaf.Node.GetValueKind() == System.Text.Json.JsonValueKind.String && !IsEnum(leaf.Path);

    /// <summary>Stages: a text that is none of the three is none.</summary>
    private static bool IsEnum(string path) =>
        path is "/declared" or "/earned" or "/target"
        || Regex.IsMatch(path, "/rows/[0-9]+/(stage|reaches|bindsFrom)$");

    private static IEnumerable<(string Path, JsonNode Node)> Leaves(JsonNode node, string path = "") => node switch
    {
        JsonObject json => json.Where(pair => pair.Value is not null).SelectMany(pair => Leaves(pair.Value!, $"{path}/{pair.Key}")),
        JsonArray list => list.SelectMany((item, index) => Leaves(item!, $"{path}/{index}")),
        _ => [(path, node)],
    };
}
