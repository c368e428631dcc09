using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Security.ParsedPromptAnalyzer, MlGuard.CodeFixes.Security.ParsedPromptCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.ParsedPromptAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class ParsedPromptTests
{
    [Fact]
    public Task Constants_and_histories_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        public Task Constant() => chat.GetChatMessageContentAsync("Tell me a joke.");
        public Task History(string text)
        {
            var history = new ChatHistory();
            history.AddUserMessage(text);
            return chat.GetChatMessageContentAsync(history);
        }
        """));

    [Fact]
    public Task Text_of_somebody_else_becomes_a_user_message() => Fix.Code(
        ChatCode.Controller("""
            public Task Whole(string text) => chat.GetChatMessageContentAsync({|MLG7002:text|});
            public Task Part(string text) => chat.GetChatMessageContentsAsync({|MLG7002:"Summarize: " + text|}, kernel: kernel);
            """),
        ChatCode.Controller("""
            public Task Whole(string text) => chat.GetChatMessageContentAsync(new ChatHistory(text, AuthorRole.User));
            public Task Part(string text) => chat.GetChatMessageContentsAsync(new ChatHistory("Summarize: " + text, AuthorRole.User), kernel: kernel);
            """));
}
