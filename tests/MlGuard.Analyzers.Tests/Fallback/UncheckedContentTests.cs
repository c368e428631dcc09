using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.UncheckedContentAnalyzer>;

namespace MlGuard.Analyzers.Tests.Fallback;

public class UncheckedContentTests
{
    [Fact]
    public Task Checked_content_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        public string Counted(ChatCompletion it) => it.Content.Count > 0 ? it.Content[0].Text : "";
        public string Finished(ChatCompletion it) => it.FinishReason == OpenAI.Chat.ChatFinishReason.Stop ? it.Content[0].Text : "";
        public string Asked(ChatCompletion it) => it.Content.Any() ? it.Content[0].Text : "";
        public string Filtered(ChatCompletion it)
        {
            var texts = it.Content.Where(part => part.Text.Length > 0);
            return texts.FirstOrDefault() is null ? "" : it.Content[0].Text;
        }
        public string Joined(ChatCompletion it) => string.Concat(it.Content.Select(part => part.Text));
        public string Caught(ChatCompletion it)
        {
            try { return it.Content[0].Text; }
            catch (ArgumentOutOfRangeException) { return ""; }
        }
        public string CaughtWhole(ChatCompletion it)
        {
            try { return it.Content[0].Text; }
            catch { return ""; }
        }
        """));

    [Fact]
    public Task The_first_part_Triggers() => Rule.Code(ChatCode.Class("""
        public string Read(ChatCompletion it) => {|MLG5005:it.Content[0]|}.Text;
        public string ReadOf(ChatCompletion it, string[] names) => names.Any() ? {|MLG5005:it.Content[0]|}.Text : names.FirstOrDefault()!;
        public async Task<string> Ask(ChatClient client) => {|MLG5005:(await client.CompleteChatAsync("x")).Value.Content[0]|}.Text;
        """));
}
