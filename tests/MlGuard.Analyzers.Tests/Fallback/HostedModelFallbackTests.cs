using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.UnguardedPredictionAnalyzer>;

namespace MlGuard.Analyzers.Tests.Fallback;

/// <summary>Hosted models: chat and embedding clients, kernels and agents, whose fallback may stand far from the call.</summary>
public sealed class HostedModelFallbackTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;
        using Polly;

        """;

    private static string Controller(string members) => Usings + $$"""
        public class AskController(IChatClient chat, Kernel kernel, OpenAI.Chat.ChatClient openAI,
            ResiliencePipeline pipeline, IChatCompletionService service) : ControllerBase
        {
            {{members}}
        }
        """;

    public static TheoryData<string> Silent =>
    [
        """public async Task<string> Ask(string text) { try { return (await chat.GetResponseAsync(text)).Text; } catch (Exception) """
            + """{ return "Please ask a colleague."; } }""",
        // the try covers the reading
        """public async Task<string> Ask(string text) { var all = ""; try { await foreach (var part in """
            + """chat.GetStreamingResponseAsync(text)) all += part.Text; } catch (Exception) { all = "later"; } return all; }""",
        """public async Task<string> Ask(string text, CancellationToken token) { var all = ""; var stream = """
            + """chat.GetStreamingResponseAsync(text); try { await foreach (var part in """
            + """stream.WithCancellation(token).ConfigureAwait(false)) all += part.Text; } catch (Exception) { all = "later"; } """
            + """return all; }""",
        """public async Task<string> Ask(string text) { try { return (await """
            + """chat.GetStreamingResponseAsync(text).ToChatResponseAsync()).Text; } catch (Exception) { return "later"; } }""",
        """public async Task<string> Ask(string text) => await pipeline.ExecuteAsync(async token => (await """
            + """chat.GetResponseAsync(text, cancellationToken: token)).Text);""",
        """public async Task<string> Ask(string text) { try { return (await Complete(text)).Value.Content[0].Text; } catch """
            + """(Exception) { return "later"; } } private Task<System.ClientModel.ClientResult<OpenAI.Chat.ChatCompletion>> """
            + """Complete(string text) => openAI.CompleteChatAsync(text);""",
        """public async Task<string> Ask(string text) { try { return (await kernel.InvokePromptAsync<string>(text))!; } catch """
            + """(KernelException) { return "later"; } }""",
        // a warm-up, whose answer nobody reads
        """public async Task<string> Warm() { await service.GetChatMessageContentAsync("ping"); var history = new ChatHistory("ping"); """
            + """await service.GetChatMessageContentAsync(history); history.Clear(); return "warm"; }""",
        // a list that the call leaves as it is
        """public async Task<int> Warm(List<Microsoft.Extensions.AI.ChatMessage> all) { await chat.GetResponseAsync(all); """
            + """return all.Count; }""",
    ];

    [Theory]
    [MemberData(nameof(Silent))]
    public Task A_guarded_call_of_a_hosted_model_DoesNotTrigger(string members) => Rule.Code(Controller(members));

    public static TheoryData<string> Triggers =>
    [
        """public async Task<string> Ask(string text) => (await chat.{|MLG5001:GetResponseAsync|}(text)).Text;""",
        """public async Task<string> Ask(string text) => (await openAI.{|MLG5001:CompleteChatAsync|}(text)).Value.Content[0].Text;""",
        """public async Task<string> Ask(string text) => (await kernel.{|MLG5001:InvokePromptAsync|}<string>(text))!;""",
        """public async Task<float[]> Embed(IEmbeddingGenerator<string, Embedding<float>> generator, string text) => (await """
            + """generator.{|MLG5001:GenerateAsync|}(text)).Vector.ToArray();""",
        // the try covers the call, which only makes the stream
        """public async Task<string> Ask(string text) { IAsyncEnumerable<ChatResponseUpdate> stream; try { stream = """
            + """chat.{|MLG5001:GetStreamingResponseAsync|}(text); } catch (Exception) { return "later"; } var all = ""; await """
            + """foreach (var part in stream) all += part.Text; return all; }""",
        // handed on to whoever reads it
        """public async IAsyncEnumerable<string> Ask(string text) { await foreach (var part in """
            + """chat.{|MLG5001:GetStreamingResponseAsync|}(text)) yield return part.Text; }""",
        """public IAsyncEnumerable<ChatResponseUpdate> Ask(string text) { try { return """
            + """chat.{|MLG5001:GetStreamingResponseAsync|}(text); } catch (Exception) { return Later(); } } private async """
            + """IAsyncEnumerable<ChatResponseUpdate> Later() { await Task.Yield(); yield break; }""",
        // an empty answer is none, whatever it is wrapped in
        """public async Task<IActionResult> Ask(string text) { var answer = ""; try { answer = (await """
            + """chat.{|MLG5001:GetResponseAsync|}(text)).Text; } catch (Exception e) { Console.WriteLine(e); } return Ok(answer); }""",
        // log and rethrow
        """public async Task<string> Ask(string text) { try { return (await chat.{|MLG5001:GetResponseAsync|}(text)).Text; } catch """
            + """(Exception e) { Console.WriteLine(e); throw; } }""",
        // the answer stands in the history
        """public async Task<ChatHistory> Plan(string goal) { ChatHistory history = []; history.AddUserMessage(goal); await """
            + """service.{|MLG5001:GetChatMessageContentAsync|}(history, null, kernel); return history; }""",
        """public async Task<int> Plan(string goal) { var history = new ChatHistory(goal); await Work(history); return history.Count; } """
            + """private async Task Work(ChatHistory history) => await """
            + """service.{|MLG5001:GetChatMessageContentAsync|}(history, null, kernel);""",
        """public async Task<int> Plan(string goal) { var history = new ChatHistory(goal); _ = await Work(history); return history.Count; } """
            + """private async Task<int> Work(ChatHistory history) { await """
            + """service.{|MLG5001:GetChatMessageContentAsync|}(history, null, kernel); return 1; }""",
    ];

    [Theory]
    [MemberData(nameof(Triggers))]
    public Task An_unguarded_call_of_a_hosted_model_Triggers(string members) => Rule.Code(Controller(members));

    private static string Service(string setUp, string call) => Usings + $$"""
        var builder = WebApplication.CreateBuilder(args);
        {{setUp}}
        var app = builder.Build();
        app.MapPost("/chat", (IChatClient client, string text) => client.{{call}}(text));
        app.Run();
        """;

    [Fact]
    public Task A_client_that_fails_over_DoesNotTrigger() => Rule.Code(Service(
        "#pragma warning disable MEAI001\nbuilder.Services.AddChatClient(services => new "
            + "OrderedFailoverChatClient([services.GetRequiredKeyedService<IChatClient>(1), "
            + "services.GetRequiredKeyedService<IChatClient>(2)]));", "GetResponseAsync"));

    [Fact]
    public Task A_resilience_handler_DoesNotTrigger() => Rule.Code(Service(
        "builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());", "GetResponseAsync"));

    [Fact]
    public Task A_service_with_neither_Triggers() => Rule.Code(Service("", "{|MLG5001:GetResponseAsync|}"));

    [Fact]
    public Task A_program_that_trains_before_it_serves_Triggers() => Rule.Code("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.ML;

        var ml = new MLContext(1);
        var data = ml.Data.LoadFromEnumerable(new Row[10]);
        var model = ml.Regression.Trainers.Sdca("Amount", "Features").Fit(data);
        var app = WebApplication.Create(args);
        app.MapPost("/score", (PredictionEngine<Row, Answer> engine, Row row) => engine.{|MLG5001:Predict|}(row));
        app.Run();

        public class Row { public float Amount; }
        public class Answer { public float Score { get; set; } }
        """);

    [Fact]
    public Task A_library_counts_once_the_manifest_says_growth() =>
        Rule.Code(Library("{|MLG5001:GetResponseAsync|}"), state => state.AddDigest("stage\tgrowth"));

    [Fact]
    public Task A_library_at_mvp_DoesNotTrigger() => Rule.Code(Library("GetResponseAsync"), state => state.AddDigest("stage\tmvp"));

    private static string Library(string call) => Usings + $$"""
        public sealed class Assistant(IChatClient chat)
        {
            public async Task<string> Ask(string text) => (await chat.{{call}}(text)).Text;
            internal async Task<string> Hidden(string text) => (await chat.GetResponseAsync(text)).Text;
        }
        """;

    [Theory]
    [InlineData("namespace MediatR { public interface IRequest<T> { } public interface IRequestHandler<TRequest, TResponse> where "
        + "TRequest : IRequest<TResponse> { Task<TResponse> Handle(TRequest request, CancellationToken token); } }",
        "public record Question(string Text) : MediatR.IRequest<string>; public class Handler(IChatClient chat) : "
            + "MediatR.IRequestHandler<Question, string> { public async Task<string> Handle(Question request, CancellationToken "
            + "token) => (await chat.{|MLG5001:GetResponseAsync|}(request.Text)).Text; }")]
    [InlineData("namespace MassTransit { public interface ConsumeContext<T> { T Message { get; } } public interface IConsumer<T> { "
        + "Task Consume(ConsumeContext<T> context); } }",
        "public class Consumer(IChatClient chat) : MassTransit.IConsumer<string> { public Task "
            + "Consume(MassTransit.ConsumeContext<string> context) => chat.{|MLG5001:GetResponseAsync|}(context.Message); }")]
    [InlineData("namespace FastEndpoints { public abstract class Endpoint<TRequest, TResponse> { public virtual Task "
        + "HandleAsync(TRequest request, CancellationToken token) => Task.CompletedTask; } }",
        "public class Asking(IChatClient chat) : FastEndpoints.Endpoint<string, string> { public override Task HandleAsync(string "
            + "request, CancellationToken token) => chat.{|MLG5001:GetResponseAsync|}(request); }")]
    [InlineData("namespace Amazon.Lambda.Core { public interface ILambdaContext { } }",
        "public class Function(IChatClient chat) { public Task Run(string text, Amazon.Lambda.Core.ILambdaContext context) => "
            + "chat.{|MLG5001:GetResponseAsync|}(text); }")]
    public Task Handlers_of_messages_and_functions_Trigger(string library, string code) => Rule.Code(Usings + library + code);

    [Fact]
    public Task A_tool_of_a_console_program_DoesNotTrigger() => Rule.Code(Usings + """
        var tools = new Tools();
        var function = AIFunctionFactory.Create(tools.Summarize);
        Console.WriteLine(function.Name);

        public class Tools { public IChatClient Chat { get; set; } = null!;
            public Task<ChatResponse> Summarize(string text) => Chat.GetResponseAsync(text); }
        """);
}
