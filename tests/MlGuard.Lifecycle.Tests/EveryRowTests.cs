using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>No row without its three tests: earned, missed, and with a value that is broken or hostile.</summary>
public sealed class EveryRowTests
{
    /// <summary>Values that nobody means well: what is no value, what leads out of the product, what never ends, what hides.</summary>
    private static readonly ImmutableArray<string> s_hostile = ["{ a: { b: c } }", "../../../etc/passwd", new string('9', 20_000)];

    /// <summary>Rows that the maturity example does not have, with what they need.</summary>
    private static readonly ImmutableDictionary<string, (string From, string To)> s_additions = new Dictionary<string, (string, string)>
    {
        ["governance/logs"] = ("euAiAct: { class: not-high-risk", "logs: { retention: 400d }\n  euAiAct: { class: high"),
        ["governance/energy"] = ("\ngovernance: ", "\ngovernance:\n  energy: artifacts/eval/energy.json#/kwh "),
        ["models"] = ("\ndiscovery: ", "\nmodels: [{ name: judge, license: MIT, source: elsewhere, id: judge-2026-08-06 }]\ndiscovery: "),
        ["serving/tools"] = ("\nserving: ", "\nserving:\n  tools: [{ name: refund, effect: destructive, approval: true }] "),
        ["serving/prompts"] = (
            "\nserving: ", "\nserving:\n  prompts: [{ file: prompts/a.md, version: 2, owner: lea }] "),
        ["governance/incidents"] = ("\ngovernance: ", "\ngovernance:\n  incidents: { plan: docs/incidents.md, owner: lea } "),
    }.ToImmutableDictionary();

    /// <summary>Rows without a value of their own: what they compare belongs to other rows.</summary>
    private static readonly ImmutableArray<string> s_withoutFields =
    [
        .. RequirementTable.All.Where(row => row.Fields.IsEmpty).Select(row => row.Id),
    ];

    public static TheoryData<string> Rows => [.. RequirementTable.All.Where(row => !row.Fields.IsEmpty).Select(row => row.Id)];

