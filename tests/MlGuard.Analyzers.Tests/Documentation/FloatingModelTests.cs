using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Documentation.FloatingModelAnalyzer>;

namespace MlGuard.Analyzers.Tests.Documentation;

public class FloatingModelTests
{
    [Fact]
    public Task Versions_deployments_and_other_models_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public object[] All(string key, Azure.AI.OpenAI.AzureOpenAIClient azure, string model) =>
        [
            new ChatClient("gpt-4o-2024-08-06", key), new ChatClient("gpt-4-0613", key), new ChatClient(model, key),
            azure.GetChatClient("gpt-4o"), new OpenAI.Embeddings.EmbeddingClient("text-embedding-3-small", key),
            new ChatOptions { ModelId = "claude-sonnet-4-5-20250929" },
        ];
        """));

    [Fact]
    public Task Moving_names_Trigger() => Rule.Code(ChatCode.Class("""
        private const string Model = "gpt-4o";
        public object[] All(string key, OpenAI.OpenAIClient client) =>
        [
            new ChatClient({|MLG8003:Model|}, key), client.GetChatClient({|MLG8003:"gpt-5-mini"|}),
            new ChatOptions { ModelId = {|MLG8003:"claude-sonnet-latest"|} }, new ChatOptions { ModelId = {|MLG8003:"claude-opus-4-5"|} },
        ];
        """));
}
