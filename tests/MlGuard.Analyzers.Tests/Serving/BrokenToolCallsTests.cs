using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.BrokenToolCallsAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class BrokenToolCallsTests
{
    [Fact]
    public Task Answered_calls_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Whole(ChatClient client, List<OpenAI.Chat.ChatMessage> messages)
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages);
            messages.Add(new AssistantChatMessage(completion));
            foreach (var call in completion.ToolCalls)
            {
                switch (call.FunctionName)
                {
                    case "a":
                        messages.Add(new ToolChatMessage(call.Id, "x"));
                        break;
                    default:
                        throw new NotSupportedException(call.FunctionName);
                }
            }
        }
        public async Task Abstract(IChatClient client, List<ChatMessage> messages)
        {
            var response = await client.GetResponseAsync(messages);
            messages.AddRange(response.Messages);
            foreach (var call in response.Messages.SelectMany(it => it.Contents).OfType<FunctionCallContent>())
            {
                var result = call.Name == "a" ? "x" : "unknown";
                messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
            }
        }
        public static ToolChatMessage Made(string id) => new(id, "x");
        public async Task ByAHelper(ChatClient client, List<OpenAI.Chat.ChatMessage> messages)
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages);
            messages.Add(new AssistantChatMessage(completion));
            foreach (var call in completion.ToolCalls)
            {
                try
                {
                    messages.Add(Made(call.Id));
                }
                catch (Exception e)
                {
                    messages.Add(new ToolChatMessage(call.Id, e.Message));
                }
            }
        }
        public async Task Handed(ChatClient client, List<OpenAI.Chat.ChatMessage> messages)
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages);
            messages.Add(new AssistantChatMessage(completion));
            foreach (var call in completion.ToolCalls)
            {
                if (call.FunctionName == "a")
                    messages.Add(new ToolChatMessage(call.Id, "x"));
                else
                    Unknown(messages, call.Id);
            }
        }
        private static void Unknown(List<OpenAI.Chat.ChatMessage> messages, string id) => messages.Add(new ToolChatMessage(id, "?"));
        """));

    [Fact]
    public Task Calls_and_results_that_do_not_belong_together_Trigger() => Rule.Code(ChatCode.Class("""
        public async Task Alone(ChatClient client, List<OpenAI.Chat.ChatMessage> messages)
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages);
            foreach (var call in completion.ToolCalls)
                messages.Add(new {|MLG4042:ToolChatMessage|}(call.Id, "x"));
            await client.CompleteChatAsync(messages);
        }
        public async Task Open(ChatClient client, List<OpenAI.Chat.ChatMessage> messages)
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages);
            messages.Add(new AssistantChatMessage(completion));
            foreach (var call in {|MLG4042:completion.ToolCalls|})
            {
                if (call.FunctionName != "a")
                    continue;
                messages.Add(new ToolChatMessage(call.Id, "x"));
            }
        }
        public async Task Cases(IChatClient client, List<ChatMessage> messages)
        {
            var response = await client.GetResponseAsync(messages);
            messages.AddMessages(response);
            foreach (var call in {|MLG4042:response.Messages.SelectMany(it => it.Contents).OfType<FunctionCallContent>()|})
            {
                switch (call.Name)
                {
                    case "a":
                        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "x")]));
                        break;
                }
            }
        }
        """));

    [Fact]
    public Task Calls_that_get_no_result_at_all_Trigger() => Rule.Code(ChatCode.Class("""
        public async Task<string> Ask(IChatClient client, List<ChatMessage> messages)
        {
            var response = await client.GetResponseAsync(messages);
            messages.AddMessages(response);
            foreach (var call in {|MLG4042:response.Messages.SelectMany(it => it.Contents).OfType<FunctionCallContent>()|})
                messages.Add(new ChatMessage(ChatRole.User, call.Name + " says 3"));
            return (await client.GetResponseAsync(messages)).Text;
        }
        """));

    [Fact]
    public Task Calls_that_are_only_shown_or_answered_elsewhere_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Shown(IChatClient client, List<ChatMessage> messages)
        {
            var response = await client.GetResponseAsync(messages);
            messages.AddMessages(response);
            foreach (var call in response.Messages.SelectMany(it => it.Contents).OfType<FunctionCallContent>())
                Console.WriteLine(call.Name);
            await client.GetResponseAsync(messages);
        }
        public async Task Helped(IChatClient client, List<ChatMessage> messages)
        {
            var response = await client.GetResponseAsync(messages);
            messages.AddMessages(response);
            foreach (var call in response.Messages.SelectMany(it => it.Contents).OfType<FunctionCallContent>())
                messages.Add(Answer(call));
            await client.GetResponseAsync(messages);
        }
        private static ChatMessage Answer(FunctionCallContent call) => new(ChatRole.Tool, [new FunctionResultContent(call.CallId, 3)]);
        public async Task Last(IChatClient client, List<ChatMessage> messages)
        {
            var response = await client.GetResponseAsync(messages);
            messages.AddMessages(response);
            foreach (var call in response.Messages.SelectMany(it => it.Contents).OfType<FunctionCallContent>())
                messages.Add(new ChatMessage(ChatRole.User, "stopped"));
        }
        """));
}
