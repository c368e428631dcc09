using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What the gate says of a hosted model: which one the code asks, what pins it, and what only training answers.</summary>
public sealed class HostedModelTests
{
    private const string Id = "gpt-4.1-mini-2025-04-14";

    private const string Key = " public static string? Key() => Environment.GetEnvironmentVariable(\"OPENAI_KEY\");";

    /// <summary>Another assembly's, as the real one is: its parameters have no names here.</summary>
    private const string SemanticKernel = """
        namespace Microsoft.SemanticKernel
        {
            public interface IKernelBuilder { }
            public static class OpenAIKernelBuilderExtensions
            {
                public static IKernelBuilder AddOpenAIChatCompletion(
                    this IKernelBuilder builder, string modelId, string apiKey, string? orgId = null, string? serviceId = null) => builder;
            }
            public static class OpenAIServiceCollectionExtensions
            {
                public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddOpenAIChatCompletion(
                    this Microsoft.Extensions.DependencyInjection.IServiceCollection services, string modelId, string apiKey,
                    string? orgId = null, string? serviceId = null) => services;
            }
        }
        namespace Microsoft.SemanticKernel.Connectors.OpenAI
        {
            public class OpenAIChatCompletionService(string modelId, string apiKey) { public string All => modelId + apiKey; }
        }
        namespace Microsoft.Extensions.DependencyInjection { public interface IServiceCollection { } }
        """;

    private const string Library = """

        namespace OpenAI.Chat { public class ChatClient(string model) { public string Model => model; } }
        namespace OpenAI { public class OpenAIClient(object key) { public Chat.ChatClient GetChatClient(string model) => new(model + key); } }
        namespace Azure.Storage { public class BlobClient { public void AddAzureBlobs() { } } }
        namespace Azure.AI.OpenAI { public class AzureOpenAIClient(object key) : global::OpenAI.OpenAIClient(key) { } }
        namespace Microsoft.Extensions.AI { public class ChatOptions { public string? ModelId { get; set; } public int? Seed { get; set; } } }
        namespace Desk
        {
            using Microsoft.SemanticKernel;
            public static class Models { public const string Draft = "gpt-4.1-mini-2025-04-14", Other = "gpt-4o-2024-11-20"; }
            public static class Clients { BODY }
        }
        """;

    /// <summary>How the code names its model, and the id that the manifest does not declare; empty for none.</summary>
    public static TheoryData<string, string> Clients => new()
    {
        { "public static object Make() => new OpenAI.OpenAIClient(1).GetChatClient(Models.Draft);", "" },
        { "public static object Make() => new OpenAI.Chat.ChatClient(\"gpt-4.1-mini-2025-04-14\");", "" },
        { "public static object Make(string id) => new OpenAI.Chat.ChatClient(id);", "" },
        { "public static object Make() => new Microsoft.Extensions.AI.ChatOptions { Seed = 3, ModelId = Models.Draft };", "" },
        {
            "private static readonly string s_id = Models.Other; "
                + "public static object Make() => new Microsoft.Extensions.AI.ChatOptions { Seed = 3, ModelId = s_id };",
            "gpt-4o-2024-11-20"
        },
        {
            "private static readonly string s_id = Models.Other; public static object Make() => new OpenAI.Chat.ChatClient(s_id);",
            "gpt-4o-2024-11-20"
        },
        {
            "private static readonly string s_id = Environment.MachineName; "
                + "public static object Make() => new Microsoft.Extensions.AI.ChatOptions { Seed = 3, ModelId = s_id };",
            ""
        },
        { "public static object Make() => new Azure.AI.OpenAI.AzureOpenAIClient(1).GetChatClient(\"drafts-prod\");", "" },
        { "public static object Make(IKernelBuilder kernel) => kernel.AddOpenAIChatCompletion(Models.Draft, Key()!);" + Key, "" },
        {
            "private static readonly string s_id = Models.Other; "
                + "public static object Make(IKernelBuilder kernel) => kernel.AddOpenAIChatCompletion(s_id, Key()!);" + Key,
            "gpt-4o-2024-11-20"
        },
        {
            "private static string s_id = Models.Other; "
                + "public static object Make(IKernelBuilder kernel) => kernel.AddOpenAIChatCompletion(s_id, Key()!);" + Key, ""
        },
        {
            "public static object Make(IKernelBuilder kernel, string id) => kernel.AddOpenAIChatCompletion(id, \"gpt-4o-2024-11-20\");", ""
        },
        {
            "public static object Make(IKernelBuilder kernel) => kernel.AddOpenAIChatCompletion(Models.Other, Key()!);" + Key,
            "gpt-4o-2024-11-20"
        },
        {
            "public static object Make(Microsoft.Extensions.DependencyInjection.IServiceCollection services) => "
                + "services.AddOpenAIChatCompletion(\"gpt-4o-2024-11-20\", Key() ?? \"none\");" + Key,
            "gpt-4o-2024-11-20"
        },
        {
            "public static object Make() => "
                + "new Microsoft.SemanticKernel.Connectors.OpenAI.OpenAIChatCompletionService(\"gpt-4o-2024-11-20\", Key()!);" + Key,
            "gpt-4o-2024-11-20"
        },
        { "public static object Make() => new OpenAI.OpenAIClient(1).GetChatClient(Models.Other);", "gpt-4o-2024-11-20" },
        {
            "public static object Make() { new Azure.Storage.BlobClient().AddAzureBlobs(); return new OpenAI.Chat.ChatClient(Models.Other); }",
            "gpt-4o-2024-11-20"
        },
        { "public static object Make() => new OpenAI.Chat.ChatClient(\"gpt-4o-2024-11-20\");", "gpt-4o-2024-11-20" },
        {
            "public static object Make() => new Microsoft.Extensions.AI.ChatOptions { Seed = 3, ModelId = \"gpt-4o-2024-11-20\" };",
            "gpt-4o-2024-11-20"
        },
    };

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_model_that_the_code_asks_is_declared(string client, string undeclared)
    {
        using var product = Product($"id: {Id}", Library.Replace("BODY", client));

        var row = product.Row("model", ci: true);

        Assert.True((undeclared.Length > 0) == (row.State == RowState.Failed), row.Reason);
        if (undeclared.Length > 0)
            Assert.Contains($"Clients.Make asks the model '{undeclared}', which the manifest does not declare", row.Reason);
    }

