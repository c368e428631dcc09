using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.UnderminedModelAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

/// <summary>MLG4044.</summary>
public class UnderminedModelTests
{
    [Fact]
    public Task What_lives_as_long_as_its_model_DoesNotTrigger() => Rule.Code(Code("""
        private LLamaWeights _weights = null!;
        private LLamaContext _context = null!;
        private ChatSession _session = null!;

        // Used up here.
        async Task<string> Once(ModelParams parameters, string question)
        {
            using var weights = LLamaWeights.LoadFromFile(parameters);
            using var context = weights.CreateContext(parameters);
            var session = new ChatSession(new InteractiveExecutor(context));
            var answer = "";
            await foreach (var text in session.ChatAsync(new ChatHistory.Message(AuthorRole.User, question), new InferenceParams()))
                answer += text;
            return answer;
        }

        // The context keeps the weights alive.
        LLamaContext OfItsOwn(ModelParams parameters)
        {
            using var weights = LLamaWeights.LoadFromFile(parameters);
            return weights.CreateContext(parameters);
        }

        void KeepsContext(ModelParams parameters)
        {
            using var weights = LLamaWeights.LoadFromFile(parameters);
            _context = weights.CreateContext(parameters);
            _session = new ChatSession(new InteractiveExecutor(_context));
        }

        async Task KeepsAll(ModelParams parameters)
        {
            _weights = await LLamaWeights.LoadFromFileAsync(parameters);
            _context = _weights.CreateContext(parameters);
            _session = new ChatSession(new InteractiveExecutor(_context));
        }

        // Disposed where loading goes wrong, and kept otherwise.
        void Guarded(ModelParams parameters)
        {
            var context = _weights.CreateContext(parameters);
            try
            {
                _session = new ChatSession(new InteractiveExecutor(context));
            }
            catch
            {
                context.Dispose();
                throw;
            }
        }

        int Counted(ModelParams parameters)
        {
            using var context = _weights.CreateContext(parameters);
            var executor = new InteractiveExecutor(context);
            return executor.IsMultiModal ? 1 : 0;
        }

        void Replaced(ModelParams parameters)
        {
            _context.Dispose();
            _context = _weights.CreateContext(parameters);
            _session = new ChatSession(new InteractiveExecutor(_context));
        }
        """));

    [Fact]
    public Task What_outlives_its_model_Triggers() => Rule.Code(Code("""
        private ChatSession _session = null!;
        private ILLamaExecutor _executor = null!;

        void Keeps(ModelParams parameters, LLamaWeights weights)
        {
            using var context = weights.CreateContext(parameters);
            var executor = new InteractiveExecutor(context);
            _session = {|MLG4044:new ChatSession(executor)|};
        }

        ChatSession Returns(ModelParams parameters, LLamaWeights weights)
        {
            using LLamaContext context = weights.CreateContext(parameters);
            return {|MLG4044:new ChatSession(new InstructExecutor(context))|};
        }

        void Block(ModelParams parameters, LLamaWeights weights)
        {
            using (var context = weights.CreateContext(parameters))
                _executor = {|MLG4044:new InteractiveExecutor(context)|};
        }

        async Task After(ModelParams parameters, LLamaWeights weights)
        {
            var context = weights.CreateContext(parameters);
            var executor = new InteractiveExecutor(context);
            context.Dispose();
            await foreach (var text in {|MLG4044:executor|}.InferAsync("Hello"))
                Console.WriteLine(text);
        }

        async Task Stateless(ModelParams parameters)
        {
            using var weights = await LLamaWeights.LoadFromFileAsync(parameters);
            _executor = {|MLG4044:new StatelessExecutor(weights, parameters)|};
        }
        """));

    private static string Code(string members) => $$"""
        using System;
        using System.Threading.Tasks;
        using LLama;
        using LLama.Abstractions;
        using LLama.Common;

        public class Bot
        {
            {{members}}
        }
        """;
}
