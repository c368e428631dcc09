using System.Text;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.Catalogue;

/// <summary>
/// <c>docs/owasp.md</c> says entry by entry what MlGuard does about OWASP's lists of 2026. It is made of this table and the catalogue: a
/// difference fails, and MLGUARD_UPDATE=1 rewrites it.
/// </summary>
public sealed class OwaspTests
{
    private static readonly ImmutableArray<Entry> s_applications =
    [
        new("LLM01", "Prompt Injection", ["MLG7001", "MLG7002", "MLG7003", "MLG7015"], ["serving/security"],
            "Whether a model resists an attack that stands in its user's message."),
        new("LLM02", "Sensitive Information Disclosure", ["MLG4030", "MLG4039", "MLG7004", "MLG7005", "MLG7014"],
            ["data/sources/personal", "pipelines/regulation/gdpr", "governance/logs"],
            "What a model learnt by heart, and what it tells whom."),
        new("LLM03", "Excessive Agency", ["MLG7009", "MLG7010", "MLG7011"], ["governance/oversight", "serving/security"],
            "Whether a tool may do more than its task needs: the rules see what it does, not what it is for."),
        new("LLM04", "Supply Chain", ["MLG7006", "MLG7007", "MLG8001", "MLG8003"],
            ["models", "training/artifact", "data/sources/license"],
            "What happened to a hosted model at its maker's."),
        new("LLM05", "Data and Model Poisoning", ["MLG7006", "MLG8001"], ["data/checks", "data/sources", "training/artifact"],
            "Whether training data was tampered with before it reached the team."),
        new("LLM06", "Unbounded Consumption", ["MLG4038", "MLG4047", "MLG5006", "MLG5007", "MLG5008"],
            ["architecture/business/peak", "monitoring/extended", "strategy/budget/spent"],
            "What a request costs that runs within its bounds."),
        new("LLM07", "Misinformation", ["MLG5009", "MLG5010", "MLG8004"],
            ["training/quality", "architecture/technical/fallback", "governance/oversight"],
            "Whether an answer is true. The gate asks for an evaluation; reading answers is for people."),
        new("LLM08", "Hidden Context Exposure", ["MLG7004", "MLG7005", "MLG7014"], ["serving/security"],
            "Whether a model can be talked into telling its instructions: keep nothing in them that must stay secret."),
        new("LLM09", "Vector and Embedding Weaknesses", ["MLG4037", "MLG7015"], ["data/sources/personal"],
            "Who may read which document of an index, and what an embedding gives away."),
        new("LLM10", "Improper Output Handling", ["MLG5009", "MLG7008"], ["serving/postProcessing"],
            "What the program does with an answer in another product, or in script."),
    ];

    private static readonly ImmutableArray<Entry> s_agents =
    [
        new("ASI01", "Agent Goal Hijack", ["MLG7001", "MLG7002", "MLG7003", "MLG7015"], ["serving/security"],
            "Whether an agent keeps its goal when a document says otherwise."),
        new("ASI02", "Tool Misuse and Exploitation", ["MLG7009", "MLG7010", "MLG7011", "MLG7012"], ["governance/oversight"],
            "A harmless tool that is used for harm, such as a search that carries data out."),
        new("ASI03", "Identity and Privilege Abuse", ["MLG4039", "MLG7004", "MLG7013"], ["serving/security"],
            "On whose behalf a tool acts, and with whose rights."),
        new("ASI04", "Agentic Supply Chain Vulnerabilities", ["MLG7006", "MLG7007", "MLG8001", "MLG8003"], ["models"],
            "What an MCP server of somebody else does, or will do tomorrow."),
        new("ASI05", "Unexpected Code Execution", ["MLG7001", "MLG7008", "MLG7009"], ["serving/security"],
            "Code that a sandbox runs as it is meant to."),
        new("ASI06", "Memory and Context Poisoning", ["MLG4030", "MLG4038", "MLG4039", "MLG7015"], [],
            "What an earlier conversation left in an agent's memory."),
        new("ASI07", "Insecure Inter-Agent Communication", ["MLG7013"], ["serving/security"],
            "Whether an agent is the one that it says it is."),
        new("ASI08", "Cascading Failures", ["MLG4042", "MLG5001", "MLG5002", "MLG5008"],
            ["architecture/technical/fallback", "monitoring"],
            "How a failure spreads between products."),
        new("ASI09", "Human-Agent Trust Exploitation", ["MLG7010", "MLG7012"], ["governance/oversight", "governance/euAiAct"],
            "Whether people believe too much."),
        new("ASI10", "Rogue Agents", ["MLG5008", "MLG6001", "MLG6003"], ["monitoring", "rollout/rollback", "serving/log"],
            "What an agent wants. What it did is in its logs and traces."),
    ];

    private static IEnumerable<Entry> All => s_applications.Concat(s_agents);

    [Fact]
    public void The_page_is_what_table_and_catalogue_say()
    {
        var path = Path.Combine(Repository.Root, "docs", "owasp.md");
        var expected = Page();
        if (Environment.GetEnvironmentVariable("MLGUARD_UPDATE") == "1")
            File.WriteAllText(path, expected);
        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_row_of_the_gate_is_one_that_the_manifest_has()
    {
        var manifest = Repository.Read("docs", "manifest.md");

        Assert.All(All.SelectMany(entry => entry.Rows), row => Assert.Contains($"| `{row}` |", manifest, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_about_security_stands_in_an_entry()
    {
        var named = All.SelectMany(entry => entry.Rules).ToHashSet();

        Assert.All(
            CodeRules.All.Where(rule => rule.Id.StartsWith("MLG7", StringComparison.Ordinal)), rule => Assert.Contains(rule.Id, named));
    }

    private static string Page() => $"""
        # OWASP's lists of 2026

        What MlGuard does about each entry of OWASP's Top 10 for LLM Applications 2026 and its Top 10 for Agentic Applications 2026: the rules that find it in code, the rows of the [manifest](manifest.md) that ask for it, and what no check of code or files can see. A rule in a row does not mean that the entry is dealt with.

        ## Applications

        {Table(s_applications)}
        ## Agents

        {Table(s_agents)}
        """.ReplaceLineEndings("\n").TrimEnd() + "\n";

    private static string Table(IEnumerable<Entry> entries)
    {
        var table = new StringBuilder("| entry | rules | rows of the manifest | what a check cannot see |\n|---|---|---|---|\n");
        foreach (var entry in entries)
        {
            var rules = entry.Rules.Select(id => $"[{id}](rules/{id}.md) {RuleCatalogue.Get(id).Title}");
            var rows = entry.Rows.Select(row => $"`{row}`");
            string[] cells = [$"**{entry.Id}** {entry.Title}", string.Join("<br>", rules), string.Join("<br>", rows), entry.Unseen];
            table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        return table.ToString();
    }

    private sealed record Entry(string Id, string Title, ImmutableArray<string> Rules, ImmutableArray<string> Rows, string Unseen);
}
