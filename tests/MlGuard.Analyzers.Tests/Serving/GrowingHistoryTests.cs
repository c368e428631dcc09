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

    /// <summary>The loop ends when the answer calls nothing more.</summary>
    [Fact]
    public Task Loops_over_the_calls_of_one_answer_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task<string> Listed(IChatCompletionService chat, Kernel kernel, string text)
        {
            var history = new ChatHistory(text);
            Microsoft.SemanticKernel.ChatMessageContent response;
            IEnumerable<Microsoft.SemanticKernel.FunctionCallContent> calls;
            do
            {
                response = await chat.GetChatMessageContentAsync(history, null, kernel);
                history.Add(response);
                calls = Microsoft.SemanticKernel.FunctionCallContent.GetFunctionCalls(response);
                foreach (var call in calls)
                    history.Add((await call.InvokeAsync(kernel)).ToChatMessage());
            }
            while (calls.Any());
            return response.Content!;
        }
        public void Flag(OpenAI.Chat.ChatClient client, OpenAI.Chat.ChatCompletionOptions options, string text)
        {
            var messages = new List<OpenAI.Chat.ChatMessage> { new OpenAI.Chat.UserChatMessage(text) };
            bool requiresAction;
            do
            {
                requiresAction = false;
                OpenAI.Chat.ChatCompletion completion = client.CompleteChat(messages, options);
                switch (completion.FinishReason)
                {
                    case OpenAI.Chat.ChatFinishReason.Stop:
                        messages.Add(new OpenAI.Chat.AssistantChatMessage(completion));
                        break;
                    case OpenAI.Chat.ChatFinishReason.ToolCalls:
                        messages.Add(new OpenAI.Chat.AssistantChatMessage(completion));
                        foreach (var call in completion.ToolCalls)
                            messages.Add(new OpenAI.Chat.ToolChatMessage(call.Id, "done"));
                        requiresAction = true;
                        break;
                }
            }
            while (requiresAction);
        }
        public void Compared(OpenAI.Chat.ChatClient client, string text)
        {
            var messages = new List<OpenAI.Chat.ChatMessage> { new OpenAI.Chat.UserChatMessage(text) };
            var calls = true;
            while (calls)
            {
                OpenAI.Chat.ChatCompletion completion = client.CompleteChat(messages);
                calls = completion.FinishReason == OpenAI.Chat.ChatFinishReason.ToolCalls;
                messages.Add(new OpenAI.Chat.AssistantChatMessage(completion));
                foreach (var call in completion.ToolCalls)
                    messages.Add(new OpenAI.Chat.ToolChatMessage(call.Id, "done"));
            }
        }
        public async Task<string> Left(IChatCompletionService chat, Kernel kernel, string text)
        {
            var history = new ChatHistory(text);
            while (true)
            {
                var response = await chat.GetChatMessageContentAsync(history, null, kernel);
                history.Add(response);
                var calls = Microsoft.SemanticKernel.FunctionCallContent.GetFunctionCalls(response);
                if (!calls.Any())
                    return response.Content!;
                foreach (var call in calls)
                    history.Add((await call.InvokeAsync(kernel)).ToChatMessage());
            }
        }
        public async Task<string> Contents(IChatClient client, string text)
        {
            var messages = new List<ChatMessage> { new(ChatRole.User, text) };
            while (true)
            {
                var response = await client.GetResponseAsync(messages);
                messages.AddMessages(response);
                var calls = response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToList();
                if (calls.Count == 0)
                    break;
                messages.Add(new(ChatRole.Tool, [.. calls.Select(call => new FunctionResultContent(call.CallId, "done"))]));
            }
            return messages[^1].Text;
        }
        """));

    [Fact]
    public Task Loops_over_calls_inside_of_a_conversation_Trigger() => Rule.Code(ChatCode.Class("""
        public async Task Talk(IChatCompletionService chat, Kernel kernel)
        {
            var {|MLG4038:history|} = new ChatHistory();
            while (true)
            {
                history.AddUserMessage(Console.ReadLine()!);
                var response = await chat.GetChatMessageContentAsync(history, null, kernel);
                history.Add(response);
                while (Microsoft.SemanticKernel.FunctionCallContent.GetFunctionCalls(response).Any())
                {
                    response = await chat.GetChatMessageContentAsync(history, null, kernel);
                    history.Add(response);
                }
            }
        }
        public async Task TalkAndCall(IChatCompletionService chat, Kernel kernel)
        {
            var {|MLG4038:history|} = new ChatHistory();
            while (true)
            {
                history.AddUserMessage(Console.ReadLine()!);
                var response = await chat.GetChatMessageContentAsync(history, null, kernel);
                var calls = Microsoft.SemanticKernel.FunctionCallContent.GetFunctionCalls(response);
                if (!calls.Any())
                    continue;
                history.Add(response);
            }
        }
        """));

    /// <summary>What a constructor says first is copied into each conversation.</summary>
    [Fact]
    public Task Beginnings_of_conversations_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private readonly ChatHistory _beginning = new();
        private static readonly ChatHistory s_examples = new();
        static Subject() => s_examples.AddUserMessage("x");
        public Subject() => _beginning.AddSystemMessage("You are an expert.");
        public async Task<string> Ask(IChatCompletionService chat, string text)
        {
            var history = new ChatHistory(_beginning);
            history.AddRange(s_examples);
            history.AddUserMessage(text);
            return (await chat.GetChatMessageContentAsync(history)).Content!;
        }
        """));

    [Fact]
    public Task A_controllers_own_history_DoesNotTrigger() => Rule.Code(ChatCode.Controller("""
        private readonly List<ChatMessage> _own = [];
        public void Ask(string text) => _own.Add(new(ChatRole.User, text));
        """));

    [Fact]
    public Task Histories_that_no_model_is_asked_with_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private readonly List<Microsoft.SemanticKernel.ChatMessageContent> _seen = [];
        private readonly List<ChatMessage> _log = [];
        private readonly List<ChatMessage> _counted = [];
        public void Orchestrate(Microsoft.SemanticKernel.Agents.Orchestration.Concurrent.ConcurrentOrchestration agents) =>
            agents.ResponseCallback = message =>
            {
                _seen.Add(message);
                return ValueTask.CompletedTask;
            };
        public void Show(ILogger logger)
        {
            foreach (var message in _seen)
                logger.LogInformation(message.Content);
        }
        public async Task<string> Once(IChatClient client, string question)
        {
            var response = await client.GetResponseAsync([new ChatMessage(ChatRole.User, question)]);
            _log.AddMessages(response);
            _counted.Add(new(ChatRole.User, question));
            return response.Text;
        }
        public string Save() => JsonSerializer.Serialize(_log) + _counted.Count;
        """, """
        namespace Microsoft.SemanticKernel.Agents.Orchestration.Concurrent
        {
            public class ConcurrentOrchestration { public Func<Microsoft.SemanticKernel.ChatMessageContent, ValueTask> ResponseCallback { get; set; } = _ => default; }
        }
        """));

    [Fact]
    public Task Histories_that_nothing_cuts_Trigger() => Rule.Code(ChatCode.Class("""
        private readonly IChatClient _client = null!;
        private readonly IChatCompletionService _chat = null!;
        private readonly List<ChatMessage> {|MLG4038:_history|} = [];
        public Task<ChatResponse> Say(string text)
        {
            _history.Add(new(ChatRole.User, text));
            return _client.GetResponseAsync(_history);
        }
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ChatHistory> {|MLG4038:_users|} = new();
        public Task Ask(string user, string text)
        {
            var history = _users.GetOrAdd(user, _ => new ChatHistory());
            history.AddUserMessage(text);
            return _chat.GetChatMessageContentAsync(history);
        }
        private readonly Dictionary<string, List<ChatMessage>> {|MLG4038:_rooms|} = [];
        public Task Shout(string room, string text)
        {
            var history = _rooms[room];
            history.Add(new(ChatRole.User, text));
            return _client.GetResponseAsync(history);
        }
        public async Task Loop()
        {
            var {|MLG4038:history|} = new ChatHistory();
            while (true)
            {
                history.AddUserMessage(Console.ReadLine()!);
                await _chat.GetChatMessageContentAsync(history);
            }
        }
        """));

    [Fact]
    public Task Histories_that_a_model_is_asked_with_on_the_way_Trigger() => Rule.Code(ChatCode.Class("""
        private readonly IChatClient _client = null!;
        private readonly ISender _sender = null!;
        private readonly List<ChatMessage> {|MLG4038:_copied|} = [];
        private readonly List<ChatMessage> {|MLG4038:_spread|} = [];
        private readonly List<ChatMessage> {|MLG4038:_joined|} = [];
        private readonly List<ChatMessage> {|MLG4038:_handed|} = [];
        private readonly List<ChatMessage> {|MLG4038:_shared|} = [];
        private readonly List<ChatMessage> {|MLG4038:_given|} = [];
        public void Say(ChatMessage message)
        {
            _copied.Add(message);
            _spread.Add(message);
            _joined.Add(message);
            _handed.Add(message);
            _shared.Add(message);
            _given.Add(message);
        }
        public async Task Ask(ChatMessage system)
        {
            var copy = _copied.ToList();
            await _client.GetResponseAsync(copy);
            await _client.GetResponseAsync([system, .. _spread]);
            var messages = new List<ChatMessage> { system };
            messages.AddRange(_joined);
            await _client.GetResponseAsync(messages);
            await _sender.Send(_handed);
            await _client.GetResponseAsync(Given());
        }
        private List<ChatMessage> Given() => _given;
        public IReadOnlyList<ChatMessage> Shared => _shared;
        public Task Share() => _client.GetResponseAsync(Shared);
        """, """
        public interface ISender { Task Send(IReadOnlyList<ChatMessage> said); }
        public class Sender(IChatClient client) : ISender
        {
            public Task Send(IReadOnlyList<ChatMessage> said) => client.GetResponseAsync(said);
        }
        """));
}