    public static TheoryData<string> Added => [.. s_additions.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Added))]
    public void The_example_with_the_row_earns_it_and_misses_it_without(string rule)
    {
        using var product = Product(rule);

        var text = File.ReadAllText(product.Manifest);
        Assert.True(
            product.Row(rule, ci: true).State == (SaidRows.All.Contains(rule) ? RowState.Declared : RowState.Proven),
            product.Row(rule, ci: true).Reason);
        foreach (var (path, value) in Values(product, rule))
        {
            product.Write("mlguard.yaml", With(text, value, "TODO"));
            Assert.True(product.Row(rule, ci: true).State is RowState.Failed or RowState.NotApplicable, path);
        }
    }

    public static TheoryData<string> WithFile => [.. RequirementTable.All.Where(row => row.File is not null).Select(row => row.Id)];

    /// <summary>What 'explain' shows of a file is what the check reads.</summary>
    [Theory]
    [MemberData(nameof(WithFile))]
    public void The_file_that_is_shown_earns_its_row(string rule)
    {
        using var product = Product(rule);
        var row = RequirementTable.Find(rule)!;
        var names = RequirementTable.Find("training/quality/beats") == row ? RequirementTable.Find("training/quality")!.Fields : row.Fields;
        var path = names.Where(field => field.Type.Target is FieldTarget.Evidence or FieldTarget.Element || field.IsMade)
            .SelectMany(field => LoadedManifest.Of(product.Manifest).Manifest!.Find(field.Path)).Select(entry => entry.Text!).First();
        var text = File.ReadAllText(product.Manifest).Replace("by: [country, channel, customer-age]", "by: [country]");
        product.Write("mlguard.yaml", text.Replace("scope: country=MT", "scope: country=XX"));
        product.Write(
            path.Split('#')[0],
            row.File!.Json.Replace("\"recall\"", "\"recallAt1pctFpr\"")
                .Replace("9f2c41d07be0a6d3c5f18a2247d9e60b3b7a54e1c80f6d29a1e3577c0d4b8f12", GrowthProduct.ModelHash));

        var verdict = product.Row(rule, ci: true);

        Assert.True(
            verdict.State == (SaidRows.All.Contains(rule) ? RowState.Declared : RowState.Proven), $"{verdict.State}: {verdict.Reason}");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_hostile_value_earns_nothing_and_breaks_nothing(string rule)
    {
        using var product = Product(rule);
        var text = File.ReadAllText(product.Manifest);
        var replacements =
            from field in Values(product, rule).DistinctBy(value => value.Path)
            from value in s_hostile
            select (field.Path, field.Entry, value);
        foreach (var (path, entry, value) in replacements.Some(4))
        {
            var hostile = value[0] == '.' && entry.Text!.Contains('#') ? value + "#/root" : value;
            product.Write("mlguard.yaml", With(text, entry, hostile));

            var verdict = product.Decide(GateMode.Enforce, ci: true);

            var type = RequirementTable.Find(rule)!.Fields.Single(field => field.Path == path).Type;
            var isMeant = hostile[0] != '{' && type.Holds(hostile) && type.Target is FieldTarget.None or FieldTarget.Symbol;
            Assert.All(verdict.Findings, finding => Assert.True(
                finding.Message.Length < 1_000 && !finding.Message.Contains("root:"), finding.Message));
            Assert.True(
                isMeant
                    || verdict.ExitCode == 3
                    || verdict.Rows.Single(row => row.Rule == rule).State is RowState.Failed or RowState.Broken,
                $"{path}: {hostile[..Math.Min(30, hostile.Length)]}");
        }
    }

    [Fact]
    public void Energy_whose_number_is_none_is_broken()
    {
        using var product = Product("governance/energy");
        product.Write("artifacts/eval/energy.json", """{ "kwh": "much" }""");

        Assert.Equal(RowState.Broken, product.Row("governance/energy").State);
    }

    [Fact]
    public void Training_and_serving_that_are_not_both_here_are_not_one_product()
    {
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(
            code, "engine.Predict(transaction).Probability", "transaction.Amount"));

        Assert.Equal(RowState.Failed, product.Row("training/coupling").State);
    }

    /// <summary>Who adds a row adds its tests.</summary>
    [Fact]
    public void Every_row_is_earned_missed_and_tried_with_what_is_hostile()
    {
        var all = RequirementTable.All.Select(row => row.Id).Order().ToList();
        var contradicted = LaterRowTests.Contradictions.Select(data => data.Data.Item1)
            .Concat(LaterRowTests.Files.Select(data => data.Data.Item1))
            .Concat(MutationTests.Mutations.SelectMany(data => data.Data.Item4.Split(' '))).ToHashSet();
        IEnumerable<string> Of(TheoryData<string> data) => data.Select(row => row.Data);

        Assert.Equal(all, Of(LaterRowTests.Rows).Concat(Of(RowTests.MvpRows)).Concat(Of(Added)).Distinct().Order());
        Assert.Equal(
            all,
            Of(LaterRowTests.Rows).Except(s_withoutFields).Concat(RowTests.Missing.Select(data => data.Data.Item1)).Concat(Of(Added))
                .Concat(contradicted.Intersect(s_withoutFields)).Append("training/coupling").Append("code/findings").Distinct()
                .Order());
        Assert.Equal(
            all,
            Of(Rows).Concat(contradicted.Intersect(s_withoutFields)).Append("training/coupling").Append("code/findings").Distinct()
                .Order());
    }

    private static TestProduct Product(string rule)
    {
        var product = GrowthProduct.Create(example: "maturity");
        product.Write("artifacts/eval/energy.json", """{ "kwh": 12.5 }""")
            .Write("prompts/a.md", "You answer customers of a bicycle shop in two short sentences.\n")
            .Write("docs/incidents.md", Documents.Report.Replace("# ", "# Incidents: "));
        if (rule == "serving/tools")
            product.WithReference(HostedRowTests.Libraries, "Libraries").WithCode(HostedRowTests.Refund, "Shop");
        return s_additions.TryGetValue(rule, out var addition)
            ? product.Write("mlguard.yaml", LaterRowTests.Replaced(File.ReadAllText(product.Manifest), addition.From, addition.To))
            : product;
    }

    private static ImmutableArray<(string Path, ManifestEntry Entry)> Values(TestProduct product, string rule)
    {
        var manifest = LoadedManifest.Of(product.Manifest).Manifest!;
        return
        [
            .. RequirementTable.Find(rule)!.Fields.SelectMany(field => manifest.Find(field.Path).Where(entry => entry.Text is not null)
                .Select(entry => (field.Path, entry))),
        ];
    }

    private static string With(string text, ManifestEntry entry, string value)
    {
        var lines = text.Split('\n');
        var span = entry.Value!.Span;
        var line = lines[span.Line - 1];
        lines[span.Line - 1] = line[..(span.Column - 1)] + value + line[(span.EndLine == span.Line ? span.EndColumn - 1 : line.Length)..];
        return string.Join('\n', lines);
    }
}
