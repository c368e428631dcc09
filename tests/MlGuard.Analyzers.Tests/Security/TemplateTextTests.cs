using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Security.TemplateTextAnalyzer, MlGuard.CodeFixes.Security.TemplateTextCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.TemplateTextAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class TemplateTextTests
{
    [Fact]
    public Task Constants_files_and_arguments_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        private const string Template = "Summarize: {{$text}}";
        public Task Argument(string text) => kernel.InvokePromptAsync(Template, new KernelArguments { ["text"] = text });
        public Task Read(string text) => kernel.InvokePromptAsync(System.IO.File.ReadAllText("a.txt"), new KernelArguments { ["text"] = text });
        public Task Number(int days) => kernel.InvokePromptAsync($"In {days} days, on {DateTime.Now}");
        public void Unknown(string text) => Own(Template);
        private void Own(string template) => kernel.CreateFunctionFromPrompt(template);
        """));

    [Fact]
    public Task Text_of_somebody_else_Triggers() => Rule.Code(ChatCode.Controller("""
        public Task Interpolated(string text) => kernel.InvokePromptAsync({|MLG7001:$"Summarize: {text}"|});
        public void Made(string text)
        {
            var prompt = "Summarize: " + text;
            kernel.CreateFunctionFromPrompt({|MLG7001:prompt|});
            var config = new PromptTemplateConfig({|MLG7001:prompt|}) { Template = {|MLG7001:prompt|} };
        }
        """));

    private const string Agents = """
        public record AgentDto(string Name, string Template, string Notes);
        """;

    /// <summary>A template that a service keeps is the program's own, as one in a file is.</summary>
    [Fact]
    public Task Templates_that_a_service_keeps_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        private static readonly HttpClient s_http = new();
        public async Task Whole()
        {
            var json = await s_http.GetStringAsync("https://agents.example.com/1");
            var agent = JsonSerializer.Deserialize<AgentDto>(json)!;
            kernel.CreateFunctionFromPrompt(agent.Template);
            var config = new PromptTemplateConfig(agent.Template);
        }
        """) + Agents);

    [Fact]
    public Task Text_that_a_service_keeps_Triggers() => Rule.Code(ChatCode.Controller("""
        private static readonly HttpClient s_http = new();
        public async Task Part()
        {
            var json = await s_http.GetStringAsync("https://agents.example.com/1");
            var agent = JsonSerializer.Deserialize<AgentDto>(json)!;
            kernel.CreateFunctionFromPrompt({|MLG7001:"Summarize: " + agent.Template|});
            kernel.CreateFunctionFromPrompt({|MLG7001:agent.Notes|});
            kernel.CreateFunctionFromPrompt({|MLG7001:json|});
        }
        """) + Agents);

    [Fact]
    public Task Text_of_a_console_Triggers() => Rule.Code(ChatCode.Program("""
        var kernel = Kernel.CreateBuilder().Build();
        var question = Console.ReadLine();
        Console.WriteLine(await kernel.InvokePromptAsync({|MLG7001:question|}!));
        """));

    [Fact]
    public Task Holes_become_arguments() => Fix.Code(
        ChatCode.Controller("""
            public Task Ask(string text, string language) => kernel.InvokePromptAsync({|MLG7001:$"Translate to {language}: {text.Trim()}"|});
            """),
        ChatCode.Controller("""
            public Task Ask(string text, string language) => kernel.InvokePromptAsync("Translate to {{$language}}: {{$text}}", new KernelArguments { ["language"] = language, ["text"] = text.Trim() });
            """));

    [Fact]
    public Task A_template_made_elsewhere_has_no_fix() => Fix.NoFix(ChatCode.Controller("""
        public Task Ask(string text)
        {
            var prompt = $"Summarize: {text}";
            return kernel.InvokePromptAsync({|MLG7001:prompt|});
        }
        """));
}
