using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.SharedHistoryAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class SharedHistoryTests
{
    [Fact]
    public Task Own_kept_by_user_and_only_read_histories_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        private static readonly ConcurrentDictionary<string, List<ChatMessage>> s_all = new();
        private static readonly List<ChatMessage> s_examples = [new(ChatRole.System, "Be kind.")];
        private readonly List<ChatMessage> _own = [];
        public Task Ask(string user, string text)
        {
            var history = s_all.GetOrAdd(user, _ => []);
            history.Add(new(ChatRole.User, text));
            _own.AddRange(s_examples);
            return client.GetResponseAsync([.. s_examples, .. history]);
        }
        """));

    [Fact]
    public Task A_console_program_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        private static readonly ChatHistory s_history = new();
        public static void Main() => s_history.AddUserMessage(Console.ReadLine()!);
        """));

    [Fact]
    public Task Statics_and_singletons_Trigger() => Rule.Code(ChatCode.Controller("""
        private static readonly ChatHistory {|MLG4030:s_history|} = new();
        private static readonly List<ChatMessage> {|MLG4030:s_messages|} = [];
        public void Ask(string text)
        {
            s_history.AddUserMessage(text);
            s_messages.AddMessages(new ChatResponse());
        }
        """, """
        public class Memory
        {
            private readonly List<OpenAI.Chat.ChatMessage> {|MLG4030:_messages|} = [];
            public void Say(string text) => _messages.Add(new UserChatMessage(text));
        }
        public static class SetUp
        {
            public static void Register(IServiceCollection services) => services.AddSingleton<Memory>().{|MLG4030:AddSingleton|}<ChatHistory>();
        }
        """));

    [Fact]
    public Task A_variable_that_handlers_capture_Triggers() => Rule.Code(ChatCode.Program("""
        var app = WebApplication.CreateBuilder(args).Build();
        var {|MLG4030:history|} = new List<ChatMessage>();
        app.MapPost("/chat", (IChatClient client, string text) =>
        {
            var own = new List<ChatMessage>();
            own.Add(new(ChatRole.User, text));
            history.Add(new(ChatRole.User, text));
            return client.GetResponseAsync(history);
        });
        app.Run();
        """));
}