    [Theory]
    [InlineData("gpt-4o-2024-11-20", true)]
    [InlineData("claude-sonnet-4-20250514", true)]
    [InlineData("gpt-4-0613", true)]
    [InlineData("support-large-7", true)]
    [InlineData("gpt-4o", false)]
    [InlineData("gpt-5", false)]
    [InlineData("gpt-4.1-mini", false)]
    [InlineData("o3", false)]
    [InlineData("mistral-large-latest", false)]
    public void A_name_that_its_maker_moves_on_pins_nothing(string id, bool isPinned)
    {
        using var product = Product($"id: {id}");

        var row = product.Row("models", ci: true);

        Assert.True(isPinned == row.State is RowState.Proven or RowState.Declared, row.Reason);
        Assert.Equal(!isPinned, row.Reason.Contains($"'{id}' names no fixed version"));
    }

    /// <summary>What a file of evidence says of the model, and whether its numbers are that model's.</summary>
    [Theory]
    [InlineData($$"""{ "id": "{{Id}}" }""", RowState.Proven, "")]
    [InlineData($"\"{Id}\"", RowState.Proven, "")]
    [InlineData("{}", RowState.Declared, "names in 'model.id' none of the models that 'models' pins")]
    public void Slices_and_rivals_of_a_hosted_model_are_its_own(string model, object state, string says)
    {
        using var product = Product($"id: {Id}");
        const string Metrics = "\"recallAt1pctFpr\": 0.66, \"baseline\": { \"recallAt1pctFpr\": 0.41 }, \"champion\": { \"recallAt1pctFpr\": 0.64 }";
        product.Write("artifacts/eval/metrics.json", $$"""{ "model": {{model}}, "createdUtc": "2026-11-20T10:00:00Z", {{Metrics}} }""");
        product.Write(
            "artifacts/eval/slices.json",
            $$"""{ "model": {{model}}, "createdUtc": "2026-11-20T10:00:00Z", "slices": { "country": { "DE": 0.66, "AT": 0.61 } } }""");
        product.Sealed();

        foreach (var rule in new[] { "training/slices", "training/quality/beats" })
        {
            var row = product.Row(rule, ci: true);
            Assert.True(state.Equals(row.State), $"{rule}: {row.State} {row.Reason}");
            Assert.Contains(says, row.Reason);
        }
    }

