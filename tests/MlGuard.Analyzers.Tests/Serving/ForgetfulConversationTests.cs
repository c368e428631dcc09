using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.ForgetfulConversationAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class ForgetfulConversationTests
{
    [Fact]
    public Task Histories_sessions_and_tasks_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Loop(IChatClient client, AIAgent agent)
        {
            var session = await agent.CreateSessionAsync();
            string? id = null;
            while (Console.ReadLine() is { } line)
            {
                await agent.RunAsync(line, session);
                await client.GetResponseAsync($"Translate: {line}");
            }
            while (Console.ReadLine() is { } line)
                id = (await client.GetResponseAsync(line, new ChatOptions { ConversationId = id })).ConversationId;
            await client.GetResponseAsync(Console.ReadLine()!);
        }
        public async Task Given(IChatClient client, Queue<string> lines)
        {
            while (lines.TryDequeue(out var line))
                await client.GetResponseAsync(line);
        }
        """));

    [Fact]
    public Task The_last_line_alone_Triggers() => Rule.Code(ChatCode.Class("""
        public async Task Loop(IChatClient client, AIAgent agent, ChatClient chat)
        {
            while (true)
            {
                var line = Console.ReadLine();
                await client.{|MLG4043:GetResponseAsync|}(line!);
                await client.{|MLG4043:GetResponseAsync|}([new ChatMessage(ChatRole.User, line)]);
                await agent.{|MLG4043:RunAsync|}(line!);
                await agent.{|MLG4043:RunAsync|}(line!, await agent.CreateSessionAsync());
            }
        }
        """));
}
