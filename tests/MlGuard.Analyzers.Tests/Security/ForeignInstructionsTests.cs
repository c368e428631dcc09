using Microsoft.CodeAnalysis.Testing;
using MlGuard.Analyzers.Security;
using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.ForeignInstructionsAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class ForeignInstructionsTests
{
    [Fact]
    public Task Own_files_and_user_messages_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        public async Task Own() => await client.GetResponseAsync("x", new ChatOptions { Instructions = await System.IO.File.ReadAllTextAsync("p.txt") });
        public async Task Message() =>
            await client.GetResponseAsync([new(ChatRole.System, "Answer from the page."), new(ChatRole.User, await http.GetStringAsync("https://a"))]);
        public async Task Counted()
        {
            var page = await http.GetStringAsync("https://a");
            var text = new StringBuilder().Append($"It has {page.Length} letters.");
            await client.GetResponseAsync("x", new ChatOptions { Instructions = text.ToString() });
        }
        public async Task Status() =>
            await client.GetResponseAsync("x", new ChatOptions { Instructions = $"It said {(int)(await http.GetAsync("https://a")).StatusCode}" });
        """));

    [Fact]
    public Task Retrieved_text_Triggers() => Rule.Code(ChatCode.Controller("""
        public async Task Page(string text) =>
            await client.GetResponseAsync([new(ChatRole.System, {|MLG7015:"Use this: " + await http.GetStringAsync("https://a")|})]);
        public async Task Rows()
        {
            await using var command = connection.CreateCommand();
            await using var reader = await command.ExecuteReaderAsync();
            var all = new List<string>();
            while (await reader.ReadAsync())
                all.Add(reader.GetString(0));
            await client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7015:$"Facts: {string.Join("; ", all)}"|} });
        }
        public async Task Built(List<string> pages)
        {
            var text = new StringBuilder();
            foreach (var page in pages)
                text.AppendLine($"- {await http.GetStringAsync("https://a")}");
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{pages.Count}");
            await client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7015:text.ToString()|} });
        }
        public async Task Tool(ModelContextProtocol.Client.McpClient mcp)
        {
            var result = await mcp.CallToolAsync("read");
            var texts = result.Content.OfType<ModelContextProtocol.Protocol.TextContentBlock>().Select(block => block.Text);
            await client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7015:string.Concat(texts)|} });
        }
        public async Task Found(Microsoft.Extensions.VectorData.VectorStoreCollection<string, Doc> docs)
        {
            var context = "";
            await foreach (var hit in docs.SearchAsync("x", 3))
                context += hit.Record.Text;
            await client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7015:"Facts: " + context|} });
        }
        """, "public class Doc { public string Text { get; set; } = \"\"; }"));

    private const string Types = """
        public class Doc { public string Text { get; set; } = ""; public string Title { get; set; } = ""; public float Score { get; set; } }
        public record Part(string Text, string Kind);
        public class Clean { public Clean(string text) => Text = text.Length.ToString(); public string Text { get; } }
        public interface ISearch { Task<List<Doc>> FindAsync(string query); }
        public class Search(HttpClient http) : ISearch
        {
            public async Task<List<Doc>> FindAsync(string query)
            {
                var found = new List<Doc>();
                foreach (var page in new[] { "https://a", "https://b" })
                    found.Add(new Doc { Text = await http.GetStringAsync(page), Title = "Page", Score = 1 });
                return found.OrderBy(doc => doc.Score).ToList();
            }
        }
        """;

    [Fact]
    public Task Other_members_of_an_object_that_holds_retrieved_text_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        private Task Say(string text) => client.GetResponseAsync("x", new ChatOptions { Instructions = text });
        public async Task Titles(ISearch search) => await Say(string.Join(", ", (await search.FindAsync("x")).Select(doc => doc.Title)));
        public async Task Kinds()
        {
            var parts = new List<Part> { new(await http.GetStringAsync("https://a"), "page") };
            foreach (var part in parts)
                await Say(part.Kind);
        }
        public async Task Cleaned() => await Say(Make(await http.GetStringAsync("https://a")).Text);
        private static Clean Make(string text) => new(text);
        public async Task Own() => await Say(Read()[0].Text);
        private static Doc[] Read() => [new Doc { Text = System.IO.File.ReadAllText("p.txt") }];
        public async Task User(ISearch search)
        {
            var docs = await search.FindAsync("x");
            await client.GetResponseAsync([new(ChatRole.System, "Answer."), new(ChatRole.User, string.Join(" ", docs.Select(doc => doc.Text)))]);
        }
        public async Task Listed(ISearch search) => await Say(Titles(await search.FindAsync("x")));
        private static string Titles(IEnumerable<Doc> docs) => string.Join(", ", docs.Select(doc => doc.Title));
        public async Task Nameless()
        {
            var one = new { Text = await http.GetStringAsync("https://a"), Kind = "page" };
            await Say(one.Kind);
        }
        private Doc? _last;
        public async Task Again()
        {
            var doc = new Doc { Text = "a" };
            for (var i = 0; i < 3; i++)
                doc = new Doc { Text = doc.Text + "b" };
            _last = doc;
            await Say(doc.Text);
        }
        """, Types));

    [Fact]
    public Task Retrieved_text_that_an_object_of_the_program_holds_Triggers() => Rule.Code(ChatCode.Controller("""
        public async Task Found(ISearch search)
        {
            var docs = await search.FindAsync("x");
            var context = string.Join("\n", docs.Select(doc => $"{doc.Title}: {doc.Text}"));
            await client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7015:"Facts: " + context|} });
        }
        public async Task Parts()
        {
            var parts = new List<Part>();
            parts.Add(new(await http.GetStringAsync("https://a"), "page"));
            var text = new StringBuilder("Facts:");
            foreach (var part in parts.Where(part => part.Kind == "page").Take(3))
                text.AppendLine(part.Text);
            await client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7015:text.ToString()|} });
        }
        public async Task Listed(ISearch search)
        {
            var docs = await search.FindAsync("x");
            var context = Block(docs, 3);
            await client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7015:"Facts: " + context|} });
        }
        private static string Block(IReadOnlyList<Doc> docs, int count) => Join(docs.OrderBy(doc => doc.Score).Take(count));
        private static string Join(IEnumerable<Doc> docs)
        {
            var text = new StringBuilder();
            foreach (var doc in docs)
                text.Append($"{doc.Title}: {doc.Text}");
            return text.ToString();
        }
        public async Task Nameless()
        {
            var all = new[] { "https://a" }.Select(page => new { Text = http.GetStringAsync(page).Result }).ToList();
            foreach (var one in all)
                await client.GetResponseAsync("x", new ChatOptions { Instructions = {|MLG7015:one.Text|} });
        }
        public async Task First(Microsoft.Extensions.VectorData.VectorStoreCollection<string, Doc> docs)
        {
            var first = await FirstAsync(docs);
            await client.GetResponseAsync([new(ChatRole.System, {|MLG7015:$"Use {first?.Text}"|})]);
        }
        private static async Task<Part?> FirstAsync(Microsoft.Extensions.VectorData.VectorStoreCollection<string, Doc> docs)
        {
            await foreach (var hit in docs.SearchAsync("x", 3))
                return new Part(hit.Record.Text, "doc");
            return null;
        }
        """, Types));

    [Fact]
    public Task Says_what_it_is_in_the_middle_of_a_sentence() => Rule.Code(
        ChatCode.Controller("""
            public async Task Page() =>
                await client.GetResponseAsync([new(ChatRole.System, {|#0:await http.GetStringAsync("https://a")|})]);
            """),
        state => state.ExpectedDiagnostics.Add(new DiagnosticResult(new ForeignInstructionsAnalyzer().SupportedDiagnostics[0])
            .WithLocation(0).WithArguments("the network", "the instructions").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)));
}
