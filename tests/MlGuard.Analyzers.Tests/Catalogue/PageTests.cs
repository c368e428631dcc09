using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.Catalogue;

/// <summary>The pages are read by people who just met a finding: what they show must be what happens.</summary>
public partial class PageTests
{
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
        // The manifest's own rules are mended in the manifest.
        if (RulePage.CodeOf(id, section) is not { } code)
            return [];

        var compilation = AllAnalyzers.Compile(
            [($"{id}.cs", code)], OutputKind.DynamicallyLinkedLibrary, References.Xunit);
        // A page speaks of its rule also where the rule is off until somebody wants it. A library that was built against an older version
        // of another one is fine: the SDK suppresses that warning too.
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            [new(id, ReportDiagnostic.Warn), new("CS1701", ReportDiagnostic.Suppress)]));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return await AllAnalyzers.RunAsync(compilation, RulePage.Digest, RulePage.Data, RulePage.Models);
    }

    [GeneratedRegex(@"^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }
}
