using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.UninvokedToolsAnalyzer, MlGuard.CodeFixes.Serving.UninvokedToolsCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.UninvokedToolsAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class UninvokedToolsTests
{
    [Fact]
    public Task Invoked_injected_and_hosted_tools_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Built(ChatClient model, AITool tool)
        {
            var client = model.AsIChatClient().AsBuilder().ConfigureOptions(it => it.Tools = [tool]).UseFunctionInvocation().Build();
            await client.GetResponseAsync("x", new ChatOptions { Tools = [tool] });
        }
        public Task Injected(IChatClient client, AITool tool) => client.GetResponseAsync("x", new ChatOptions { Tools = [tool] });
        """));

    [Fact]
    public Task Calls_that_the_code_runs_itself_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Manual(ChatClient model, AITool tool)
        {
            var response = await model.AsIChatClient().GetResponseAsync("x", new ChatOptions { Tools = [tool] });
            foreach (var call in response.Messages.SelectMany(it => it.Contents).OfType<FunctionCallContent>())
                Console.WriteLine(call.Name);
        }
        """));

    [Fact]
    public Task Hosted_tools_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public Task Hosted(ChatClient model) => model.AsIChatClient().GetResponseAsync("x", new ChatOptions { Tools = [new HostedWebSearchTool()] });
        """));

    [Fact]
    public Task A_client_made_in_place_gets_the_step() => Fix.Code(
        ChatCode.Class("""
            public async Task Ask(ChatClient model, AITool tool)
            {
                var client = model.AsIChatClient();
                await client.{|MLG4031:GetResponseAsync|}("x", new ChatOptions { Tools = [tool] });
            }
            """),
        ChatCode.Class("""
            public async Task Ask(ChatClient model, AITool tool)
            {
                var client = model.AsIChatClient().AsBuilder().UseFunctionInvocation().Build();
                await client.GetResponseAsync("x", new ChatOptions { Tools = [tool] });
            }
            """));

    [Fact]
    public Task A_client_that_a_constructor_makes_Triggers() => Rule.Code(ChatCode.Class("""
        public sealed class Kept
        {
            private readonly IChatClient _client;
            public Kept(ChatClient model) => _client = model.AsIChatClient();
            public Task Ask(AITool tool) => _client.{|MLG4031:GetResponseAsync|}("x", new ChatOptions { Tools = [tool] });
        }
        """));

    [Fact]
    public Task A_client_that_may_be_another_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        public sealed class Passed(IChatClient client)
        {
            private readonly IChatClient _client = client;
            public Task Ask(AITool tool) => _client.GetResponseAsync("x", new ChatOptions { Tools = [tool] });
        }
        public sealed class Changed
        {
            private IChatClient _client;
            public Changed(ChatClient model) => _client = model.AsIChatClient();
            public void Use(IChatClient client) => _client = client;
            public Task Ask(AITool tool) => _client.GetResponseAsync("x", new ChatOptions { Tools = [tool] });
        }
        public sealed class Chosen
        {
            private readonly IChatClient _client;
            public Chosen(ChatClient model, IChatClient? other) { _client = model.AsIChatClient(); if (other is not null) _client = other; }
            public Task Ask(AITool tool) => _client.GetResponseAsync("x", new ChatOptions { Tools = [tool] });
        }
        """));

    [Fact]
    public Task Steps_in_the_wrong_order_Trigger() => Rule.Code(ChatCode.Class("""
        public void Build(IChatClient inner, AITool tool) =>
            inner.AsBuilder().UseFunctionInvocation().{|MLG4031:ConfigureOptions|}(it => it.Tools = [tool]).Build();
        """));

    [Fact]
    public Task A_client_registered_here_Triggers() => Rule.Code(ChatCode.Program("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddChatClient((IChatClient)null!);
        var app = builder.Build();
        app.MapPost("/chat", (IChatClient client, AITool tool, string text) =>
            client.{|MLG4031:GetResponseAsync|}(text, new ChatOptions { Tools = [tool] }));
        app.Run();
        """));

    [Fact]
    public Task A_client_registered_by_hand_Triggers() => Rule.Code(ChatCode.Program("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<IChatClient>(_ => new ChatClientBuilder(((ChatClient)null!).AsIChatClient()).UseOpenTelemetry().Build());
        builder.Services.AddSingleton<Bot>();
        builder.Build().Run();
        """, """
        public class Bot(IChatClient client)
        {
            public Task Ask(AITool tool) => client.{|MLG4031:GetResponseAsync|}("x", new ChatOptions { Tools = [tool] });
        }
        """));

    /// <summary>Who only gets a client may get one that runs the calls.</summary>
    [Fact]
    public Task Other_registrations_of_a_library_DoNotTrigger() => Rule.Code(ChatCode.Program("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Bot>();
        builder.Build().Run();
        """, """
        public class Bot(IChatClient client)
        {
            public Task Ask(AITool tool) => client.GetResponseAsync("x", new ChatOptions { Tools = [tool] });
        }
        """));
}