    /// <summary>What became of the prompt since the file was sealed, and what its numbers are then.</summary>
    [Theory]
    [InlineData("nothing", RowState.Proven, "")]
    [InlineData("other ends of lines", RowState.Proven, "")]
    [InlineData("another name", RowState.Proven, "")]
    [InlineData("another text", RowState.Failed, "was not made with what 'prompts/draft-1.md' says today")]
    [InlineData("a second one", RowState.Failed, "was not made with what 'prompts/ask-1.md' says today")]
    [InlineData("never named", RowState.Declared, "but no seal of 'artifacts/eval/metrics.json' says with which prompts it was made")]
    [InlineData("never sealed", RowState.Declared, "but no seal of 'artifacts/eval/metrics.json' says with which prompts it was made")]
    public void Numbers_of_a_hosted_model_are_those_of_its_prompts(string change, object state, string says)
    {
        const string Metrics = "artifacts/eval/metrics.json", Prompt = "prompts/draft-1.md", Text = "Write one friendly answer.\nName no price.\n";
        using var product = Product($"id: {Id}", prompt: change == "another name" ? "prompts/draft-2.md" : Prompt);
        product.Write(Prompt, Text).Write(
            Metrics,
            $$"""{ "model": "{{Id}}", "createdUtc": "2026-11-20T10:00:00Z", "recallAt1pctFpr": 0.66, "baseline": { "recallAt1pctFpr": 0.41 }, "champion": { "recallAt1pctFpr": 0.64 } }""");
        var given = PromptText.Of(new(Prompt, Path.Combine(product.Root, Prompt), null))!;
        if (change == "never sealed")
            product.Sealed(false);
        else
            product.Sealed(false).Seal(Metrics, seal => change == "never named" ? seal : seal with { Prompts = [given] });
        Changed(product, change, Prompt, Text);

        var row = product.Row("training/quality/beats", ci: true);

        Assert.True(state.Equals(row.State), $"{row.State} {row.Reason}");
        Assert.Contains(says, row.Reason);
    }

    [Theory]
    [InlineData("data/checks")]
    [InlineData("data/sources/snapshot")]
    public void What_only_training_answers_is_not_asked(string rule)
    {
        using var product = Product($"id: {Id}");

        Assert.Equal(RowState.NotApplicable, product.Row(rule, ci: true).State);
    }

    private static void Changed(TestProduct product, string change, string prompt, string text)
    {
        switch (change)
        {
            case "other ends of lines":
                product.Write(prompt, text.Replace("\n", "\r\n"));
                break;
            case "another name":
                product.Write("prompts/draft-2.md", text);
                break;
            case "another text":
                product.Write(prompt, text + "Promise whatever they ask for.\n");
                break;
            case "a second one":
                product.Write("prompts/ask-1.md", "Ask for the number of the order.\n").Write(
                    "mlguard.yaml",
                    LaterRowTests.Replaced(
                        File.ReadAllText(product.Manifest), $"[{{ file: {prompt},",
                        $"[{{ file: prompts/ask-1.md, version: 1, owner: mlops }}, {{ file: {prompt},"));
                break;
        }
    }

    private static TestProduct Product(
        string pinned, string serving = "public class Answers;", string? prompt = null) => GrowthProduct.Create(
        text => System.Text.RegularExpressions.Regex.Replace(
            Replaced(
                text,
                (Solution(text), "  solution: { task: binary-classification, approach: hosted }\n"),
                ("by: [country, channel, customer-age]", "by: [country]"),
                ("  log: Fraud.Serving", (prompt is null ? "" : $"  prompts: [{{ file: {prompt}, version: 1, owner: mlops }}]\n") + "  log: Fraud.Serving")),
            @"\n  artifact: \{[^}]*\}|\n  run: [^\n]*|\nmodels:(\n  [^\n]*)+", "")
            + $"\nmodels: [{{ name: drafts, {pinned}, license: MIT, source: elsewhere }}]\n",
        training: _ => "public class Nothing;", tests: _ => "public class Nothing;", serving: _ => serving, testLibrary: SemanticKernel);

    private static string Solution(string text) =>
        System.Text.RegularExpressions.Regex.Match(text, @"  solution: [^\n]*\n(    [^\n]*\n)*").Value;

    private static string Replaced(string text, params (string From, string To)[] changes) =>
        changes.Aggregate(text, (now, change) => LaterRowTests.Replaced(now, change.From, change.To));
}
