using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.House;

/// <summary>What <c>eng/NewRule.cs</c> starts a rule with: code that the compiler reads, and words that nobody can leave in.</summary>
public class NewRuleTests
{
    private static readonly ImmutableDictionary<string, string> s_values = ImmutableDictionary.CreateRange<string, string>(
        StringComparer.Ordinal, [new("id", "MLG4099"), new("name", "StaleModel"), new("step", "Serving"), new("title", "Stale model")]);

    private static IEnumerable<string> Templates =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Repository.Root, "eng", "NewRule.cs")), Snippets.Parse)
            .GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "Create" }
                && call.ArgumentList.Arguments[0].ToString().Contains(".cs\"", StringComparison.Ordinal))
            .Select(call => Filled((InterpolatedStringExpressionSyntax)call.ArgumentList.Arguments[1].Expression));

    [Fact]
    public void Its_code_is_read_without_errors()
    {
        string[] templates = [.. Templates];
        Assert.Equal(3, templates.Length);
        Assert.All(templates, template =>
        {
            Assert.Empty(CSharpSyntaxTree.ParseText(template, Snippets.Parse).GetDiagnostics());
            Assert.Contains("namespace MlGuard.", template, StringComparison.Ordinal);
            Assert.Contains("StaleModel", template, StringComparison.Ordinal);
            Assert.All(template.Split('\n'), line => Assert.InRange(line.Length, 0, 140));
        });
    }

    [Fact]
    public void No_rule_keeps_the_words_that_it_was_started_with() => Assert.All(CodeRules.All, rule =>
    {
        Assert.DoesNotContain("TODO", rule.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\nTODO", Page(rule.Id), StringComparison.Ordinal);
    });

    private static string Page(string id) =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", $"{id}.md")).ReplaceLineEndings("\n");

    private static string Filled(InterpolatedStringExpressionSyntax template) =>
        string.Concat(template.Contents.Select(part => part switch
        {
            InterpolatedStringTextSyntax text => text.TextToken.ValueText,
            InterpolationSyntax value => s_values[value.Expression.ToString()],
            _ => throw new NotSupportedException(part.ToString()),
        }));
}
