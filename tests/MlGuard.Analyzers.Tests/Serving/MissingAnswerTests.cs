using System.Globalization;
using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.MissingAnswerAnalyzer, MlGuard.CodeFixes.Serving.MissingAnswerCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.MissingAnswerAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class MissingAnswerTests
{
    [Fact]
    public Task Whole_answers_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Loop(IChatClient client, Action<List<ChatMessage>> other)
        {
            var history = new List<ChatMessage>();
            while (Console.ReadLine() is { } line)
            {
                history.Add(new(ChatRole.User, line));
                history.AddMessages(await client.GetResponseAsync(history));
            }
            var elsewhere = new List<ChatMessage>();
            while (Console.ReadLine() is { } line)
            {
                elsewhere.Add(new(ChatRole.User, line));
                await client.GetResponseAsync(elsewhere);
                other(elsewhere);
            }
            while (Console.ReadLine() is { } line)
            {
                var own = new List<ChatMessage>();
                own.Add(new(ChatRole.User, line));
                await client.GetResponseAsync(own);
            }
        }
        """));

    [Fact]
    public Task The_text_alone_becomes_all_messages() => Fix.Code(
        ChatCode.Class("""
            public async Task Ask(IChatClient client, List<ChatMessage> history)
            {
                var response = await client.GetResponseAsync(history);
                {|MLG4033:history.Add(new ChatMessage(ChatRole.Assistant, response.Text))|};
            }
            """),
        ChatCode.Class("""
            public async Task Ask(IChatClient client, List<ChatMessage> history)
            {
                var response = await client.GetResponseAsync(history);
                history.AddMessages(response);
            }
            """));

    [Fact]
    public Task An_answer_that_is_never_added_Triggers() => Rule.Code(ChatCode.Class("""
        public async Task Loop(IChatClient client)
        {
            var history = new List<ChatMessage> { new(ChatRole.System, "Be kind.") };
            while (true)
            {
                history.Add(new ChatMessage(ChatRole.User, Console.ReadLine()));
                Console.WriteLine(await client.{|MLG4033:GetResponseAsync|}(history));
            }
        }
        """));

    [Fact]
    public Task A_field_that_gets_questions_alone_Triggers() => Rule.Code(ChatCode.Class("""
        private readonly List<ChatMessage> _history = [new(ChatRole.System, "Be kind.")];
        public async Task<string> Ask(IChatClient client, string question)
        {
            _history.Add(new ChatMessage(ChatRole.User, question));
            var response = await client.{|MLG4033:GetResponseAsync|}(_history);
            return response.Text;
        }
        """));

    [Fact]
    public Task A_field_that_gets_answers_or_is_read_elsewhere_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        private readonly List<ChatMessage> _history = [], _cleared = [], _handed = [];
        public async Task Ask(IChatClient client, string question)
        {
            _history.Add(new ChatMessage(ChatRole.User, question));
            _history.AddMessages(await client.GetResponseAsync(_history));
        }
        public async Task Once(IChatClient client, string question)
        {
            _cleared.Clear();
            _cleared.Add(new ChatMessage(ChatRole.User, question));
            await client.GetResponseAsync(_cleared);
        }
        public async Task Helped(IChatClient client, string question)
        {
            _handed.Add(new ChatMessage(ChatRole.User, question));
            Keep(_handed, await client.GetResponseAsync(_handed));
        }
        private static void Keep(List<ChatMessage> messages, ChatResponse response) => messages.AddMessages(response);
        """));

    [Theory]
    [InlineData("IChatClient", "GetResponseAsync", "List<ChatMessage>", "ChatRole.User", "response with AddMessages.")]
    [InlineData("IChatCompletionService", "GetChatMessageContentAsync", "ChatHistory", "AuthorRole.User", "comes back to it.")]
    public async Task The_way_to_add_is_that_of_the_library(string client, string ask, string list, string role, string advice)
    {
        var message = role.StartsWith("Author", StringComparison.Ordinal) ? "Microsoft.SemanticKernel.ChatMessageContent" : "ChatMessage";
        var compilation = AllAnalyzers.Compile([("A.cs", ChatCode.Class($$"""
            public async Task Loop({{client}} client)
            {
                var history = new {{list}}();
                while (true)
                {
                    history.Add(new {{message}}({{role}}, Console.ReadLine()));
                    Console.WriteLine(await client.{{ask}}(history));
                }
            }
            """))]);

        var finding = Assert.Single(await AllAnalyzers.RunAsync(compilation, isAsked: id => id == "MLG4033"));

        Assert.EndsWith(advice, finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
