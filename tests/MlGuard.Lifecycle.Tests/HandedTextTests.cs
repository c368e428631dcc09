using Microsoft.CodeAnalysis;
using MlGuard.Frameworks;
using MlGuard.Lifecycle.Product.Summaries;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>
/// Which texts a library passes to where they may do harm, and which of its methods answer as a model, read off compiled code.
/// </summary>
public sealed class HandedTextTests
{
    /// <summary>The members of Microsoft.Extensions.AI that an assistant needs, in their own shapes.</summary>
    private const string Libraries = """
        namespace Microsoft.Extensions.AI
        {
            public readonly struct ChatRole { public static ChatRole System => default; public static ChatRole User => default; }
            public class ChatMessage { public ChatMessage(ChatRole role, string content) { } }
            public class ChatOptions { public string? Instructions { get; set; } }
            public class ChatResponse { public string Text => ""; public bool IsFine => true; }
            public class ChatResponseUpdate { public string Text => ""; }
            public interface IChatClient
            {
                Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null);
                IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages);
            }
        }

        """;

    private const string Instruction = "0 Instruction";
    private const string Command = "0 Command";

    [Theory]
    [InlineData("public Task Ask(string text) => client.GetResponseAsync([new(ChatRole.System, text)]);", Instruction)]
    [InlineData(
        "public Task Ask(string text) => client.GetResponseAsync([new(ChatRole.System, \"You help \" + text + \".\")]);", Instruction)]
    [InlineData(
        "public Task Ask(string text) => client.GetResponseAsync([new(ChatRole.System, $\"You help {text} of {3}.\")]);", Instruction)]
    [InlineData("public Task Ask(string text) => client.GetResponseAsync([new(ChatRole.System, string.Format(\"{0}: {1} {2} {3}\", 1, 2, 3, text.Trim()))]);", Instruction)]
    [InlineData("public async Task Ask(string text) { ArgumentException.ThrowIfNullOrEmpty(text); var prompt = \"You help \" + text; await Task.Yield(); await client.GetResponseAsync([new(ChatRole.User, \"Hi\")], new ChatOptions { Instructions = prompt }); }", Instruction)]
    [InlineData("public Task Ask(string text) { var prompt = new StringBuilder(\"You help \"); prompt.Append(text).AppendLine(); return Send(prompt.ToString()); } private Task Send(string prompt) => client.GetResponseAsync([new(ChatRole.System, prompt)]);", Instruction)]
    [InlineData("public Task Ask(string text) { var messages = new List<ChatMessage> { new(ChatRole.System, \"You help \" + text) }; return client.GetResponseAsync(messages); }", Instruction)]
    [InlineData(
        "public Task Ask(string text) => Task.Run(() => client.GetResponseAsync([new(ChatRole.System, \"You help \" + text)]));",
        Instruction)]
    [InlineData("public void Ask(string text) => System.Diagnostics.Process.Start(\"bash\", \"-c \" + text);", Command)]
    [InlineData("public void Ask(string text) => System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo { FileName = \"bash\", Arguments = $\"-c {text}\" });", Command)]
    [InlineData("public void Ask(string text) => File.Delete(Path.Combine(\"data\", text));", "0 WrittenPath")]
    [InlineData("public void Ask(string text, string other) { File.WriteAllText(other, text); }", "1 WrittenPath")]
    public void A_text_that_reaches_what_obeys_it_is_told(string members, string uses) => Uses(members, uses);

