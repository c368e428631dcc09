using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Fallback.UncancellableCallAnalyzer, MlGuard.CodeFixes.Fallback.UncancellableCallCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.UncancellableCallAnalyzer>;

namespace MlGuard.Analyzers.Tests.Fallback;

public class UncancellableCallTests
{
    [Fact]
    public Task Calls_without_a_token_in_reach_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public Task Ask(ChatClient client) => client.CompleteChatAsync("x");
        public Task Passed(ChatClient client, CancellationToken token) => client.CompleteChatAsync([new UserChatMessage("x")], cancellationToken: token);
        """));

    [Fact]
    public Task The_token_is_passed() => Fix.Code(
        ChatCode.Class("""
            public Task Ask(ChatClient client, CancellationToken token) =>
                client.{|MLG5006:CompleteChatAsync|}(new SystemChatMessage("a"), new UserChatMessage("x"));
            """),
        ChatCode.Class("""
            public Task Ask(ChatClient client, CancellationToken token) =>
                client.CompleteChatAsync([new SystemChatMessage("a"), new UserChatMessage("x")], cancellationToken: token);
            """));
}
