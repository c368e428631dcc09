using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Monitoring.UnobservedPredictionAnalyzer>;

namespace MlGuard.Analyzers.Tests.Monitoring;

/// <summary>Clients of hosted models report their own calls when the program asks them to, often far from the call.</summary>
public sealed class HostedModelTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;
        using ChatClient = OpenAI.Chat.ChatClient;

        """;

    private static string Service(
        string setUp, string handler = "app.MapPost(\"/chat\", (IChatClient client, string text) => client.GetResponseAsync(text));") =>
        Usings + $$"""
        var builder = WebApplication.CreateBuilder(args);
        {{setUp}}
        var app = builder.Build();
        {{handler}}
        app.Run();
        """;

    [Fact]
    public Task A_pipeline_with_telemetry_DoesNotTrigger() =>
        Rule.Code(Service("builder.Services.AddChatClient(services => (IChatClient)null!).UseOpenTelemetry();"));

    [Fact]
    public Task A_pipeline_with_logs_DoesNotTrigger() =>
        Rule.Code(Service("builder.Services.AddChatClient(services => (IChatClient)null!).UseLogging();"));

    private static string Agents(string log, string call) => Usings + $$"""
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapPost("/chat", async (Factory factory, string text) =>
        {
            var agent = factory.Create("You answer.");
            return (await agent.{{call}}(text)).Text;
        });
        app.Run();
        public sealed class Factory(ChatClient client, Microsoft.Extensions.Logging.ILoggerFactory logs)
        {
            public Microsoft.Agents.AI.AIAgent Create(string instructions)
            {
                var options = new Microsoft.Agents.AI.ChatClientAgentOptions { Name = "answers" };
                return new Microsoft.Agents.AI.ChatClientAgent(client.AsIChatClient(), options, {{log}});
            }
        }
        """;

    /// <summary>An agent with a logger factory writes down each answer.</summary>
    [Theory]
    [InlineData("logs", "RunAsync")]
    [InlineData("null", "{|MLG6001:RunAsync|}")]
    public Task An_agent_writes_where_it_is_given_a_log(string log, string call) => Rule.Code(Agents(log, call));

    /// <summary>Nobody knows what a maker that does not bind is given.</summary>
    [Fact]
    public Task An_agent_whose_maker_does_not_bind_DoesNotTrigger() => Rule.Code(Agents("logs", "RunAsync").Replace(
        "new Microsoft.Agents.AI.ChatClientAgent(client.AsIChatClient(), options, logs)",
        "{|CS0103:projects|}.AsAIAgent(options, loggerFactory: logs)"));

    [Fact]
    public Task A_client_whose_registration_is_not_seen_DoesNotTrigger() => Rule.Code(Service("Shared.Register(builder);") + """

        public static class Shared { public static void Register(IHostApplicationBuilder builder) { } }
        """);

    [Fact]
    public Task A_trace_source_of_the_library_DoesNotTrigger() => Rule.Code(Service("""
        builder.Services.AddChatClient(services => (IChatClient)null!);
        builder.Trace("Experimental.Microsoft.Extensions.AI");
        """) + """

        public static class Traces { public static void Trace(this IHostApplicationBuilder builder, string source) { } }
        """);

    [Fact]
    public Task Semantic_kernel_that_traces_itself_DoesNotTrigger() => Rule.Code(Service(
        """
        AppContext.SetSwitch("Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnostics", true);
        builder.Services.AddKernel();
        """,
        """app.MapPost("/chat", (Kernel kernel, string text) => kernel.InvokePromptAsync(text));"""));

    [Fact]
    public Task A_client_registered_without_telemetry_Triggers() => Rule.Code(Service(
        "builder.Services.AddChatClient(services => (IChatClient)null!);",
        """app.MapPost("/chat", (IChatClient client, string text) => client.{|MLG6001:GetResponseAsync|}(text));"""));

    [Fact]
    public Task A_client_registered_by_its_type_Triggers() => Rule.Code(Service(
        "builder.Services.AddSingleton<ChatClient>(_ => new ChatClient(\"gpt\", \"key\"));",
        """app.MapPost("/chat", (ChatClient client, string text) => client.{|MLG6001:CompleteChatAsync|}(text));"""));

    [Fact]
    public Task A_client_made_in_place_Triggers() => Rule.Code(Service(
        "var client = new ChatClient(\"gpt\", \"key\");",
        """app.MapPost("/chat", (string text) => client.{|MLG6001:CompleteChatAsync|}(text));"""));

    [Fact]
    public Task A_client_in_a_field_of_its_own_Triggers() => Rule.Code(Usings + """
        public class AskController : ControllerBase
        {
            private readonly ChatClient _client;
            public AskController() => _client = new ChatClient("gpt", "key");
            public async Task<string> Ask(string text) => (await _client.{|MLG6001:CompleteChatAsync|}(text)).Value.Content[0].Text;
        }
        public class InjectedController : ControllerBase
        {
            private readonly ChatClient _client;
            public InjectedController(ChatClient client) => _client = client ?? throw new ArgumentNullException(nameof(client));
            public async Task<string> Ask(string text) => (await _client.CompleteChatAsync(text)).Value.Content[0].Text;
        }
        """);

    [Fact]
    public Task An_injected_kernel_registered_here_Triggers() => Rule.Code(Service(
        """
        builder.Services.AddControllers();
        builder.Services.AddKernel();
        builder.Services.AddOpenAIChatCompletion("gpt", "key");
        """,
        "app.MapControllers();") + """

        public class PlanController : ControllerBase
        {
            private readonly Kernel _kernel;
            private readonly IChatCompletionService _chat;

            public PlanController(Kernel kernel, IChatCompletionService chat)
            {
                this._kernel = kernel;
                this._chat = chat;
            }

            [HttpPost, Route("plan")]
            public async Task<IActionResult> Plan(string goal)
            {
                ChatHistory history = [];
                await this._chat.{|MLG6001:GetChatMessageContentAsync|}(history);
                var result = await this._kernel.{|MLG6001:InvokePromptAsync|}(goal);
                return Ok(result.ToString());
            }
        }
        """);

    [Fact]
    public Task Telemetry_of_another_client_Triggers() => Rule.Code(Service(
        """
        builder.Services.AddChatClient(services => (IChatClient)null!).UseOpenTelemetry();
        Shared.Trace("Experimental.Microsoft.Extensions.AI");
        var client = new OpenAI.Chat.ChatClient("gpt", "key").AsIChatClient();
        """,
        """app.MapPost("/chat", (string text) => client.{|MLG6001:GetResponseAsync|}(text));""") + """

        public static class Shared { public static void Trace(string source) { } }
        """);

    [Fact]
    public Task Defaults_of_the_service_Trigger_for_a_client_made_in_place() => Rule.Code(Service(
        """
        builder.{|CS1061:AddServiceDefaults|}();
        var client = new OpenAI.Chat.ChatClient("gpt", "key").AsIChatClient();
        """,
        """app.MapPost("/chat", (string text) => client.{|MLG6001:GetResponseAsync|}(text));"""));

    [Fact]
    public Task Defaults_of_the_service_DoNotTrigger_for_an_injected_client() =>
        Rule.Code(Service("builder.{|CS1061:AddServiceDefaults|}(); builder.Services.AddChatClient(services => (IChatClient)null!);"));

    [Fact]
    public Task A_client_in_place_with_telemetry_of_its_own_DoesNotTrigger() => Rule.Code(Service(
        """
        var client = new OpenAI.Chat.ChatClient("gpt", "key").AsIChatClient().AsBuilder().UseOpenTelemetry().Build();
        """,
        """app.MapPost("/chat", (string text) => client.GetResponseAsync(text));"""));

    [Fact]
    public Task A_library_that_traces_all_its_clients_DoesNotTrigger() => Rule.Code(Service(
        """
        AppContext.SetSwitch("OpenAI.Experimental.EnableOpenTelemetry", true);
        var client = new ChatClient("gpt", "key");
        """,
        """app.MapPost("/chat", (string text) => client.CompleteChatAsync(text));"""));
}