    [Theory]
    [InlineData("public Task Ask(string text) => client.GetResponseAsync([new(ChatRole.User, \"You help \" + text)]);")]
    [InlineData(
        "public Task Ask(string text) => client.GetResponseAsync([new(ChatRole.System, \"You help.\"), new(ChatRole.User, text)]);")]
    [InlineData("public Task Ask(string text) { if (!text.StartsWith('a')) text = \"a\"; return client.GetResponseAsync([new(ChatRole.System, text)]); }")]
    [InlineData("public Task Ask(string text) { text = Clean(text); return client.GetResponseAsync([new(ChatRole.System, text)]); } private static string Clean(string text) => text.Contains('a') ? \"a\" : \"b\";")]
    [InlineData("public Task Ask(string text) => client.GetResponseAsync([new(ChatRole.System, text == \"short\" ? \"Be \" + text : \"Be clear\")]);")]
    [InlineData("public Task Ask(string text) => client.GetResponseAsync([new(ChatRole.System, s_names[text])]); private static readonly Dictionary<string, string> s_names = [];")]
    [InlineData("public Task Ask(string text) { if (!s_known.Contains(text)) throw new ArgumentException(text); return client.GetResponseAsync([new(ChatRole.System, \"Be \" + text)]); } private static readonly HashSet<string> s_known = [];")]
    [InlineData(
        "public Task Ask(string text) => client.GetResponseAsync([new(ChatRole.System, \"Of \" + int.Parse(text) + text.Length)]);")]
    [InlineData("public Task Ask(string text) { bool IsFine(string it) => it.Length < 5; return client.GetResponseAsync([new(ChatRole.System, IsFine(text) ? text : \"\")]); }")]
    [InlineData("public Task Ask(string text, Func<string, bool> check) { if (!check(text)) return Task.CompletedTask; return client.GetResponseAsync([new(ChatRole.System, text)]); }")]
    [InlineData("public Task Ask(string text) => client.GetResponseAsync([new(ChatRole.System, text switch { \"short\" => \"Be short\", _ => \"Be clear\" })]);")]
    [InlineData("public Task Ask(int number) => client.GetResponseAsync([new(ChatRole.System, \"Of \" + number)]);")]
    [InlineData("public void Ask(string text) => System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(\"git\") { ArgumentList = { \"log\", text } });")]
    [InlineData("public void Ask(string text) => File.Delete(Path.Combine(\"data\", Path.GetFileName(text)));")]
    [InlineData("public void Ask(string text) => File.WriteAllText(\"log.txt\", text);")]
    [InlineData("public void Ask(string text) { var name = text; name = System.Text.RegularExpressions.Regex.Replace(name, \"[^a-z]\", \"\"); File.Delete(name); }")]
    public void A_text_that_something_looks_at_is_not(string members) => Uses(members, "");

    [Theory]
    [InlineData("public async Task<string> Ask(string text) => (await client.GetResponseAsync([new(ChatRole.User, text)])).Text;", true)]
    [InlineData("public async Task<string> Ask(string text) { var answer = await client.GetResponseAsync([new(ChatRole.User, text)]).ConfigureAwait(false); return \"It says: \" + answer.Text.Trim(); }", true)]
    [InlineData("public Task<string> Ask(string text) => Inner(text); private async Task<string> Inner(string text) { try { return (await client.GetResponseAsync([])).Text; } catch { return \"\"; } }", true)]
    [InlineData(
        "public async Task<string> Ask(string text) { await client.GetResponseAsync([new(ChatRole.User, text)]); return \"done\"; }",
        false)]
    [InlineData("public async Task<string> Ask(string text) { var answer = (await client.GetResponseAsync([])).Text; return answer.Contains(\"yes\") ? answer : \"no\"; }", false)]
    [InlineData("public async Task<string> Ask(string text) { var answer = (await client.GetResponseAsync([])).Text; return int.Parse(answer).ToString(); }", false)]
    [InlineData("public string Ask(string text) => text;", false)]
    [InlineData("public async IAsyncEnumerable<string> Ask(string text) { await foreach (var update in client.GetStreamingResponseAsync([])) yield return update.Text; }", true)]
    [InlineData("public async IAsyncEnumerable<string> Ask(string text) { await foreach (var update in client.GetStreamingResponseAsync([]).ConfigureAwait(false)) { yield return \"> \" + update.Text; } }", true)]
    [InlineData("public async IAsyncEnumerable<string> Ask(string text) { await foreach (var update in client.GetStreamingResponseAsync([])) yield return \"a token\"; }", false)]
    [InlineData("public async IAsyncEnumerable<string> Ask(string text) { await foreach (var update in client.GetStreamingResponseAsync([])) if (update.Text.Contains('a')) yield return update.Text; }", false)]
    public void What_a_model_said_is_told(string members, bool isModel)
    {
        foreach (var summary in Of(members))
            Assert.Equal(isModel, summary.Methods.Any(method =>
                method.Key.Name == "Ask" && (method.Traits & MethodTraits.AnswersAsModel) != 0));
    }

    [Theory]
    [InlineData("public Task<string> Ask(string url) => s_http.GetStringAsync(url);", true)]
    [InlineData("public async Task<string> Ask(string url) { var answer = await s_http.GetAsync(url); answer.EnsureSuccessStatusCode(); return await answer.Content.ReadAsStringAsync(); }", true)]
    [InlineData("public async Task<string> Ask(string url) => \"Page: \" + await Inner(url); private Task<string> Inner(string url) => s_http.GetStringAsync(url);", true)]
    [InlineData("public async Task<string> Ask(string url) { var page = await s_http.GetStringAsync(url); return page.Contains('a') ? page : \"\"; }", false)]
    [InlineData("public async Task<string> Ask(string url) { await s_http.GetStringAsync(url); return \"done\"; }", false)]
    [InlineData("public async Task<int> Ask(string url) => (await s_http.GetStringAsync(url)).Length;", false)]
    [InlineData("public string Ask(string url) => File.ReadAllText(url);", false)]
    public void What_was_retrieved_is_told(string members, bool isForeign)
    {
        foreach (var summary in Of(members + " private static readonly System.Net.Http.HttpClient s_http = new();"))
            Assert.Equal(isForeign, summary.Methods.Any(method =>
                method.Key.Name == "Ask" && (method.Traits & MethodTraits.AnswersForeign) != 0));
    }

