using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.UncheckedResultAnalyzer>;

namespace MlGuard.Analyzers.Tests.Fallback;

public class UncheckedResultTests
{
    [Fact]
    public Task Checked_and_caught_results_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public record Ticket(string Title);
        public async Task<Ticket?> Asked(IChatClient client) =>
            (await client.GetResponseAsync<Ticket>("x")).TryGetResult(out var ticket) ? ticket : null;
        public async Task<Ticket?> Caught(IChatClient client)
        {
            try { return (await client.GetResponseAsync<Ticket>("x")).Result; }
            catch (JsonException) { return null; }
        }
        public async Task<Ticket?> CaughtWhole(IChatClient client)
        {
            try { return (await client.GetResponseAsync<Ticket>("x")).Result; }
            catch { return null; }
        }
        public string Task(Task<string> task) => task.Result;
        """));

    [Fact]
    public Task Results_read_as_they_are_Trigger() => Rule.Code(ChatCode.Class("""
        public record Ticket(string Title);
        public async Task<Ticket?> Ask(IChatClient client) => {|MLG5004:(await client.GetResponseAsync<Ticket>("x")).Result|};
        public async Task<string> Title(IChatClient client)
        {
            var response = await client.GetResponseAsync<Ticket>("x");
            return {|MLG5004:response.Result|}.Title;
        }
        """));
}
