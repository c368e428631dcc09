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

    /// <summary>The name of the setting stands where its value will.</summary>
    [Theory]
    [InlineData("%AZURE_OPENAI_API_KEY%")]
    [InlineData("%%AZURE_OPENAI_APIKEY%%")]
    [InlineData("AZURE_OPENAI_API_KEY")]
    [InlineData("[azure-openai-api-key]")]
    [InlineData("AzureOpenAI:Credentials:ApiKey")]
    [InlineData("OPENAI__SERVICE__TOKEN")]
    public Task Names_of_settings_DoNotTrigger(string name) =>
        Rule.Code(ChatCode.Class($"public object Open() => new ChatClient(\"gpt\", \"{name}\");"));

    [Theory]
    [InlineData("key-Zk3vQ8mN2pL7xR4tZk3v")]
    [InlineData("abcdefghijklmnopqrstuvwx")]
    public Task Keys_that_look_like_names_Trigger(string key) =>
        Rule.Code(ChatCode.Class($"public object Open() => new ChatClient(\"gpt\", {{|MLG7004:\"{key}\"|}});"));

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