    [Theory]
    [InlineData("public void Ask(string text) => File.Delete(text);", "deletes files!")]
    [InlineData(
        "public void Ask(int id) => Inner(id); private void Inner(int id) => Directory.Delete(\"data/\" + id);", "deletes folders!")]
    [InlineData("public void Ask(int id) { Action write = () => File.AppendAllText(\"a\", \"b\"); write(); }", "writes files")]
    [InlineData("public async Task Ask(int id) { using var http = new System.Net.Http.HttpClient(); await http.PostAsync(\"a\", null); }", "posts to another service")]
    [InlineData("public async Task Ask(int id) { using var http = new System.Net.Http.HttpClient(); await http.GetAsync(\"a\"); }", "")]
    [InlineData("public string Ask(string text) => File.ReadAllText(text);", "")]
    public void What_changes_the_world_is_told(string members, string effects)
    {
        foreach (var summary in Of(members))
            Assert.Equal(effects, string.Join(",", summary.Methods.Where(method => method.Key.Name == "Ask")
                .SelectMany(method => method.Effects).Select(effect => effect.What + (effect.IsDestructive ? "!" : ""))));
    }

    [Fact]
    public void A_project_between_two_others_hands_on_what_is_done_and_retrieved()
    {
        const string Source = "public class Store { public void Wipe(int id) => System.IO.File.Delete(\"data/\" + id); "
            + "public Task<string> Page() => new System.Net.Http.HttpClient().GetStringAsync(\"a\"); }";
        var core = CompiledFacts.Of(Source, "Core", isTest: false, []);
        var services = CompiledFacts.Of(
            "public class Service(Store store) { public void Clear() => store.Wipe(3); public async Task<string> Read() => await store.Page(); }",
            "Services", isTest: false, [(Source, core)]);

        var summary = Summarizer.Of(services.Facts, [Summarizer.Of(core.Facts, [])]);

        Assert.Equal([new("deletes files", true)], summary.Methods.Single(method => method.Key.Name == "Clear").Effects);
        Assert.Equal(MethodTraits.AnswersForeign, summary.Methods.Single(method => method.Key.Name == "Read").Traits);
    }

    [Fact]
    public void A_project_between_two_others_hands_on_texts()
    {
        var source = Source("public async Task<string> Ask(string text) => (await client.GetResponseAsync([new(ChatRole.System, text)])).Text;");
        var core = CompiledFacts.Of(source, "Core", isTest: false, []);
        var services = CompiledFacts.Of(
            "public class Service(Shop.Assistant assistant) { public async Task<string> Answer(int id, string text) => await assistant.Ask(id + text); "
                + "public async Task<string> Other(string text) { Elsewhere(text); return await assistant.Ask(text); } "
                + "private void Elsewhere(string text) => Console.WriteLine(text.Contains('a')); }",
            "Services", isTest: false, [(source, core)]);

        var summary = Summarizer.Of(services.Facts, [Summarizer.Of(core.Facts, [])]);

        var answer = summary.Methods.Single(method => method.Key.Name == "Answer");
        Assert.Equal([new TextUse(1, TextRole.Instruction, "the instructions")], answer.Texts);
        Assert.Equal(MethodTraits.AnswersAsModel, answer.Traits & MethodTraits.AnswersAsModel);
        Assert.Empty(summary.Methods.Single(method => method.Key.Name == "Other").Texts);
    }

    private static void Uses(string members, string uses)
    {
        foreach (var summary in Of(members))
            Assert.Equal(
                uses,
                string.Join(",", summary.Methods.Where(method => method.Key.Name == "Ask").SelectMany(method => method.Texts)
                    .Select(use => $"{use.Parameter} {use.Role}")));
    }

    private static IEnumerable<ProjectSummary> Of(string members) => new[] { OptimizationLevel.Release, OptimizationLevel.Debug }
        .Select(optimization => Summarizer.Of(CompiledFacts.Of(Source(members), optimization), []));

    private static string Source(string members) => "using System.IO; using System.Text;\n" + Libraries + $$"""
        namespace Shop
        {
            using Microsoft.Extensions.AI;
            public class Assistant(IChatClient client) { public IChatClient Client => client; {{members}} }
        }
        """;
}
