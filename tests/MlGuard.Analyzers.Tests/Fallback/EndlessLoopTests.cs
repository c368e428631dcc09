using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.EndlessLoopAnalyzer>;

namespace MlGuard.Analyzers.Tests.Fallback;

public class EndlessLoopTests
{
    [Fact]
    public Task Bounded_and_waiting_loops_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Console_(IChatClient client)
        {
            while (true)
                await client.GetResponseAsync(Console.ReadLine()!);
        }
        public async Task Counted(IChatClient client)
        {
            var turns = 0;
            while (true)
            {
                var response = await client.GetResponseAsync("x");
                if (++turns > 5 || response.FinishReason == Microsoft.Extensions.AI.ChatFinishReason.Stop)
                    return;
            }
        }
        public void Limited(FunctionInvokingChatClient client) => client.MaximumIterationsPerRequest = 20;
        """));

    [Fact]
    public Task Loops_that_the_model_ends_Trigger() => Rule.Code(ChatCode.Class("""
        public async Task Ask(IChatClient client)
        {
            while (true)
            {
                var response = await client.{|MLG5008:GetResponseAsync|}("x");
                if (response.FinishReason == Microsoft.Extensions.AI.ChatFinishReason.Stop)
                    break;
            }
        }
        public void Switched(FunctionInvokingChatClient client) => {|MLG5008:client.MaximumIterationsPerRequest = int.MaxValue|};
        """));
}
