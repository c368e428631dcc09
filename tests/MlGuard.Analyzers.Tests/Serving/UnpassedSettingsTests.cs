using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.UnpassedSettingsAnalyzer, MlGuard.CodeFixes.Serving.UnpassedSettingsCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.UnpassedSettingsAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class UnpassedSettingsTests
{
    [Fact]
    public Task Settings_that_somebody_gets_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private ChatOptions? _kept;
        public async Task Passed(IChatClient client, AITool tool)
        {
            var options = new ChatOptions { Tools = [tool] };
            await client.GetResponseAsync("x", options);
            var kept = new ChatOptions { Tools = [tool] };
            _kept = kept;
            var plain = new ChatOptions { Temperature = 0 };
            await client.GetResponseAsync("x");
        }
        """, """
        public class Forwarding(IChatClient inner) : DelegatingChatClient(inner)
        {
            public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
                base.GetResponseAsync(messages, options, cancellationToken);
        }
        """));

    [Fact]
    public Task Settings_with_tools_are_passed() => Fix.Code(
        ChatCode.Class("""
            public async Task Ask(IChatClient client, IChatCompletionService chat, AITool tool)
            {
                var options = {|MLG4040:new ChatOptions { Tools = [tool] }|};
                await client.GetResponseAsync("x");
            }
            public async Task Choice(IChatCompletionService chat, Kernel kernel)
            {
                var settings = {|MLG4040:new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }|};
                await chat.GetChatMessageContentAsync(new ChatHistory(), kernel: kernel);
            }
            public class Dropping(IChatClient inner) : DelegatingChatClient(inner)
            {
                public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
                    base.{|MLG4040:GetResponseAsync|}(messages, null, cancellationToken);
            }
            """),
        ChatCode.Class("""
            public async Task Ask(IChatClient client, IChatCompletionService chat, AITool tool)
            {
                var options = new ChatOptions { Tools = [tool] };
                await client.GetResponseAsync("x", options: options);
            }
            public async Task Choice(IChatCompletionService chat, Kernel kernel)
            {
                var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
                await chat.GetChatMessageContentAsync(new ChatHistory(), kernel: kernel, executionSettings: settings);
            }
            public class Dropping(IChatClient inner) : DelegatingChatClient(inner)
            {
                public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
                    base.GetResponseAsync(messages, options: options, cancellationToken);
            }
            """));

    [Fact]
    public Task Settings_go_into_the_arguments_of_the_kernels_call() => Fix.Code(
        ChatCode.Class("""
            public async Task Ask(Kernel kernel, KernelFunction question)
            {
                var settings = {|MLG4040:new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }|};
                await kernel.InvokeAsync(question, new KernelArguments { ["item"] = "bolts" });
            }
            """),
        ChatCode.Class("""
            public async Task Ask(Kernel kernel, KernelFunction question)
            {
                var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
                await kernel.InvokeAsync(question, new KernelArguments(settings) { ["item"] = "bolts" });
            }
            """));

    [Fact]
    public Task Options_that_an_own_method_gets_are_passed_on() => Fix.Code(
        ChatCode.Class("""
            public async Task<string> Ask(IChatClient client, string text, ChatOptions options) =>
                (await client.{|MLG4040:GetResponseAsync|}(text)).Text;
            """),
        ChatCode.Class("""
            public async Task<string> Ask(IChatClient client, string text, ChatOptions options) =>
                (await client.GetResponseAsync(text, options: options)).Text;
            """));

    [Fact]
    public Task Options_that_are_read_or_of_another_kind_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task<string> Read(IChatClient client, string text, ChatOptions options) =>
            options.Temperature > 0 ? "" : (await client.GetResponseAsync(text)).Text;
        public async Task<string> Other(IChatClient client, string text, PromptExecutionSettings settings) =>
            (await client.GetResponseAsync(text)).Text;
        public async Task With(Kernel kernel, KernelFunction question)
        {
            var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
            await kernel.InvokeAsync(question, new KernelArguments(settings) { ["item"] = "bolts" });
            var arguments = new KernelArguments { ["item"] = "bolts" };
        }
        """));
}
