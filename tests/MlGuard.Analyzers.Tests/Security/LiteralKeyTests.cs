using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Security.LiteralKeyAnalyzer, MlGuard.CodeFixes.Security.LiteralKeyCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.LiteralKeyAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class LiteralKeyTests
{
    [Fact]
    public Task Placeholders_configuration_and_own_servers_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private const string Placeholder = "<your-api-key-goes-here>";
        public object[] All(IConfiguration configuration, string key) =>
        [
            new ChatClient("gpt", key), new ChatClient("gpt", "YOUR_API_KEY_GOES_HERE"), new ChatClient("gpt", Placeholder), new ChatClient("gpt", "sk-..."),
            new ChatClient("gpt", configuration["Key"]!), new ChatClient("gpt", Environment.GetEnvironmentVariable("OPENAI_API_KEY")!),
            new ChatClient("gpt", "not-needed"),
        ];
        public object Own() => new ChatClient("llama", new System.ClientModel.ApiKeyCredential("abcdef0123456789abcdef"),
            new OpenAI.OpenAIClientOptions { Endpoint = new Uri("http://localhost:1234/v1") });
        public string Other(string apiKey) => Other("abcdef0123456789abcdef");
        """));

    [Fact]
    public Task Keys_Trigger() => Rule.Code(ChatCode.Class("""
        private const string Key = "sk-proj-Zk3vQ8mN2pL7xR4t";
        public void All(IKernelBuilder builder, IServiceCollection services)
        {
            _ = new ChatClient("gpt", {|MLG7004:Key|});
            _ = new OpenAI.OpenAIClient({|MLG7004:"sk-Zk3vQ8mN2p"|});
            _ = new System.ClientModel.ApiKeyCredential({|MLG7004:"0123456789abcdef0123456789abcdef"|});
            _ = new Azure.AzureKeyCredential({|MLG7004:"0123456789abcdef0123456789abcdef"|});
            builder.AddOpenAIChatCompletion("gpt", {|MLG7004:"sk-proj-Zk3vQ8mN2pL7xR4t"|});
            _ = new Anthropic.AnthropicClient { ApiKey = {|MLG7004:"sk-ant-Zk3vQ8mN2pL7xR4t"|} };
        }
        """));

    [Fact]
    public Task The_key_comes_from_the_environment() => Fix.Code(
        ChatCode.Class("""
            public ChatClient Open() => new("gpt", {|MLG7004:"sk-proj-Zk3vQ8mN2pL7xR4t"|});
            public ChatClient Open(IConfiguration configuration) => new("gpt", {|MLG7004:"sk-proj-Zk3vQ8mN2pL7xR4t"|});
            """),
        ChatCode.Class("""
            public ChatClient Open() => new("gpt", Environment.GetEnvironmentVariable("OPENAI_API_KEY")!);
            public ChatClient Open(IConfiguration configuration) => new("gpt", configuration["OPENAI_API_KEY"]!);
            """));
}
