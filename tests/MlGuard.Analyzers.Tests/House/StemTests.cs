using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;
using MlGuard.Analyzers.Tests.Catalogue;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.House;

/// <summary>Whoever has a rule's name finds all that belongs to it: analyzer, fix, tests and page.</summary>
public class StemTests
{
    private static readonly ImmutableDictionary<string, string> s_stems = typeof(RuleIds)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToImmutableDictionary(field => (string)field.GetRawConstantValue()!, field => field.Name, StringComparer.Ordinal);

    private static readonly ILookup<string, CodeFixProvider> s_fixes = Assembly.Load("MlGuard.CodeFixes").GetTypes()
        .Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)
        .ToLookup(provider => provider.FixableDiagnosticIds.Single(), StringComparer.Ordinal);

    public static TheoryData<string> Ids() => [.. s_stems.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_rule_about_code_has_a_name_among_the_ids() =>
        Assert.Equal(CodeRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), s_stems.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_analyzer_has_the_name_of_its_rule(string id)
    {
        var analyzer = AllAnalyzers.Instances.SingleOrDefault(it => it.SupportedDiagnostics.Any(descriptor => descriptor.Id == id));

        Assert.True(
            analyzer is not null, $"No analyzer reports {id}. Write {string.Join('/', Source("MlGuard.Analyzers", id, "Analyzer"))}.");
        Assert.Equal($"{s_stems[id]}Analyzer", analyzer.GetType().Name);
        AssertFile(Source("MlGuard.Analyzers", id, "Analyzer"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_fixes_have_the_name_of_their_rule(string id)
    {
        if (!CatalogueTests.HasFix(id))
            return;

        Assert.Contains($"{s_stems[id]}CodeFix", s_fixes[id].Select(provider => provider.GetType().Name));
        Assert.All(s_fixes[id], provider => Assert.StartsWith(s_stems[id], provider.GetType().Name, StringComparison.Ordinal));
        AssertFile(Source("MlGuard.CodeFixes", id, "CodeFix"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_tests_have_the_name_of_their_rule(string id)
    {
        string[] path = ["tests", "MlGuard.Analyzers.Tests", RuleCatalogue.Get(id).Step, $"{s_stems[id]}Tests.cs"];

        AssertFile(path);
        Assert.Contains($"class {s_stems[id]}Tests", Repository.Read(path), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_has_the_id_of_its_rule(string id) => AssertFile(["docs", "rules", $"{id}.md"]);

    private static string[] Source(string project, string id, string ending) =>
        ["src", project, RuleCatalogue.Get(id).Step, $"{s_stems[id]}{ending}.cs"];

    private static void AssertFile(string[] path) =>
        Assert.True(File.Exists(Path.Combine([Repository.Root, .. path])), $"There is no {string.Join('/', path)}. Write it.");
}
