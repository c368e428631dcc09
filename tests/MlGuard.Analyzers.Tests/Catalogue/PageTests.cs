using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.Catalogue;

/// <summary>The pages are read by people who just met a finding: what they show must be what happens.</summary>
public partial class PageTests
{
    private const string Digest = 
        "mlguard-digest\t1\nstage\tgrowth\nuntested\tShop.TrainPipeline.Run\t2026-11-24\n"
        + "unevaluated\tShop.BicycleSupport.AnswerAsync\t2026-11-24\n";

    /// <summary>What the build sees of the file that a page speaks of.</summary>
    private const string Data =
        "mlguard-data\t1\nfile\t/cells.csv\t;\tyes\ncolumn\tvolt\t64\t0\t0\t0\t0\ncolumn\ttype\t1024\t0\t0\t0\t\n";

    /// <summary>What the build sees of the models that the pages speak of.</summary>
    private const string Models = """
        mlguard-models	1
        file	/yolo.onnx	yolo.onnx	both
        onnx	8	pytorch 2.4
        opset		17
        input	images	tensor	1	4	1	3	640	640
        output	output0	tensor	1	3	1	84	8400
        file	/new.onnx	new.onnx	both
        onnx	99	pytorch 9.9
        opset		99
        file	/tags.onnx	tags.onnx	none
        onnx	8	pytorch 2.4
        opset		17

        """;

    private static readonly string[] s_sections = ["What", "Why", "Violation", "Fix", "When to suppress", "Options"];

    public static TheoryData<string> CodeRuleIds() => [.. CodeRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(CodeRuleIds))]
    public void Page_has_the_title_the_tier_and_every_section(string id)
    {
        var page = Repository.Read("docs", "rules", $"{id}.md");
        var rule = RuleCatalogue.Get(id);

        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"\nTier: {rule.Tier} ", page, StringComparison.Ordinal);
        Assert.Equal(s_sections, Heading.Matches(page).Select(match => match.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(CodeRuleIds))]
    public async Task Violation_raises_the_rule(string id)
    {
        var findings = await FindingsIn(id, "Violation");

        Assert.Equal([id], findings.Where(finding => finding.Id == id || IsBug(finding)).Select(finding => finding.Id).Distinct());
    }

    [Theory]
    [MemberData(nameof(CodeRuleIds))]
    public async Task Fixed_code_raises_nothing(string id)
    {
        var findings = await FindingsIn(id, "Fix");

        Assert.Empty(findings.Where(finding => finding.Id == id || IsBug(finding)));
    }

    /// <summary>A snippet about one practice, such as a fallback, need not show the others too.</summary>
    private static bool IsBug(Diagnostic finding) => RuleCatalogue.Get(finding.Id).Tier == Tier.Bug;

    private static async Task<ImmutableArray<Diagnostic>> FindingsIn(string id, string section)
    {
        var page = Repository.Read("docs", "rules", $"{id}.md");
        var text = page[page.IndexOf($"\n## {section}\n", StringComparison.Ordinal)..];
        text = text[..text.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        var snippet = Snippet.Match(text);
        // The manifest's own rules are mended in the manifest.
        if (!snippet.Success && section == "Fix" && text.Contains("```yaml", StringComparison.Ordinal))
            return [];

        var compilation = AllAnalyzers.Compile(
            [($"{id}.cs", snippet.Groups[1].Value)], OutputKind.DynamicallyLinkedLibrary, References.Xunit);
        // A page speaks of its rule also where the rule is off until somebody wants it. A library that was built against an older version
        // of another one is fine: the SDK suppresses that warning too.
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            [new(id, ReportDiagnostic.Warn), new("CS1701", ReportDiagnostic.Suppress)]));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return await AllAnalyzers.RunAsync(compilation, Digest, Data, Models);
    }

    [GeneratedRegex(@"^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet { get; }
}
