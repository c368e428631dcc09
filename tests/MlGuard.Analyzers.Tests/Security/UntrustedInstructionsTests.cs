using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.UntrustedInstructionsAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class UntrustedInstructionsTests
{
    [Fact]
    public Task What_a_developer_typed_DoesNotTrigger() => Rule.Code(ChatCode.Controller("""
        private const string Rules = "Be kind.";
        private static readonly string s_more = Rules + Environment.NewLine;
        private readonly string _prompt = System.IO.File.ReadAllText("prompts/system.txt");
        public async Task Constant(string text) =>
            await client.GetResponseAsync([new(ChatRole.System, Rules + s_more + nameof(Constant) + _prompt), new(ChatRole.User, text)]);
        public async Task Own(string text) => await client.GetResponseAsync(text, new ChatOptions { Instructions = $"Today is {DateTime.Now:d}." });
        public async Task Configured(string text, [FromServices] IConfiguration configuration) =>
            await client.GetResponseAsync(text, new ChatOptions { Instructions = configuration["Prompt"] });
        """));

    [Fact]
    public Task Numbers_and_fixed_sets_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        public Task<ChatResponse> Number(int days, Guid id, DayOfWeek day, bool brief, string text) =>
            client.GetResponseAsync(text, new ChatOptions { Instructions = $"{days} {id} {day} {brief}" });
        public Task<ChatResponse> Parsed(string days) =>
            client.GetResponseAsync("x", new ChatOptions { Instructions = $"{int.Parse(days)} {days.Length}" });
        private static readonly HashSet<string> s_languages = ["de", "en"];
        private static readonly Dictionary<string, string> s_names = new() { ["de"] = "German" };
        public Task<ChatResponse> Member(string language)
        {
            if (!s_languages.Contains(language))
                throw new ArgumentException(language);
            return client.GetResponseAsync("x", new ChatOptions { Instructions = "Answer in " + language });
        }
        public Task<ChatResponse> Looked(string language) =>
            client.GetResponseAsync("x", new ChatOptions { Instructions = "Answer in " + s_names[language] });
        public Task<ChatResponse> Chosen(string style) =>
            client.GetResponseAsync("x", new ChatOptions { Instructions = style switch { "short" => "Be short.", _ => "Be clear." } });
        public Task<ChatResponse> Left(string style)
        {
            if (style is not ("short" or "long"))
                style = "short";
            if (style != "short" && style != "long")
                return client.GetResponseAsync("x");
            return client.GetResponseAsync("x", new ChatOptions { Instructions = "Be " + style });
        }
        public Task<ChatResponse> Same(string style)
        {
            if (style == "short")
                return client.GetResponseAsync("x", new ChatOptions { Instructions = "Be " + style });
            return client.GetResponseAsync("x");
        }
        """));

    [Fact]
    public Task User_messages_and_consoles_DoNotTrigger()
        => Rule.Code(ChatCode.Program("""
        var client = (IChatClient)null!;
        Console.WriteLine("Who am I?");
        var persona = Console.ReadLine();
        var messages = new List<ChatMessage> { new(ChatRole.System, "You are " + persona) };
        while (Console.ReadLine() is { } line && line != "exit")
        {
            messages.Add(new(ChatRole.User, line));
            messages.AddMessages(await client.GetResponseAsync(messages));
        }
        """));

    [Fact]
    public Task A_helper_that_cleans_and_a_callers_own_text_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        private static string Clean(string text) => text.Length > 3 ? "long" : "short";
        private static string Echo(string text) => text.Trim();
        public Task Ask(string text) => client.GetResponseAsync(text, new ChatOptions { Instructions = "Be " + Clean(text) });
        public Task Other(string text) => client.GetResponseAsync(Echo(text), new ChatOptions { Instructions = Echo("Be kind.") });
        internal Task Inner(string text) => client.GetResponseAsync("x", new ChatOptions { Instructions = text });
        public Task Fixed() => Inner("Be kind.");
        """));

    [Fact]
    public Task A_helper_that_the_manifest_names_DoesNotTrigger() => Rule.Code(
        ChatCode.Controller("""
            public Task Ask(string tone) => client.GetResponseAsync("x", new ChatOptions { Instructions = Prompts.Allowed(tone) });
            """, "public static class Prompts { public static string Allowed(string text) => text; }"),
        state => state.AddDigest("api\tsanitize\tPrompts.Allowed"));

    [Fact]
    public Task Users_text_Triggers() => Rule.Code(ChatCode.Controller("""
        public record Question(string Tone, string Text);
        public Task Message(string tone, string text) =>
            client.GetResponseAsync([new(ChatRole.System, {|MLG7003:$"Answer {tone}"|}), new(ChatRole.User, text)]);
        public Task Options(Question question) =>
            client.GetResponseAsync(question.Text, new ChatOptions { Instructions = {|MLG7003:"Answer " + question.Tone|} });
        public Task Later(Question question)
        {
            var options = new ChatOptions();
            var prompt = new StringBuilder("Be ");
            prompt.AppendLine("kind and ").Append(question.Tone.Trim());
            options.Instructions = {|MLG7003:prompt.ToString()|};
            return client.GetResponseAsync(question.Text, options);
        }
        public void Kernel(string tone)
        {
            var history = new ChatHistory({|MLG7003:string.Format("Be {0}", tone)|});
            history.AddSystemMessage({|MLG7003:string.Join(" ", new[] { "Be", tone })|});
            history.AddMessage(AuthorRole.System, {|MLG7003:tone|});
            history.AddUserMessage(tone);
        }
        public void OpenAi(string tone)
        {
            List<OpenAI.Chat.ChatMessage> all = [new SystemChatMessage({|MLG7003:tone|}), new UserChatMessage(tone)];
        }
        public void Agents(string tone)
        {
            var agent = client.AsAIAgent(instructions: {|MLG7003:tone|}, name: "a");
            var other = new ChatClientAgent(client, {|MLG7003:tone|});
        }
        public void Others(string tone)
        {
            var ollama = new OllamaSharp.Chat(null!, {|MLG7003:tone|});
            var anthropic = new Anthropic.Models.Messages.MessageCreateParams
            {
                MaxTokens = 10, Model = "claude", Messages = [], System = {|MLG7003:tone|},
            };
            var responses = new OpenAI.Responses.CreateResponseOptions { Instructions = {|MLG7003:tone|} };
            var server = new McpServerOptions { ServerInstructions = {|MLG7003:tone|} };
        }
        public Task Header() => client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7003:Request.Headers["x-tone"]|} });
        """));

    [Fact]
    public Task Users_text_by_helpers_and_fields_Triggers() => Rule.Code(ChatCode.Controller("""
        private string _tone = "";
        private static string Prompt(string tone) => $"You are a clerk. Be {tone}.";
        private Task Answer(string text, string instructions)
        {
            string Whole() => "Be nice. " + instructions;
            return client.GetResponseAsync(text, new ChatOptions { Instructions = Whole() });
        }
        public Task Returned(string tone) => client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7003:Prompt(tone)|} });
        public Task Passed(string tone) => Answer("x", {|MLG7003:Prompt(tone)|});
        public void Keep(string tone) => _tone = tone;
        public Task Kept() => client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7003:_tone|} });
        public Task Unpacked(string[] tones)
        {
            foreach (var tone in tones.Where(it => it.Length > 1).Select(it => it.Trim()))
                return client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7003:tone|} });
            return Task.CompletedTask;
        }
        public Task Thinking(string tone) => Service(new Writer(client), tone);
        private static Task Service(IWriter writer, string tone) => writer.Write({|MLG7003:tone|});
        """.Replace("writer.Write({|MLG7003:tone|})", "writer.Write(tone)", StringComparison.Ordinal)
            .Replace("Service(new Writer(client), tone)", "Service(new Writer(client), {|MLG7003:tone|})", StringComparison.Ordinal), """
        public interface IWriter { Task Write(string tone); }
        public class Writer(IChatClient client) : IWriter
        {
            public Task Write(string tone) => client.GetResponseAsync("x", new ChatOptions { Instructions = tone });
        }
        """));

    [Fact]
    public Task Users_text_of_an_endpoint_Triggers() => Rule.Code(ChatCode.Program("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/chat", (IChatClient client, string tone) =>
            client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7003:"Be " + tone|} }));
        app.MapPost("/ask", Handlers.Ask);
        app.Run();
        """, """
        public static class Handlers
        {
            public static Task Ask(IChatClient client, string tone) =>
                client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7003:"Be " + tone|} });
        }
        """));
}
