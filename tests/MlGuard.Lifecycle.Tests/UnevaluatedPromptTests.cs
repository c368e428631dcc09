using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers;

namespace MlGuard.Lifecycle.Tests;

/// <summary>Which instructions to a model no evaluation runs, as the gate leaves it for the analyzers.</summary>
public sealed class UnevaluatedPromptTests
{
    private const string Libraries = """
        namespace Microsoft.Extensions.AI
        {
            public struct ChatRole { public static ChatRole System => default; public static ChatRole User => default; }
            public class ChatMessage(ChatRole role, string content) { public (ChatRole, string) All => (role, content); }
            public class ChatOptions { public string? Instructions { get; set; } }
        }
        namespace Microsoft.Extensions.AI.Evaluation { public class EvaluationResult { } }
        """;

    private const string Support = """
        namespace Shop
        {
            using Microsoft.Extensions.AI;
            public interface ISupport { ChatOptions Answer(); }
            public sealed class Support : ISupport { public ChatOptions Answer() => new() { Instructions = "Be kind." }; }
            public static class Summary { public static async Task<ChatMessage> MakeAsync()
                { await Task.Yield(); return new(ChatRole.System, "Be short."); } }
            public static class Question { public static ChatMessage Of(string text) => new(ChatRole.User, text); }
        }
        """;

    private static string Test(string body) => $$"""
        namespace Shop.Tests
        {
            using Microsoft.Extensions.AI; using Microsoft.Extensions.AI.Evaluation;
            public sealed class Answers { [Xunit.Fact] public async Task Are_good() { {{body}} await Task.Yield(); } }
        }
        """;

    private static ImmutableArray<string> Unevaluated(string test, Func<string, string>? edit = null)
    {
        using var product = TestProduct.Fraud(
            text => (edit ?? (it => it))(text.Replace("stage: mvp", "stage: growth", StringComparison.Ordinal)));
        product.WithReference(Libraries, "Microsoft.Extensions.AI").WithCode(Support, "Shop").WithTests(Test(test), "Shop.Tests");
        return product.Decide().UnevaluatedPrompts;
    }

    private static string WithoutQuality(string manifest) => string.Join(
        "\n", manifest.Split('\n').Where(line => !line.Contains("recallAt1pctFpr", StringComparison.Ordinal)));

    [Fact]
    public void A_product_below_growth_is_asked_for_nothing() =>
        Assert.Empty(Unevaluated("", text => WithoutQuality(text.Replace("stage: growth", "stage: mvp", StringComparison.Ordinal))));

    [Fact]
    public void Without_any_evaluation_all_instructions_are_unevaluated() => Assert.Equal(["*"], Unevaluated("", WithoutQuality));

    [Fact]
    public void Results_of_an_evaluation_elsewhere_are_believed() => Assert.Empty(Unevaluated(""));

    [Theory]
    [InlineData("new Support().Answer();")]
    [InlineData("ISupport support = new Support(); support.Answer();")]
    [InlineData("System.Func<ChatOptions> ask = () => new Support().Answer(); ask();")]
    public void What_an_evaluation_runs_is_evaluated_and_the_rest_is_not(string asks) =>
        Assert.Equal(["Shop.Summary.MakeAsync"], Unevaluated($"{asks} _ = new EvaluationResult();"));

    [Fact]
    public void A_wrapper_that_the_manifest_declares_evaluates() => Assert.Equal(
        ["Shop.Summary.MakeAsync"],
        Unevaluated("new Support().Answer();", text => WithoutQuality(text) + "\napis: { evaluate: Shop.Tests.Answers.Are_good }\n"));

    [Theory]
    [InlineData("await new System.Net.Http.HttpClient().GetAsync(\"/answer\");")]
    [InlineData("((System.IServiceProvider)null!).GetService(typeof(ISupport));")]
    [InlineData("")]
    [InlineData("_ = new ChatMessage(ChatRole.System, \"Be kind.\");")]
    public void What_cannot_be_followed_is_taken_for_evaluated(string hidden) =>
        Assert.Empty(Unevaluated($"{hidden} _ = new EvaluationResult();"));

    [Fact]
    public void A_test_that_judges_nothing_evaluates_nothing() =>
        Assert.Equal(["*"], Unevaluated("new Support().Answer(); await Summary.MakeAsync();", WithoutQuality));

    [Theory]
    [InlineData("unevaluated\t*\t2026-11-24\n", true)]
    [InlineData("unevaluated\tShop.Support.Answer\t2026-11-24\n", true)]
    [InlineData("untested\t*\t2026-11-24\n", false)]
    [InlineData("unevaluated\tno symbol\t2026-11-24\n", false)]
    [InlineData("unevaluated\tShop.Support.Answer\tyesterday\n", false)]
    public void Only_well_formed_lines_reach_the_digest(string line, bool isCopied) =>
        Assert.Equal(isCopied ? line : "", LastGateFile.DigestLines(line));
}
