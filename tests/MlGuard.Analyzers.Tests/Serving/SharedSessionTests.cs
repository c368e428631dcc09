using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.SharedSessionAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class SharedSessionTests
{
    [Fact]
    public Task Sessions_of_a_user_or_request_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        private static readonly ConcurrentDictionary<string, AgentSession> s_sessions = new();
        public async Task Ask(AIAgent agent, string user, string text)
        {
            var session = await agent.CreateSessionAsync();
            await agent.RunAsync(text, session);
            await agent.RunAsync(text, s_sessions[user]);
        }
        """));

    [Fact]
    public Task Statics_singletons_and_captured_sessions_Trigger() => Rule.Code(ChatCode.Program("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Talk>();
        var app = builder.Build();
        var agent = ((IChatClient)null!).AsAIAgent();
        var {|MLG4039:session|} = await agent.CreateSessionAsync();
        app.MapPost("/chat", async (string text) => (await agent.RunAsync(text, session)).Text);
        app.Run();
        """, """
        public class Talk
        {
            private static AgentSession? {|MLG4039:s_session|};
            private readonly OllamaSharp.Chat {|MLG4039:_chat|} = new(null!);
            public Task Say(AIAgent agent, string text) => agent.RunAsync(text, s_session);
            public IAsyncEnumerable<string> Ask(string text) => _chat.SendAsync(text);
        }
        """));

    [Fact]
    public Task An_executor_that_remembers_Triggers() => Rule.Code(ChatCode.Program("""
        var builder = WebApplication.CreateBuilder(args);
        var parameters = new LLama.Common.ModelParams("model.gguf");
        var weights = LLama.LLamaWeights.LoadFromFile(parameters);
        builder.Services.{|MLG4039:AddSingleton|}(new LLama.InteractiveExecutor(weights.CreateContext(parameters)));
        builder.Services.AddSingleton(new LLama.StatelessExecutor(weights, parameters));
        var app = builder.Build();
        app.MapPost("/chat", (string text, LLama.InteractiveExecutor executor) => executor.InferAsync(text));
        app.Run();
        """, ""));
}
