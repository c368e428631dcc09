using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.HandParsedAnswerAnalyzer>;

namespace MlGuard.Analyzers.Tests.Fallback;

public class HandParsedAnswerTests
{
    [Fact]
    public Task Other_text_and_expected_failures_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public record Ticket(string Title);
        public Ticket? Own(string json) => JsonSerializer.Deserialize<Ticket>(json);
        public async Task<Ticket?> Structured(IChatClient client) => (await client.GetResponseAsync<Ticket>("x")).Result;
        public async Task<int> Tried(IChatClient client) => int.TryParse((await client.GetResponseAsync("x")).Text, out var n) ? n : 0;
        public async Task<Ticket?> Asked(IChatClient client)
        {
            var answer = await client.GetResponseAsync("x", new ChatOptions { ResponseFormat = ChatResponseFormat.Json });
            return JsonSerializer.Deserialize<Ticket>(answer.Text);
        }
        public async Task<Ticket?> Caught(IChatClient client)
        {
            var answer = await client.GetResponseAsync("x");
            try { return JsonSerializer.Deserialize<Ticket>(answer.Text); }
            catch (JsonException) { return null; }
        }
        public async Task<Ticket?> CaughtWhole(IChatClient client)
        {
            var answer = await client.GetResponseAsync("x");
            try { return JsonSerializer.Deserialize<Ticket>(answer.Text); }
            catch { return null; }
        }
        """));

    /// <summary>What a tool is called with is JSON by its form, and read in no other way.</summary>
    [Fact]
    public Task Arguments_of_a_tool_call_DoNotTrigger_and_its_text_does() => Rule.Code(ChatCode.Class("""
        public async Task<object?> Call(Azure.AI.Inference.ChatCompletionsClient client)
        {
            Azure.AI.Inference.ChatCompletions answer = await client.CompleteAsync(new Azure.AI.Inference.ChatCompletionsOptions());
            var call = answer.ToolCalls[0];
            return JsonSerializer.Deserialize<Dictionary<string, object>>(call.Arguments);
        }
        public async Task<JsonDocument> Read(Azure.AI.Inference.ChatCompletionsClient client)
        {
            Azure.AI.Inference.ChatCompletions answer = await client.CompleteAsync(new Azure.AI.Inference.ChatCompletionsOptions());
            string arguments = answer.ToolCalls[0].Arguments;
            return JsonDocument.Parse(arguments);
        }
        public async Task<JsonDocument> Text(Azure.AI.Inference.ChatCompletionsClient client)
        {
            Azure.AI.Inference.ChatCompletions answer = await client.CompleteAsync(new Azure.AI.Inference.ChatCompletionsOptions());
            return JsonDocument.Parse({|MLG5009:answer.Content|});
        }
        """));

    [Fact]
    public Task What_a_library_says_of_an_answer_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task<DayOfWeek> Ask(IChatClient client)
        {
            var response = await client.GetResponseAsync("x");
            Console.WriteLine(Long(response));
            return Role(response.Messages.First());
        }
        private static DayOfWeek Role(ChatMessage message) =>
            (DayOfWeek)Enum.Parse(typeof(DayOfWeek), message.Role.ToString() + message.AuthorName + message.MessageId, true);
        private static long Long(ChatResponse response) => long.Parse(response.ResponseId + response.ModelId + response.FinishReason);
        """));

    [Fact]
    public Task The_text_of_a_message_handed_on_Triggers() => Rule.Code(ChatCode.Class("""
        public async Task<DayOfWeek> Ask(IChatClient client)
        {
            var response = await client.GetResponseAsync("x");
            return Day({|MLG5009:response.Messages.First()|});
        }
        private static DayOfWeek Day(ChatMessage message) => (DayOfWeek)Enum.Parse(typeof(DayOfWeek), message.Text, true);
        """));

    [Fact]
    public Task Answers_parsed_as_they_are_Trigger() => Rule.Code(ChatCode.Class("""
        public record Ticket(string Title);
        public async Task<Ticket?> Json(IChatClient client) => JsonSerializer.Deserialize<Ticket>({|MLG5009:(await client.GetResponseAsync("x")).Text|});
        public async Task<int> Number(ChatClient chat)
        {
            var completion = await chat.CompleteChatAsync("x");
            return int.Parse({|MLG5009:completion.Value.Content[0].Text.Trim()|});
        }
        public async Task<DayOfWeek> Day(Kernel kernel) =>
            Enum.Parse<DayOfWeek>({|MLG5009:(await kernel.InvokePromptAsync("x")).ToString()|});
        """));
}
