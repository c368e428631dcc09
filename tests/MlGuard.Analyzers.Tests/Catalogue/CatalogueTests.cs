using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.Catalogue;

public class CatalogueTests
{
    /// <summary>Rules without a fix, with the reason.</summary>
    private static readonly ImmutableDictionary<string, string> s_withoutFix = new Dictionary<string, string>
    {
        ["MLG1002"] = "Which column of the file a member is meant for stands in the file alone.",
        ["MLG1032"] = "Whether the data or the model is to change its shape is the team's decision.",
        ["MLG1033"] = "The model is exported anew, or the package updated, outside of the code.",
        ["MLG4010"] = "Where the session is kept, and who disposes it, is the team's decision.",
        ["MLG4013"] = "The offsets that replace the indices depend on the layout of the tensor and on all loops around.",
        ["MLG4014"] = "Whether the run stays asynchronous or the session gets threads is the team's decision.",
        ["MLG5003"] = "What the program does on the CPU instead, only the team knows.",
        ["MLG7007"] = "Where the library belongs, only the team knows.",
        ["MLG4045"] = "Which parts of the text are the system's, the user's and the model's, only its writer knows.",
        ["MLG4044"] = "Who keeps the model, and who disposes it in the end, is the team's decision.",
        ["MLG4022"] = "What the build copies stands in the project's file.",
        ["MLG1040"] = "Whether the file or the code is wrong, only the team knows.",
        ["MLG1041"] = "Whether an empty cell of the file means nothing or zero, only the team knows.",
        ["MLG1042"] = "What the mapping should compute instead stands outside of it.",
        ["MLG1043"] = "The names are read where the model is loaded, which is another place.",
        ["MLG3011"] = "Whether to fit on all rows or to choose by which metric is the team's decision.",
        ["MLG3012"] = "How many of the latest rows are held back is the team's decision.",
        ["MLG2020"] = "The mapping has to move into a factory class, with all that its lambda captures.",
        ["MLG2023"] = "What the model is appended to, and what else saves or asks it, stands in several places.",
        ["MLG2024"] = "Whether the whole pipeline is to learn, or its trainer alone, only the team knows.",
        ["MLG3002"] = "The step moves into a pipeline that may stand elsewhere, and the data before it takes its place.",
        ["MLG3005"] = "Which rows make the third set is the team's decision.",
        ["MLG3006"] = "Which rows are held back, and how good is good enough, is the team's decision.",
        ["MLG6002"] = "What the program calls its model's version, only the team knows.",
        ["MLG7006"] = "Only the team knows the hash of the model that it trusts.",
        ["MLG8012"] = "What a good answer of the pipeline is, only the team knows.",
        ["MLG8011"] = "How far the metric moves from run to run, only a few runs tell.",
        ["MLG8010"] = "Which property of the result the test is about, only its writer knows.",
        ["MLG7003"] = "Which part is an order and which a question, only its writer knows.",
        ["MLG7015"] = "Which part is an order and which is data, only its writer knows.",
        ["MLG7008"] = "What a model may decide is the team's design.",
        ["MLG7009"] = "What a tool may reach, only the team knows.",
        ["MLG7014"] = "What the log is for, only the team knows.",
        ["MLG5009"] = "What to do with an answer that does not fit, only the team knows.",
        ["MLG4030"] = "What tells one user from another, only the team knows.",
        ["MLG4034"] = "Whether the plugin belongs to the program or to a request, only the team knows.",
        ["MLG4036"] = "What the tool is for, only its writer can say.",
        ["MLG4038"] = "How much a conversation has to remember, only the team knows.",
        ["MLG4039"] = "What tells one user from another, only the team knows.",
        ["MLG4042"] = "What to answer for a tool that does not exist, only the team knows.",
        ["MLG4043"] = "What a conversation has to remember, only the team knows.",
        ["MLG4047"] = "Where the results of a batch go, the loop's own code says.",
        ["MLG5004"] = "What to do without an answer, only the team knows.",
        ["MLG5005"] = "What to say without an answer, only the team knows.",
        ["MLG5007"] = "How long a good answer is, only the team knows.",
        ["MLG5008"] = "How many steps a good answer needs, only the team knows.",
        ["MLG5010"] = "What the possible answers are, only the team knows.",
        ["MLG7010"] = "What may run without a question, only the team knows.",
        ["MLG2010"] = "Whether a list becomes a ModuleList, and where the registration belongs, depends on all that uses the layers.",
        ["MLG2012"] = "What stands between the optimizer and the move, such as a scheduler, has to move with it.",
        ["MLG2013"] = "What the network ends with may be asked elsewhere too.",
        ["MLG2015"] = "Which tensors outlive a round, only the loop's code says.",
        ["MLG2018"] = "What is awaited, and what has to stay in the scope, only the team knows.",
        ["MLG2019"] = "Which of the two sizes is meant, only the team knows.",
        ["MLG2025"] = "Whether the data or the model changes its type is the team's decision.",
        ["MLG2026"] = "Which device both belong on is the team's decision.",
        ["MLG2027"] = "Whether the numbers are classes at all, only the team knows.",
        ["MLG2028"] = "What else stands between the two steps depends on their order.",
        ["MLG2029"] = "Whether to add the losses or to keep the graph is the team's decision.",
        ["MLG2030"] = "After how many backward passes the optimizer steps is the team's decision.",
        ["MLG3013"] = "How far the scope reaches, only the code around says.",
        ["MLG8004"] = "What a good answer is, only the team knows.",
        ["MLG8003"] = "Which version was evaluated, only the team knows.",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    internal static bool HasFix(string id) => !s_withoutFix.ContainsKey(id);

    public static TheoryData<string> CodeRuleIds() => [.. CodeRules.All.Select(rule => rule.Id)];

    [Fact]
    public void Every_id_is_unique_and_has_the_form_of_ids()
    {
        Assert.Equal(RuleCatalogue.All.Length, RuleCatalogue.All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(RuleCatalogue.All, rule => Assert.Matches(@"^MLG\d{4}$", rule.Id));
    }

    [Fact]
    public void Every_code_rule_has_one_analyzer_and_every_analyzer_a_code_rule() =>
        Assert.Equal(
            CodeRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal),
            AllAnalyzers.Instances.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id)
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(CodeRuleIds))]
    public void Descriptor_follows_the_catalogue(string id)
    {
        var rule = RuleCatalogue.Get(id);
        var descriptor = AllAnalyzers.Instances.SelectMany(analyzer => analyzer.SupportedDiagnostics).Single(it => it.Id == id);

        Assert.Equal(rule.Title, descriptor.Title.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(rule.Message, descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(rule.Tier == Tier.Bug ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, descriptor.DefaultSeverity);
        Assert.Equal(rule.Tier != Tier.Opinion, descriptor.IsEnabledByDefault);
        Assert.EndsWith($"/docs/rules/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.StartsWith("https://", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CodeRuleIds))]
    public void Message_is_two_short_sentences(string id)
    {
        var message = RuleCatalogue.Get(id).Message;

        Assert.InRange(message.Length, 40, 240);
        Assert.True(message.EndsWith('.') || message.EndsWith('}'), message);
        Assert.Contains(". ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Release_file_lists_each_rule_with_its_category_and_severity()
    {
        var lines = Repository.Read("src", "MlGuard.Analyzers", "AnalyzerReleases.Unshipped.md").Split('\n')
            .Where(line => line.StartsWith("MLG", StringComparison.Ordinal)).Select(line => line.Trim());

        Assert.Equal(
            CodeRules.All.OrderBy(rule => rule.Id, StringComparer.Ordinal)
                .Select(rule => $"{rule.Id} | {rule.Category} | {(rule.Tier == Tier.Bug ? "Warning" : "Info")} | {rule.Title}"),
            lines);
    }

    [Fact]
    public void Analyzer_stands_in_the_folder_of_its_step() => Assert.All(AllAnalyzers.Instances, analyzer =>
        Assert.Equal($"MlGuard.Analyzers.{RuleCatalogue.Get(analyzer.SupportedDiagnostics[0].Id).Step}", analyzer.GetType().Namespace));

    [Fact]
    public void Every_rule_has_a_fix_that_supports_Fix_All_or_a_reason_why_not()
    {
        var fixes = Assembly.Load("MlGuard.CodeFixes").GetTypes()
            .Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!).ToList();

        Assert.Equal(
            CodeRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal),
            fixes.SelectMany(fix => fix.FixableDiagnosticIds).Concat(s_withoutFix.Keys).Distinct().Order(StringComparer.Ordinal));
        Assert.All(
            fixes.GroupBy(fix => fix.FixableDiagnosticIds.Single()), ofRule =>
                Assert.Contains(
                    ofRule,
                    fix => fix.GetFixAllProvider() is not null && fix is not MlGuard.CodeFixes.MlGuardCodeFix { IsForAll: false }));
    }

    [Fact]
    public void Only_analyzers_are_public() => Assert.All(
        typeof(MlGuardAnalyzer).Assembly.GetExportedTypes(),
        type => Assert.True(typeof(MlGuardAnalyzer).IsAssignableFrom(type), type.FullName));
}
