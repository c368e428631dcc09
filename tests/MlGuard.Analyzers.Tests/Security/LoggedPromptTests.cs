using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.LoggedPromptAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class LoggedPromptTests
{
    [Fact]
    public Task Lengths_and_the_console_of_a_program_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Run(IChatClient client, ILogger logger, string text)
        {
            var response = await client.GetResponseAsync(text);
            Console.WriteLine(response.Text);
            logger.LogInformation("{Length} {Tokens} {Id}", response.Text.Length, response.Usage?.TotalTokenCount, response.ResponseId);
            logger.LogInformation("{Text}", text);
        }
        """));

    [Fact]
    public Task Prompts_and_answers_Trigger() => Rule.Code(ChatCode.Controller("""
        public async Task Ask(string question)
        {
            logger.LogInformation("Asked {Question}", {|MLG7014:question|});
            var response = await client.GetResponseAsync(question);
            logger.LogDebug({|MLG7014:$"Answered {response.Text}"|});
            Activity.Current?.SetTag("answer", {|MLG7014:response.Text|});
            Console.WriteLine({|MLG7014:response|});
        }
        """));

    [Fact]
    public Task A_prompt_that_a_called_method_asks_with_Triggers() => Rule.Code(ChatCode.Controller("""
        public async Task<string> Ask(string question)
        {
            logger.LogInformation("Asked {Question}", {|MLG7014:question|});
            return await Answer(question);
        }
        private Task<string> Answer(string text) => Model(text);
        private async Task<string> Model(string text) => (await client.GetResponseAsync(text)).Text;
        public string Greet(string name)
        {
            logger.LogInformation("Greeted {Name}", name);
            return Hello(name);
        }
        private static string Hello(string name) => "Hello " + name;
        """));
}
