using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.KernellessChoiceAnalyzer, MlGuard.CodeFixes.Serving.KernellessChoiceCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.KernellessChoiceAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class KernellessChoiceTests
{
    [Fact]
    public Task Kernels_and_choices_without_invocation_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        public Task Passed() => chat.GetChatMessageContentAsync(new ChatHistory(),
            new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }, kernel);
        public Task Manual() => chat.GetChatMessageContentAsync(new ChatHistory(),
            new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(autoInvoke: false) });
        public Task Plain() => chat.GetChatMessageContentAsync(new ChatHistory(), new PromptExecutionSettings());
        """));

    [Fact]
    public Task The_kernel_in_scope_is_passed() => Fix.Code(
        ChatCode.Controller("""
            public Task Ask()
            {
                var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
                return chat.{|MLG4035:GetChatMessageContentAsync|}(new ChatHistory(), settings);
            }
            """),
        ChatCode.Controller("""
            public Task Ask()
            {
                var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
                return chat.GetChatMessageContentAsync(new ChatHistory(), settings, kernel: kernel);
            }
            """));
}
