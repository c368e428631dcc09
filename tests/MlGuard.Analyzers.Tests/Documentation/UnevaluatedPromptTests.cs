using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Documentation.UnevaluatedPromptAnalyzer>;

namespace MlGuard.Analyzers.Tests.Documentation;

public sealed class UnevaluatedPromptTests
{
    private const string Instructions = "\"Answer in two short sentences.\"";

    private static Task Check(string text, params string[] digest) => Rule.Code(
        $$"""
        using Microsoft.Extensions.AI;

        namespace Shop
        {
            public sealed class Support
            {
                public ChatOptions Options() => new() { Instructions = {{text}}, ModelId = "m" };
            }
        }
        """,
        state => state.AddDigest(digest));

    private static Task Check(string body) => Rule.Code(
        $$"""
        using Microsoft.Agents.AI;
        using Microsoft.Extensions.AI;
        using Microsoft.SemanticKernel.ChatCompletion;

        namespace Shop
        {
            public sealed class Support
            {
                public void Ask(IChatClient client, string question) { {{body}} }
            }
        }
        """,
        state => state.AddDigest("stage\tgrowth", "unevaluated\tShop.Support.Ask\t2026-11-24"));

    [Theory]
    [InlineData("stage\tgrowth")]
    [InlineData("stage\tmvp", "unevaluated\t*\t2026-11-24")]
    [InlineData("stage\tgrowth", "unevaluated\tShop.Other.Options\t2026-11-24", "unevaluated\tShop.Support\t2026-11-24")]
    public Task What_the_gate_did_not_name_DoesNotTrigger(params string[] digest) => Check(Instructions, digest);

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public Task Without_instructions_it_DoesNotTrigger(string text) =>
        Check(text, "stage\tgrowth", "unevaluated\t*\t2026-11-24");

    [Theory]
    [InlineData("Shop.Support.Options")]
    [InlineData("*")]
    public Task What_the_gate_named_Triggers(string symbol) => Check(
        $"{{|MLG8004:{Instructions}|}}", "stage\tgrowth", $"unevaluated\t{symbol}\t2026-11-24");

    [Theory]
    [InlineData("_ = new ChatMessage(ChatRole.User, question);")]
    [InlineData("_ = new ChatClientAgent(client, name: question);")]
    [InlineData("_ = AIFunctionFactory.Create(() => 1, \"count\", \"Counts the orders.\");")]
    public Task What_is_no_instruction_DoesNotTrigger(string body) => Check(body);

    [Theory]
    [InlineData("_ = new ChatMessage(ChatRole.System, {|MLG8004:\"Be kind.\"|});")]
    [InlineData("_ = new ChatClientAgent(client, {|MLG8004:\"Be kind.\"|});")]
    [InlineData("_ = new ChatClientAgent(client, instructions: {|MLG8004:System.IO.File.ReadAllText(\"support.md\")|});")]
    [InlineData("new ChatHistory().AddSystemMessage({|MLG8004:\"Be kind.\"|});")]
    [InlineData("System.Action later = () => new ChatHistory({|MLG8004:\"Be kind.\"|});")]
    public Task Every_way_to_give_instructions_Triggers(string body) => Check(body);
}
