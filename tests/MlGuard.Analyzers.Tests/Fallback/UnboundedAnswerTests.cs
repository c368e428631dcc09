using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.UnboundedAnswerAnalyzer>;

namespace MlGuard.Analyzers.Tests.Fallback;

public class UnboundedAnswerTests
{
    [Fact]
    public Task Bounds_and_options_from_elsewhere_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private static readonly ChatOptions s_options = new() { MaxOutputTokens = 100 };
        public Task Given(IChatClient client, ChatOptions options) => client.GetResponseAsync("x", options);
        public Task Kept(IChatClient client) => client.GetResponseAsync("x", s_options);
        public Task Made(IChatClient client) => client.GetResponseAsync("x", new ChatOptions { MaxOutputTokens = 100 });
        public Task Agent(AIAgent agent, AgentSession session) => agent.RunAsync("x", session);
        public Task Settings(Microsoft.SemanticKernel.ChatCompletion.IChatCompletionService chat, ChatHistory history) =>
            chat.GetChatMessageContentAsync(history, new Microsoft.SemanticKernel.PromptExecutionSettings
            {
                ExtensionData = new Dictionary<string, object> { ["max_tokens"] = 100 },
            });
        public Task Later(IChatClient client)
        {
            var options = new ChatOptions();
            options.MaxOutputTokens = 100;
            return client.GetResponseAsync("x", options);
        }
        """));

    [Fact]
    public Task A_pipeline_with_a_bound_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        public IChatClient Build(IChatClient inner) => inner.AsBuilder().ConfigureOptions(it => it.MaxOutputTokens = 100).Build();
        public Task Ask(IChatClient client) => client.GetResponseAsync("x");
        """));

    [Fact]
    public Task Calls_without_a_bound_Trigger() => Rule.Code(ChatCode.Class("""
        public Task Bare(IChatClient client) => client.{|MLG5007:GetResponseAsync|}("x");
        public Task Made(IChatClient client) => client.{|MLG5007:GetResponseAsync|}("x", new ChatOptions { Temperature = 0 });
        public Task Open(ChatClient client, List<OpenAI.Chat.ChatMessage> messages) => client.{|MLG5007:CompleteChatAsync|}(messages);
        """));
}
