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

    [Fact]
    public Task Says_what_it_is_in_the_middle_of_a_sentence() => Rule.Code(
        ChatCode.Controller("""
            public async Task Page() =>
                await client.GetResponseAsync([new(ChatRole.System, {|#0:await http.GetStringAsync("https://a")|})]);
            """),
        state => state.ExpectedDiagnostics.Add(new DiagnosticResult(new ForeignInstructionsAnalyzer().SupportedDiagnostics[0])
            .WithLocation(0).WithArguments("the network", "the instructions").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)));
}
