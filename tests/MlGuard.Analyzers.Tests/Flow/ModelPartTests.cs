using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.UnguardedPredictionAnalyzer>;

namespace MlGuard.Analyzers.Tests.Flow;

/// <summary>What a model asks of its parts, and what a kernel runs without a model, is no prediction that somebody waits for.</summary>
public sealed class ModelPartTests
{
    private const string Network = """
        using Microsoft.AspNetCore.Mvc;
        using TorchSharp;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        public sealed class Head : Module
        {
            private readonly Module<Tensor, Tensor> _layer = Linear(2, 1);
            public Head() : base(nameof(Head)) => RegisterComponents();
            public Tensor Mask(Tensor input) => _layer.forward(input);
        }

        public sealed class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> _first = Linear(4, 2);
            private readonly Head _head = new();
            public Net() : base(nameof(Net)) => RegisterComponents();
            public override Tensor forward(Tensor input) => _head.Mask(functional.relu(_first.call(input)));
        }
        """;

    [Fact]
    public Task Layers_of_a_network_in_a_library_DoNotTrigger() => Rule.Code(Network, state => state.AddDigest("stage\tgrowth"));

    [Fact]
    public Task What_a_network_asks_through_a_helper_DoesNotTrigger() => Rule.Code(
        Network.Replace("_layer.forward(input)", "Checkpoint.Run(_layer, input)", StringComparison.Ordinal)
            + "\npublic static class Checkpoint { internal static Tensor Run(Module<Tensor, Tensor> layer, Tensor input) => "
            + "layer.forward(input); }",
        state => state.AddDigest("stage\tgrowth"));

    [Fact]
    public Task Validation_between_the_epochs_of_a_library_DoesNotTrigger() => Rule.Code(
        Network + """

        public sealed class Trainer(Net net)
        {
            public void Run(Tensor rows) { for (var epoch = 0; epoch < 9; epoch++) { Epoch(rows); Validate(rows); } }
            public Tensor Score(Tensor row) => net.{|MLG5001:call|}(row);
            private void Epoch(Tensor rows) => Step(net.call(rows));
            private static void Step(Tensor loss) => loss.backward();
            private Tensor Validate(Tensor rows) => net.call(rows);
        }
        """,
        state => state.AddDigest("stage\tgrowth"));

    [Fact]
    public Task Layers_behind_an_endpoint_trigger_once_at_the_network() =>
        Rule.Code(
            Network
                + "\npublic class ScoreController(Net net) : ControllerBase { public float Score(float[] row) => "
                + "net.{|MLG5001:call|}(tensor(row)).item<float>(); }");

    [Fact]
    public Task What_a_delegating_client_asks_DoesNotTrigger() => Rule.Code("""
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.AI;

        public sealed class Measured(IChatClient inner) : DelegatingChatClient(inner)
        {
            public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
                CancellationToken token = default) =>
                base.GetResponseAsync(messages, options, token);
        }

        public class AskController(Measured chat) : ControllerBase
        {
            public async Task<string> Ask(string text, CancellationToken token) =>
                (await chat.{|MLG5001:GetResponseAsync|}(text, cancellationToken: token)).Text;
        }
        """);

    [Fact]
    public Task What_the_library_of_a_model_asks_itself_DoesNotTrigger() => Rule.Code(
        """
        using System.Collections.Generic;
        namespace LLama
        {
            public sealed class ChatSession
            {
                public IAsyncEnumerable<string> ChatAsync(string text) => ChatAsync(text, 1);
                public async IAsyncEnumerable<string> ChatAsync(string text, int limit) { await System.Threading.Tasks.Task.Yield();
                    yield return text; }
            }

            public sealed class Assistant(ChatSession session)
            {
                public IAsyncEnumerable<string> Ask(string text) => session.{|MLG5001:ChatAsync|}(text);
            }
        }
        """,
        state => state.AddDigest("stage\tgrowth"));

    private static string Kernel(string members) => $$"""
        using System.ComponentModel;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.SemanticKernel;

        public sealed class Orders
        {
            [KernelFunction] public Task<int> CountAsync() => Task.FromResult(1);
            [KernelFunction("last")] public string Newest() => "";
        }

        public class AskController(Kernel kernel, string name) : ControllerBase
        {
            {{members}}
        }
        """;

    [Theory]
    [InlineData("""public Task Ask() => kernel.InvokeAsync("FileIOPlugin", "Write", new() { ["path"] = "a.txt" });""")]
    [InlineData("""public Task Ask() => kernel.InvokeAsync<int>(nameof(Orders), "Count");""")]
    [InlineData("""public Task Ask() => kernel.InvokeAsync("Shop", "last");""")]
    [InlineData("""public Task Ask() => kernel.InvokeAsync(kernel.Plugins["Shop"]["last"]);""")]
    [InlineData("""public Task Ask() => kernel.InvokeAsync(kernel.Plugins.GetFunction("TimePlugin", name));""")]
    [InlineData("""public Task Ask() { var now = KernelFunctionFactory.CreateFromMethod(() => 1); return now.InvokeAsync(kernel); }""")]
    [InlineData("""public Task Ask() { var orders = kernel.ImportPluginFromType<Orders>(); return orders[name].InvokeAsync(kernel); }""")]
    public Task A_function_of_plain_code_DoesNotTrigger(string members) => Rule.Code(Kernel(members));

    [Theory]
    [InlineData("""public Task Ask() => kernel.{|MLG5001:InvokeAsync|}("ConversationSummaryPlugin", "SummarizeConversation");""")]
    [InlineData("""public Task Ask() => kernel.{|MLG5001:InvokeAsync|}("Plugins", name);""")]
    [InlineData("""public Task Ask() { var joke = kernel.CreateFunctionFromPrompt("Tell a joke."); return """
        + """kernel.{|MLG5001:InvokeAsync|}(joke); }""")]
    [InlineData("""public Task Ask() { var writer = kernel.ImportPluginFromPromptDirectory("Writer"); return """
        + """writer[name].{|MLG5001:InvokeAsync|}(kernel); }""")]
    [InlineData("""public Task Ask(KernelFunction any) => any.{|MLG5001:InvokeAsync|}(kernel);""")]
    public Task A_function_that_may_be_a_prompt_Triggers(string members) => Rule.Code(Kernel(members));
}
