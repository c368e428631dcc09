using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.ComparedAnswerAnalyzer>;

namespace MlGuard.Analyzers.Tests.Fallback;

public class ComparedAnswerTests
{
    [Fact]
    public Task Folded_and_structured_answers_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public enum Answer { Yes, No }
        public async Task<bool> Trimmed(IChatClient client) => (await client.GetResponseAsync("x")).Text.Trim().ToLowerInvariant() == "yes";
        public async Task<bool> Ignored(IChatClient client) => (await client.GetResponseAsync("x")).Text.Equals("yes", StringComparison.OrdinalIgnoreCase);
        public async Task<bool> Held(IChatClient client) => (await client.GetResponseAsync("x")).Text.Contains("yes");
        public async Task<bool> Structured(IChatClient client) => (await client.GetResponseAsync<Answer>("x")).TryGetResult(out var it) && it == Answer.Yes;
        public async Task<bool> Empty(IChatClient client) => (await client.GetResponseAsync("x")).Text == "";
        public async Task<bool> Id(IChatClient client) => (await client.GetResponseAsync("x")).ResponseId == "abc";
        public bool Own(string text) => text == "yes";
        """));

    [Fact]
    public Task Free_text_Triggers() => Rule.Code(ChatCode.Class("""
        public async Task<bool> Folded(IChatClient client) => {|MLG5010:(await client.GetResponseAsync("x")).Text.ToLower()|} == "yes";
        public async Task<bool> Equal(IChatClient client) => {|MLG5010:(await client.GetResponseAsync("x")).Text|} == "yes";
        public async Task<int> Switched(Kernel kernel)
        {
            var answer = await kernel.InvokePromptAsync<string>("x");
            switch ({|MLG5010:answer|}) { case "yes": return 1; }
            if ({|MLG5010:answer|} is "no" or "never")
                return 2;
            return {|MLG5010:answer|} switch { "maybe" => 3, _ => 4 };
        }
        public async Task<bool> Call(ChatClient chat)
        {
            ChatCompletion completion = await chat.CompleteChatAsync("x");
            return string.Equals({|MLG5010:completion.Content[0].Text|}, "yes");
        }
        """));
}
