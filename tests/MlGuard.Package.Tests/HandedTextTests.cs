namespace MlGuard.Package.Tests;

/// <summary>A library and the service that calls it: mistakes that only both together make are reported in the service.</summary>
public sealed class HandedTextTests
{
    private const string Core = """
        using Microsoft.Extensions.AI;

        namespace Core;

        public sealed class Assistant(IChatClient client)
        {
            public async Task<string> AskAsync(string persona, string text)
            {
                var messages = new List<ChatMessage>
                {
                    new(ChatRole.System, $"You are {persona}, an assistant of the shop."),
                    new(ChatRole.User, text),
                };
                var response = await client.GetResponseAsync(messages);
                return response.Text;
            }

            public async Task<string> FixedAsync(string persona, string text)
            {
                var name = persona switch { "short" => "brief", _ => "kind" };
                return (await client.GetResponseAsync([new(ChatRole.System, "Be " + name), new(ChatRole.User, text)])).Text;
            }

            public async IAsyncEnumerable<string> StreamAsync(string text)
            {
                await foreach (var update in client.GetStreamingResponseAsync(text))
                    yield return update.Text;
            }
        }

        public static class Shell
        {
            public static void Run(string command) => System.Diagnostics.Process.Start("bash", "-c \"" + command + "\"");

            public static void Log(string name) => System.Diagnostics.Process.Start("git", ["log", name]);
        }

        public sealed class Store(HttpClient http)
        {
            public async Task<string> PageAsync(int id)
            {
                var response = await http.GetAsync("https://example.com/" + id);
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadAsStringAsync();
            }

            public void Wipe(int id) => File.Delete("data/" + id);

            public int Count(int id) => id;
        }

        public static class Notes
        {
            public static bool Failed(Exception exception) => true;

            public static void Kept(Exception exception) => Console.Error.WriteLine(exception);
        }
        """;

    private const string Api = """
        using Core;
        using Microsoft.Extensions.AI;

        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/ask", async (string persona, string text, Assistant core) => await core.AskAsync(persona, text));
        app.MapPost("/fixed", async (string persona, string text, Assistant core) => await core.FixedAsync(persona, text));
        app.MapPost("/run", async (string text, Assistant core) => Shell.Run(await core.FixedAsync("short", text)));
        app.MapPost("/log", async (string text, Assistant core) => Shell.Log(await core.FixedAsync("short", text)));
        app.MapPost("/hidden", async (string text, IChatClient client) =>
        {
            try { return (await client.GetResponseAsync(text)).Text; }
            catch (Exception exception) { Notes.Failed(exception); return ""; }
        });
        app.MapPost("/told", async (string text, IChatClient client) =>
        {
            try { return (await client.GetResponseAsync(text)).Text; }
            catch (Exception exception) { Notes.Kept(exception); return ""; }
        });
        app.MapPost("/stream", async (string text, Assistant core) =>
        {
            await foreach (var part in core.StreamAsync(text))
                Shell.Run(part);
        });
        app.MapPost("/page", async (Assistant core, Store store) => await core.AskAsync(await store.PageAsync(3), "hi"));
        app.MapPost("/tools", async (string text, IChatClient client, Store store) => await client.GetResponseAsync(
            text, new() { Tools = [AIFunctionFactory.Create(store.Wipe), AIFunctionFactory.Create(store.Count)] }));
        app.Run();
        """;

    [Fact]
    public void Texts_and_handlers_are_followed_into_the_library()
    {
        using var product = new Product();
        product.Write("mlguard.yaml", "mlguard: v1\nproject: shop\nstage: growth\ngates: { mode: report }\n");
        product.WriteProject("Core", ProjectFile.Library.WithPackage("Microsoft.Extensions.AI", "10.11.0"), ("Core.cs", Core));
        product.WriteProject("Api", ProjectFile.Web.WithProject("Core"), ("Program.cs", Api));

        var build = product.Build("Api");

        Assert.True(build.Succeeded, build.ToString());
        Assert.Equal(
            [
                "Program.cs(5,96): MLG7003", "Program.cs(7,70): MLG7008", "Program.cs(11,32): MLG5002", "Program.cs(22,19): MLG7008",
                "Program.cs(24,81): MLG7015", "Program.cs(26,53): MLG7011",
            ],
            build.Places("MLG7003", "MLG7008", "MLG7011", "MLG7015", "MLG5002"));
        Assert.Contains(build.OfMlGuard, finding =>
            finding.Message.Contains("goes into the instructions (in 'Assistant.AskAsync') of the model", StringComparison.Ordinal));
        Assert.Contains(build.OfMlGuard, finding =>
            finding.Message.Contains("becomes a command (in 'Shell.Run')", StringComparison.Ordinal));
    }
}
