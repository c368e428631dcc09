using System.Text.Json;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace MlGuard.Analyzers.Tests.Judges;

/// <summary>What the rules about tools and histories say, done with the real libraries and a scripted model.</summary>
public sealed class ToolJudgeTests
{
    private int _runs;

    private AIFunction Tool => AIFunctionFactory.Create(() => ++_runs, "count", "Counts.");

    /// <summary>MLG4031, a client without the step.</summary>
    [Fact]
    public async Task Tools_run_only_where_the_client_invokes_them()
    {
        var bare = await ScriptedChatClient.Calling("count").GetResponseAsync("x", new ChatOptions { Tools = [Tool] });
        Assert.Equal(("", 0), (bare.Text, _runs));

        var client = ScriptedChatClient.Calling("count").AsBuilder().UseFunctionInvocation().Build();
        Assert.Equal("done", (await client.GetResponseAsync("x", new ChatOptions { Tools = [Tool] })).Text);
        Assert.Equal(1, _runs);
    }

    /// <summary>MLG4031, the steps in the wrong order.</summary>
    [Fact]
    public async Task Tools_that_are_set_inside_of_the_invocation_never_run()
    {
        var wrong = ScriptedChatClient.Calling("count").AsBuilder()
            .UseFunctionInvocation().ConfigureOptions(options => options.Tools = [Tool]).Build();
        await wrong.GetResponseAsync("x");
        Assert.Equal(0, _runs);

        var right = ScriptedChatClient.Calling("count").AsBuilder()
            .ConfigureOptions(options => options.Tools = [Tool]).UseFunctionInvocation().Build();
        await right.GetResponseAsync("x");
        Assert.Equal(1, _runs);
    }

    /// <summary>MLG4032.</summary>
    [Fact]
    public void A_function_without_a_name_gets_the_compilers()
    {
        static string GetWeather() => "sunny";

        Assert.NotEqual("GetWeather", AIFunctionFactory.Create(GetWeather).Name);
        Assert.Equal("GetWeather", AIFunctionFactory.Create(GetWeather, name: "GetWeather").Name);
    }

    /// <summary>MLG4033.</summary>
    [Fact]
    public async Task The_text_alone_loses_the_call_and_its_result()
    {
        var client = ScriptedChatClient.Calling("count").AsBuilder().UseFunctionInvocation().Build();
        var response = await client.GetResponseAsync("x", new ChatOptions { Tools = [Tool] });
        List<ChatMessage> text = [new(ChatRole.Assistant, response.Text)];
        List<ChatMessage> whole = [];
        whole.AddMessages(response);

        Assert.Equal((1, 3), (text.Count, whole.Count));
        Assert.Contains(whole, message => message.Contents.Any(content => content is FunctionResultContent));
    }

    /// <summary>MLG4030: what one user said is sent along with the other's question.</summary>
    [Fact]
    public async Task A_shared_history_mixes_two_users()
    {
        var client = ScriptedChatClient.Saying("a", "b", "c");
        List<ChatMessage> shared = [];
        await Ask(shared, "My number is 42.");
        await Ask(shared, "What do you know?");
        await Ask([], "What do you know?");

        Assert.Contains(client.Asked[1], message => message.Text.Contains("42", StringComparison.Ordinal));
        Assert.DoesNotContain(client.Asked[2], message => message.Text.Contains("42", StringComparison.Ordinal));

        async Task Ask(List<ChatMessage> history, string text)
        {
            history.Add(new ChatMessage(ChatRole.User, text));
            history.AddMessages(await client.GetResponseAsync(history));
        }
    }

    /// <summary>MLG4039 and MLG4043, an agent's session.</summary>
    [Fact]
    public async Task A_session_remembers_and_a_new_one_does_not()
    {
        var client = ScriptedChatClient.Saying("a", "b", "c");
        var agent = client.AsAIAgent();
        var session = await agent.CreateSessionAsync();
        await agent.RunAsync("My number is 42.", session);
        await agent.RunAsync("What do you know?", session);
        await agent.RunAsync("What do you know?", await agent.CreateSessionAsync());

        Assert.Contains(client.Asked[1], message => message.Text.Contains("42", StringComparison.Ordinal));
        Assert.DoesNotContain(client.Asked[2], message => message.Text.Contains("42", StringComparison.Ordinal));
    }

