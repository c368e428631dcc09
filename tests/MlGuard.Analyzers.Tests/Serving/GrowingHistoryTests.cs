using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.GrowingHistoryAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class GrowingHistoryTests
{
    [Fact]
    public Task Histories_that_end_or_are_cut_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private readonly List<ChatMessage> _cut = [];
        private readonly ChatHistory _reduced = new();
        public void Cut(ChatMessage message)
        {
            _cut.Add(message);
            if (_cut.Count > 20)
                _cut.RemoveRange(0, 2);
        }
        public async Task Reduce(IChatHistoryReducer reducer, string text)
        {
            _reduced.AddUserMessage(text);
            await reducer.ReduceAsync(_reduced);
        }
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ChatHistory> _trimmed = new();
        public void Table(string user, string text)
        {
            var history = _trimmed.GetOrAdd(user, _ => new ChatHistory());
            history.AddUserMessage(text);
        }
        public void Trim(string user)
        {
            var history = _trimmed[user];
            if (history.Count > 20)
                history.RemoveAt(1);
        }
        public async Task<string> Calls(OpenAI.Chat.ChatClient client, string text)
        {
            var messages = new List<OpenAI.Chat.ChatMessage> { new OpenAI.Chat.UserChatMessage(text) };
            OpenAI.Chat.ChatCompletion completion = await client.CompleteChatAsync(messages);
            while (completion.FinishReason == OpenAI.Chat.ChatFinishReason.ToolCalls)
            {
                messages.Add(new OpenAI.Chat.AssistantChatMessage(completion));
                foreach (var call in completion.ToolCalls)
                    messages.Add(new OpenAI.Chat.ToolChatMessage(call.Id, "done"));
                completion = await client.CompleteChatAsync(messages);
            }
            return completion.ToString()!;
        }
        public void Bounded(string[] lines)
        {
            var history = new ChatHistory();
            foreach (var line in lines)
                history.AddUserMessage(line);
        }
        """));

    [Fact]
    public Task A_controllers_own_history_DoesNotTrigger() => Rule.Code(ChatCode.Controller("""
        private readonly List<ChatMessage> _own = [];
        public void Ask(string text) => _own.Add(new(ChatRole.User, text));
        """));

    [Fact]
    public Task Histories_that_nothing_cuts_Trigger() => Rule.Code(ChatCode.Class("""
        private readonly List<ChatMessage> {|MLG4038:_history|} = [];
        public void Say(string text) => _history.Add(new(ChatRole.User, text));
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ChatHistory> {|MLG4038:_users|} = new();
        public void Ask(string user, string text)
        {
            var history = _users.GetOrAdd(user, _ => new ChatHistory());
            history.AddUserMessage(text);
        }
        private readonly Dictionary<string, List<ChatMessage>> {|MLG4038:_rooms|} = [];
        public void Shout(string room, string text)
        {
            var history = _rooms[room];
            history.Add(new(ChatRole.User, text));
        }
        public void Loop()
        {
            var {|MLG4038:history|} = new ChatHistory();
            while (true)
                history.AddUserMessage(Console.ReadLine()!);
        }
        """));
}
