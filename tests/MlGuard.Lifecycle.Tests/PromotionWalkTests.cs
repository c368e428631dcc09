using System.Text.RegularExpressions;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Writers.Promotion;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>Whoever answers each TODO of a promotion with the example of its remark is asked for files and code, and for no key.</summary>
public sealed class PromotionWalkTests
{
    /// <summary>What no remark can bring along: files, what is decided by them, and words of one's own.</summary>
    private static readonly string[] s_files = ["is not there", "no workflow", "is MlGuard's own example"];

    private const string Hosted =
        """
        mlguard: v1
        project: support-assistant
        owner: support-tools
        stage: mvp
        discovery:
          problem: Support agents spend eleven minutes on each answer that the handbook already holds.
          market: 140 agents
          solution: { task: text-generation, approach: hosted }
          mlNeeded: { baseline: full-text search, why: Agents ask in words that the handbook does not use. }
          gain: 2.4M EUR/year
          feasible: go
        data: [{ name: handbook, owner: support-tools, quality: good, personal: none }]
        priority: { cost: 540k EUR, complexity: 3 }
        architecture: { technical: { mode: realtime, fallback: full-text search } }
        training:
          quality: { recall: { min: 0.80, from: evidence/eval.json#/recall } }

        """;

    public static TheoryData<string, string> Products => new()
    {
        { TestProduct.Example("mvp").Replace("recallAt1pctFpr", "recall"), "growth" },
        { "mlguard: v1\nstage: mvp\n", "growth" },
        { Hosted, "growth" },
        { Hosted, "maturity" },
    };

    [Theory]
    [MemberData(nameof(Products))]
    public void Every_row_that_needs_no_file_and_no_code_is_fulfilled(string text, string stage)
    {
        var target = Enum.Parse<Stage>(stage, ignoreCase: true);
        // What the answers of the first round make necessary, the second asks for.
        var answered = Answered(PromotedText.Of(Answered(PromotedText.Of(text, target).Text!), target).Text!);
        using var product = new TestProduct(answered);
        var loaded = LoadedManifest.Of(product.Manifest);
        Assert.True(loaded.Faults.IsEmpty, $"{loaded.Faults.FirstOrDefault()?.Message}\n{answered}");

        var decision = Decision.Of(loaded.ProductAt(new(product.Manifest, [], TestProduct.Today, null, false)));

        Assert.Empty(
            from decided in decision.Rows
            where decided.Row.BindsFrom <= target
            from problem in decided.Open
            where !s_files.Any(problem.What.Contains)
            select $"{decided.Row.Id}: {problem.What}. {problem.Remedy}");
    }

    private static string Answered(string promoted)
    {
        var answered = Regex.Replace(promoted, @"\[?TODO\]?  # (?:[^\n]*?; for example |a map, for example )([^\n]*)", "$1");
        return answered.Replace("stage: mvp\ntarget: growth", "stage: growth").Replace("stage: mvp\ntarget: maturity", "stage: maturity");
    }
}
