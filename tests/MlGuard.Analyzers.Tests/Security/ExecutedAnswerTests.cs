using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.ExecutedAnswerAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class ExecutedAnswerTests
{
    [Fact]
    public Task Shown_saved_and_checked_answers_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Show(IChatClient client) => Console.WriteLine((await client.GetResponseAsync("x")).Text);
        public async Task Save(IChatClient client) => File.WriteAllText("answer.md", (await client.GetResponseAsync("x")).Text);
        public async Task Numbered(IChatClient client) => File.WriteAllText($"{(await client.GetResponseAsync("x")).Text.Length}.md", "");
        public async Task Name(IChatClient client)
        {
            var name = (await client.GetResponseAsync("x")).Text;
            File.WriteAllText(Path.Combine("out", Path.GetFileName(name)), "");
        }
        public async Task Contained(IChatClient client, string root)
        {
            var full = Path.GetFullPath(Path.Combine(root, (await client.GetResponseAsync("x")).Text));
            if (!full.StartsWith(root, StringComparison.Ordinal))
                return;
            File.Delete(full);
        }
        public async Task Asked(IChatClient client, HttpClient http)
        {
            var city = (await client.GetResponseAsync("Which city?")).Text;
            await http.GetStringAsync($"https://weather.example.com/{city}");
            await http.GetStringAsync("/weather/" + city);
        }
        public async Task Encoded(IChatClient client) =>
            Results.Content(System.Net.WebUtility.HtmlEncode((await client.GetResponseAsync("x")).Text), "text/html");
        public async Task Plain(IChatClient client) => Results.Content((await client.GetResponseAsync("x")).Text, "text/plain");
        public async Task Parameter(IChatClient client, DbCommand command)
        {
            command.CommandText = "SELECT 1 WHERE a = @a";
            command.Parameters[0].Value = (await client.GetResponseAsync("x")).Text;
        }
        public async Task Program(IChatClient client)
        {
            var start = new ProcessStartInfo("dotnet");
            start.ArgumentList.Add((await client.GetResponseAsync("x")).Text);
        }
        public async Task Host(IChatClient client, HttpClient http)
        {
            var address = new Uri((await client.GetResponseAsync("x")).Text);
            if (address.Host == "docs.example.com")
                await http.GetStringAsync(address);
        }
        """));

    private const string Databases = """
        namespace Neo4j.Driver
        {
            public interface IAsyncQueryRunner { Task RunAsync(string query); Task RunAsync(string query, object parameters); }
            public interface IAsyncSession : IAsyncQueryRunner;
            public interface IDriver { object ExecutableQuery(string cypher); IAsyncSession AsyncSession(); }
        }
        namespace Microsoft.Azure.Cosmos
        {
            public class QueryDefinition(string query) { public QueryDefinition WithParameter(string name, object value) => this; public string Text => query; }
            public abstract class Container
            {
                public abstract object GetItemQueryIterator<T>(string queryText);
                public abstract object GetItemQueryIterator<T>(QueryDefinition queryDefinition);
            }
        }
        """;

    [Fact]
    public Task Statements_of_other_databases_Trigger() => Rule.Code(ChatCode.Class("""
        public async Task Graph(IChatClient client, Neo4j.Driver.IDriver driver)
        {
            var answer = await client.GetResponseAsync("Write Cypher");
            await driver.AsyncSession().RunAsync({|MLG7008:answer.Text|});
            driver.ExecutableQuery({|MLG7008:answer.Text|});
        }
        public async Task Documents(IChatClient client, Microsoft.Azure.Cosmos.Container container)
        {
            var answer = await client.GetResponseAsync("Write a query");
            container.GetItemQueryIterator<object>({|MLG7008:answer.Text|});
            container.GetItemQueryIterator<object>(new Microsoft.Azure.Cosmos.QueryDefinition({|MLG7008:answer.Text|}));
        }
        """, Databases));

    [Fact]
    public Task Values_of_other_databases_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Graph(IChatClient client, Neo4j.Driver.IDriver driver)
        {
            var answer = await client.GetResponseAsync("Which city?");
            await driver.AsyncSession().RunAsync("MATCH (c:City {name: $name}) RETURN c", new { name = answer.Text });
        }
        public async Task Documents(IChatClient client, Microsoft.Azure.Cosmos.Container container)
        {
            var answer = await client.GetResponseAsync("Which city?");
            container.GetItemQueryIterator<object>(
                new Microsoft.Azure.Cosmos.QueryDefinition("SELECT * FROM c WHERE c.city = @city").WithParameter("@city", answer.Text));
        }
        """, Databases));

    [Fact]
    public Task Answers_that_act_Trigger() => Rule.Code(ChatCode.Class("""
        public async Task Sql(IChatClient client, DbConnection connection)
        {
            var response = await client.GetResponseAsync("Write SQL");
            var command = connection.CreateCommand();
            command.CommandText = {|MLG7008:response.Text|};
            await Dapper.SqlMapper.QueryAsync(connection, {|MLG7008:response.Messages[0].Text.Trim('`')|});
        }
        public async Task Shell(Kernel kernel)
        {
            var command = await kernel.InvokePromptAsync<string>("Write a command");
            Process.Start("bash", {|MLG7008:"-c " + command|});
            Process.Start(new ProcessStartInfo { FileName = "cmd", Arguments = {|MLG7008:$"/c {command}"|} });
        }
        public async Task Open(ChatClient chat)
        {
            ChatCompletion completion = await chat.CompleteChatAsync("x");
            Process.Start({|MLG7008:completion.Content[0].Text|});
        }
        public async Task<IResult> Page(IChatClient client) => Results.Content({|MLG7008:(await client.GetResponseAsync("x")).Text|}, "text/html");
        public async Task<object> Markup(AIAgent agent) =>
            (Microsoft.AspNetCore.Components.MarkupString){|MLG7008:(await agent.RunAsync("x")).Text|};
        public async Task Written(IChatClient client)
        {
            var text = "";
            await foreach (var update in client.GetStreamingResponseAsync("x"))
                text += update.Text;
            File.Delete({|MLG7008:text|});
        }
        public record Plan(string File, string Address, int Number);
        public async Task Structured(IChatClient client, HttpClient http)
        {
            var plan = (await client.GetResponseAsync<Plan>("x")).Result;
            File.WriteAllText({|MLG7008:Path.Combine("out", plan.File)|}, "");
            await http.GetStringAsync({|MLG7008:plan.Address|});
            File.WriteAllText($"{plan.Number}", "");
        }
        private static void Delete(string path) => Directory.Delete(path, true);
        public async Task Passed(IChatClient client) => Delete({|MLG7008:(await client.GetResponseAsync("x")).Text|});
        """));
}