    /// <summary>MLG6001: an agent writes down each answer, at a level that a service keeps.</summary>
    [Fact]
    public async Task An_agent_with_a_logger_factory_logs_its_answers()
    {
        var log = new RecordingLog();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        await ScriptedChatClient.Saying("a").AsAIAgent(loggerFactory: factory).RunAsync("What?");

        Assert.Contains(log.Levels, level => level >= LogLevel.Information);
    }

    private sealed class RecordingLog : ILoggerProvider, ILogger
    {
        public List<LogLevel> Levels { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Levels.Add(logLevel);

        public void Dispose()
        {
        }
    }

    /// <summary>MLG4034.</summary>
    [Fact]
    public void A_second_import_of_a_plugin_throws_and_a_clone_takes_it()
    {
        var kernel = new Kernel();
        kernel.Clone().ImportPluginFromObject(new ToolJudgeTests.Clock(), "clock");
        kernel.ImportPluginFromObject(new Clock(), "clock");

        Assert.Throws<ArgumentException>(() => kernel.ImportPluginFromObject(new Clock(), "clock"));
    }

    /// <summary>MLG4041.</summary>
    [Fact]
    public void A_plugin_that_is_made_is_not_in_the_kernel()
    {
        var kernel = new Kernel();
        kernel.CreatePluginFromObject(new Clock(), "clock");
        Assert.Empty(kernel.Plugins);

        kernel.ImportPluginFromObject(new Clock(), "clock");
        Assert.Single(kernel.Plugins);
    }

    /// <summary>MLG4040, an own client.</summary>
    [Fact]
    public async Task A_client_that_drops_its_options_hides_the_tools()
    {
        var inner = ScriptedChatClient.Saying("a");
        await new Dropping(inner).GetResponseAsync("x", new ChatOptions { Tools = [Tool] });

        Assert.Null(inner.Options[0]);
    }

    /// <summary>MLG5004.</summary>
    [Fact]
    public async Task An_answer_that_is_cut_off_throws_and_says_so_when_asked()
    {
        var response = await ScriptedChatClient.Saying("{\"Title\":\"a").GetResponseAsync<Ticket>("x");

        Assert.False(response.TryGetResult(out _));
        Assert.ThrowsAny<JsonException>(() => response.Result);
    }

    /// <summary>MLG7005.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Detailed_errors_show_an_exceptions_text_to_the_model(bool isDetailed)
    {
        var model = ScriptedChatClient.Calling("fail");
        var tool = AIFunctionFactory.Create(string () => throw new InvalidOperationException("db password=1"), "fail", "Fails.");
        var client = model.AsBuilder().UseFunctionInvocation(configure: it => it.IncludeDetailedErrors = isDetailed).Build();
        await client.GetResponseAsync("x", new ChatOptions { Tools = [tool] });

        var told = model.Asked[^1].SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single();
        Assert.Equal(isDetailed, $"{told.Result}".Contains("password", StringComparison.Ordinal));
    }

    /// <summary>MLG7011.</summary>
    [Fact]
    public async Task Only_a_wrapped_tool_asks_before_it_runs()
    {
        var bare = ScriptedChatClient.Calling("count").AsAIAgent(tools: [Tool]).AsBuilder().UseToolApproval().Build();
        await bare.RunAsync("x");
        Assert.Equal(1, _runs);

        var asking = ScriptedChatClient.Calling("count").AsAIAgent(tools: [new ApprovalRequiredAIFunction(Tool)]).AsBuilder()
            .UseToolApproval().Build();
        var response = await asking.RunAsync("x");
        Assert.Equal(1, _runs);
        Assert.Contains(response.Messages.SelectMany(message => message.Contents), content => content is ToolApprovalRequestContent);
    }

    private sealed record Ticket(string Title);

    private sealed class Clock
    {
        [KernelFunction]
        public string Now() => "noon";
    }

    private sealed class Dropping(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GetResponseAsync(messages, cancellationToken: cancellationToken);
    }
}
