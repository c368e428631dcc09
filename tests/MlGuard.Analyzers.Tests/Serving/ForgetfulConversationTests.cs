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
                await agent.RunAsync(new ChatMessage(ChatRole.User, line), session);
                await agent.RunAsync(new ChatMessage(ChatRole.User, $"Translate: {line}"));
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

    /// <summary>What was typed before the loop is one question: its calls are carried out, or it is tried again.</summary>
    [Fact]
    public Task One_question_in_several_rounds_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        public void Calls(ChatClient chat)
        {
            var messages = new List<OpenAI.Chat.ChatMessage> { new OpenAI.Chat.UserChatMessage(Console.ReadLine()) };
            bool more;
            do
            {
                more = false;
                OpenAI.Chat.ChatCompletion completion = chat.CompleteChat(messages);
                switch (completion.FinishReason)
                {
                    case OpenAI.Chat.ChatFinishReason.ToolCalls:
                        messages.Add(new OpenAI.Chat.AssistantChatMessage(completion));
                        more = true;
                        break;
                }
            }
            while (more);
        }
        public async Task Retried(IChatClient client)
        {
            var line = Console.ReadLine();
            var tries = 0;
            while (tries++ < 3)
            {
                try { await client.GetResponseAsync(line!); return; }
                catch (System.Net.Http.HttpRequestException) { await Task.Delay(1000); }
            }
        }
        """));

    [Fact]
    public Task A_line_that_is_read_again_at_the_end_of_the_loop_Triggers() => Rule.Code(ChatCode.Class("""
        public async Task Loop(IChatClient client)
        {
            var line = Console.ReadLine();
            while (line != "exit")
            {
                await client.{|MLG4043:GetResponseAsync|}(line!);
                line = Console.ReadLine();
            }
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
                var message = new ChatMessage(ChatRole.User, line);
                await agent.{|MLG4043:RunAsync|}(message);
                await client.{|MLG4043:GetResponseAsync|}(new ChatMessage(ChatRole.User, line));
                await agent.{|MLG4043:RunAsync|}(line!, await agent.CreateSessionAsync());
            }
        }
        """));

    [Fact]
    public Task A_list_of_each_turn_that_gets_the_answer_Triggers() => Rule.Code(ChatCode.Class("""
        public async Task Loop(ChatClient chat, IChatClient client)
        {
            while (Console.ReadLine() is { Length: > 0 } line)
            {
                var talk = new List<OpenAI.Chat.ChatMessage> { new OpenAI.Chat.SystemChatMessage("You help."), new OpenAI.Chat.UserChatMessage(line) };
                OpenAI.Chat.ChatCompletion answer = await chat.{|MLG4043:CompleteChatAsync|}(talk);
                talk.Add(new OpenAI.Chat.AssistantChatMessage(answer));
            }
            while (Console.ReadLine() is { Length: > 0 } line)
            {
                var talk = new List<ChatMessage> { new(ChatRole.System, "You help."), new(ChatRole.User, line) };
                var answer = await client.{|MLG4043:GetResponseAsync|}(talk);
                talk.AddMessages(answer);
            }
        }
        """));

    [Fact]
    public Task A_list_that_lasts_and_a_task_of_each_line_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Loop(IChatClient client)
        {
            List<ChatMessage> talk = [new(ChatRole.System, "You help.")];
            while (Console.ReadLine() is { Length: > 0 } line)
            {
                talk.Add(new(ChatRole.User, line));
                talk.AddMessages(await client.GetResponseAsync(talk));
            }
            while (Console.ReadLine() is { Length: > 0 } line)
            {
                List<ChatMessage> task = [new(ChatRole.System, "Translate into French."), new(ChatRole.User, line)];
                Console.WriteLine(await client.GetResponseAsync(task));
            }
        }
        """));
}
