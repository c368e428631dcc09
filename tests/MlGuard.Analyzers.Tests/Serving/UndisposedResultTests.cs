using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.UndisposedResultAnalyzer,
    MlGuard.CodeFixes.Serving.UndisposedResultCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.UndisposedResultAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class UndisposedResultTests
{
    private const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.ML.OnnxRuntime;
        using Microsoft.ML.OnnxRuntime.Tensors;

        public class Scorer(InferenceSession session)
        {

        """;

    private static Task Check(string members) => Rule.Code(Head + members + "\n}");

    private static Task Mend(string members, string @fixed) => Fix.Code(Head + members + "\n}", Head + @fixed + "\n}");

    /// <summary>A value may go round in a circle: it is assigned what is made of itself.</summary>
    [Fact]
    public Task Circle_Triggers_and_has_no_fix() => Fix.NoFix(Head + """
        Tensor<float> Steps(NamedOnnxValue[] inputs, Tensor<float> latents)
        {
            for (var i = 0; i < 3; i++)
            {
                var output = session.{|MLG4011:Run|}(inputs).First();
                latents = output.AsTensor<float>();
                latents = latents.Reshape(new[] { 1, 2 });
            }
            return latents;
        }
        int Parts(NamedOnnxValue[] inputs)
        {
            IEnumerable<DisposableNamedOnnxValue> outputs = session.{|MLG4011:Run|}(inputs);
            outputs = outputs.Where(output => output.Name != "a");
            outputs = outputs.Skip(1);
            var other = outputs;
            outputs = other;
            return outputs.Count();
        }
        """ + "\n}");

    [Fact]
    public Task Disposed_result_DoesNotTrigger() => Check("""
        private IDisposableReadOnlyCollection<DisposableNamedOnnxValue>? _last;
        float Declaration(NamedOnnxValue[] inputs) { using var results = session.Run(inputs); return results.First().AsTensor<float>()[0]; }
        float Statement(NamedOnnxValue[] inputs) { using (var results = session.Run(inputs)) return results.First().AsTensor<float>()[0]; }
        float Expression(NamedOnnxValue[] inputs) { var results = session.Run(inputs);
            using (results) { return results[0].AsTensor<float>()[0]; } }
        float Finally(NamedOnnxValue[] inputs)
        {
            IDisposableReadOnlyCollection<DisposableNamedOnnxValue>? results = null;
            try { results = session.Run(inputs); return results.First().AsTensor<float>()[0]; }
            finally { results?.Dispose(); }
        }
        float Called(NamedOnnxValue[] inputs) { var results = session.Run(inputs); var score = results[0].AsTensor<float>()[0];
            results.Dispose(); return score; }
        float First(NamedOnnxValue[] inputs) { using var first = session.Run(inputs).First(); return first.AsTensor<float>()[0]; }
        void Each(NamedOnnxValue[] inputs) { foreach (var result in session.Run(inputs)) { Console.WriteLine(result.Name);
            result.Dispose(); } }
        void Matched(NamedOnnxValue[] inputs) { if (session.Run(inputs) is { Count: > 0 } results) results.Dispose(); }
        void Kept(NamedOnnxValue[] inputs) { _last?.Dispose(); _last = session.Run(inputs); }
        """);

    [Fact]
    public Task Result_that_somebody_else_gets_DoesNotTrigger() => Check("""
        IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Returned(NamedOnnxValue[] inputs) => session.Run(inputs);
        List<DisposableNamedOnnxValue> Listed(NamedOnnxValue[] inputs) { var results = session.Run(inputs).ToList(); return results; }
        DisposableNamedOnnxValue Element(NamedOnnxValue[] inputs) { var results = session.Run(inputs); return results[0]; }
        float Argument(NamedOnnxValue[] inputs) => Read(session.Run(inputs));
        Owner Wrapped(NamedOnnxValue[] inputs) { var results = session.Run(inputs); return new Owner(results); }
        (IDisposable, int) Tuple(NamedOnnxValue[] inputs) => (session.Run(inputs), 1);
        IEnumerable<IDisposable> Yielded(NamedOnnxValue[] inputs) { yield return session.Run(inputs); }
        void Out(NamedOnnxValue[] inputs, out IDisposable results) => results = session.Run(inputs);
        void Stored(NamedOnnxValue[] inputs, List<IDisposable> all) { var results = session.Run(inputs); all.Add(results); }
        void Callback(NamedOnnxValue[] inputs, Action<IDisposable> use) { var results = session.Run(inputs); use(results); }
        static float Read(IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results) {
            using (results) return results[0].AsTensor<float>()[0]; }
        class Owner(IDisposable inner) : IDisposable { public void Dispose() => inner.Dispose(); }
        """);

    [Fact]
    public Task Run_into_given_outputs_and_own_Run_DoNotTrigger() => Check("""
        void Given(NamedOnnxValue[] inputs, NamedOnnxValue[] outputs) => session.Run(inputs, outputs);
        void Own() => Run(1);
        List<int> Run(int value) => [value];
        OrtValue Value(float[] data) => OrtValue.CreateTensorValueFromMemory(data, [1, 2]);
        void Once(float[] data) { var value = OrtValue.CreateTensorValueFromMemory(data, [1, 2]); Console.WriteLine(value.IsTensor); }
        """);

    [Fact]
    public Task A_session_that_ends_or_that_somebody_keeps_DoesNotTrigger() => Check("""
        private static readonly InferenceSession s_shared = new("a.onnx");
        private InferenceSession? _lazy;
        InferenceSession Kept(NamedOnnxValue[] inputs)
        {
            _lazy ??= new InferenceSession("a.onnx");
            _lazy.Run(inputs).Dispose();
            s_shared.Run(inputs).Dispose();
            return _lazy;
        }
        static void Main()
        {
            var once = new InferenceSession("a.onnx");
            once.Run(Array.Empty<NamedOnnxValue>()).Dispose();
        }
        public float Ended(NamedOnnxValue[] inputs, string path)
        {
            using var own = new InferenceSession(path);
            using var results = own.Run(inputs);
            var other = new InferenceSession("b.onnx");
            try { using var more = other.Run(inputs); return results[0].AsTensor<float>()[0] + more.Count; }
            finally { other.Dispose(); }
        }
        public InferenceSession Returned(NamedOnnxValue[] inputs) { var own = new InferenceSession("a.onnx"); own.Run(inputs).Dispose();
            return own; }
        public int Handed(NamedOnnxValue[] inputs, List<InferenceSession> all) { var own = new InferenceSession("a.onnx");
            own.Run(inputs).Dispose(); all.Add(own); return 1; }
        """);

    [Fact]
    public Task A_session_of_each_call_that_nobody_ends_Triggers() => Check("""
        public float Told(NamedOnnxValue[] inputs, string path)
        {
            var own = new {|MLG4011:InferenceSession|}(path);
            using var results = own.Run(inputs);
            return results[0].AsTensor<float>()[0];
        }
        void Loop(List<NamedOnnxValue[]> all)
        {
            foreach (var inputs in all)
            {
                var own = new {|MLG4011:InferenceSession|}("a.onnx");
                own.Run(inputs).Dispose();
            }
        }
        """);

    [Fact]
    public Task Test_DoesNotTrigger() => Rule.Code(Head + """
            [Xunit.Fact] public void Runs() => session.Run(Array.Empty<NamedOnnxValue>());
        }
        namespace Xunit { public class FactAttribute : Attribute { } }
        """);

    [Fact]
    public Task Forgotten_result_Triggers() => Check("""
        Tensor<float> Chained(NamedOnnxValue[] inputs) => session.{|MLG4011:Run|}(inputs).First().AsTensor<float>();
        float[] Copied(NamedOnnxValue[] inputs) => session.{|MLG4011:Run|}(inputs).First().AsEnumerable<float>().ToArray();
        float Local(NamedOnnxValue[] inputs)
        {
            var results = session.{|MLG4011:Run|}(inputs);
            var first = results.First(result => result.Name == "score");
            return first.AsTensor<float>()[0];
        }
        List<float> Projected(NamedOnnxValue[] inputs) => session.{|MLG4011:Run|}(inputs).Select(result =>
            result.AsTensor<float>()[0]).ToList();
        void Each(NamedOnnxValue[] inputs) {
            foreach (var result in session.{|MLG4011:Run|}(inputs)) Console.WriteLine(result.AsTensor<float>()[0]); }
        void Discarded(NamedOnnxValue[] inputs) { session.{|MLG4011:Run|}(inputs); _ = session.{|MLG4011:Run|}(inputs); }
        void Matched(NamedOnnxValue[] inputs) { if (session.{|MLG4011:Run|}(inputs) is {
            Count: > 0 } results) Console.WriteLine(results.Count); }
        void Array(NamedOnnxValue[] inputs) { var all = session.{|MLG4011:Run|}(inputs).ToArray();
            Console.WriteLine(all[0].AsTensor<float>()[0]); }
        void Reassigned(List<NamedOnnxValue[]> batches)
        {
            IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results;
            foreach (var batch in batches) { results = session.{|MLG4011:Run|}(batch); Console.WriteLine(results.Count); }
        }
        void Values(RunOptions options, Dictionary<string, OrtValue> inputs)
        {
            var outputs = session.{|MLG4011:Run|}(options, inputs, session.OutputNames);
            Console.WriteLine(outputs[0].GetTensorDataAsSpan<float>()[0]);
        }
        async Task Async(NamedOnnxValue[] inputs) { var results = await Task.Run(() => 1); var more = session.{|MLG4011:Run|}(inputs);
            Console.WriteLine(more.Count + results); }
        void Loop(float[] data)
        {
            for (var i = 0; i < 3; i++) { var value = OrtValue.{|MLG4011:CreateTensorValueFromMemory|}(data, [1, 2]);
                Console.WriteLine(value.IsTensor); }
        }
        """);

    [Fact]
    public Task Values_options_and_bindings_that_are_disposed_or_kept_DoNotTrigger() => Check("""
        private readonly RunOptions _options = new();
        private readonly InferenceSession _kept = Open();
        static InferenceSession Open() { var options = new SessionOptions(); return new InferenceSession("a.onnx", options); }
        void Disposed(float[] data)
        {
            using var options = new RunOptions();
            using var value = OrtValue.CreateTensorValueFromMemory(data, [1, 2]);
            using var results = session.Run(options, new Dictionary<string, OrtValue> { ["x"] = value }, ["y"]);
            using var binding = session.CreateIoBinding();
            binding.BindInput("x", value);
        }
        void Each(float[] data)
        {
            var inputs = new Dictionary<string, OrtValue> { ["x"] = OrtValue.CreateTensorValueFromMemory(data, [1, 2]) };
            using var results = session.Run(_options, inputs, ["y"]);
            foreach (var value in inputs.Values)
                value.Dispose();
        }
        Dictionary<string, OrtValue> Returned(float[] data)
        {
            var inputs = new Dictionary<string, OrtValue>();
            inputs.Add("x", OrtValue.CreateTensorValueFromMemory(data, [1, 2]));
            using var results = session.Run(_options, inputs, ["y"]);
            return inputs;
        }
        """);

    [Fact]
    public Task Values_options_and_bindings_that_are_run_and_forgotten_Trigger() => Check("""
        void Forgotten(float[] data)
        {
            var options = new {|MLG4011:RunOptions|}();
            var value = OrtValue.{|MLG4011:CreateTensorValueFromMemory|}(data, [1, 2]);
            using var results = session.Run(options, ["x"], [value], ["y"]);
        }
        void Inline(RunOptions options, float[] data)
        {
            using var first = session.Run(options, ["x"], [OrtValue.{|MLG4011:CreateTensorValueFromMemory|}(data, [1, 2])], ["y"]);
            var inputs = new Dictionary<string, OrtValue> { { "x", OrtValue.{|MLG4011:CreateTensorValueFromMemory|}(data, [1, 2]) } };
            inputs["z"] = OrtValue.{|MLG4011:CreateTensorValueFromMemory|}(data, [1, 2]);
            using var second = session.Run(options, inputs, ["y"]);
        }
        void Binding(RunOptions options, float[] data)
        {
            var binding = session.{|MLG4011:CreateIoBinding|}();
            binding.BindInput("x", OrtValue.{|MLG4011:CreateTensorValueFromMemory|}(data, [1, 2]));
            session.RunWithBinding(options, binding);
        }
        void Options(NamedOnnxValue[] inputs)
        {
            var options = new {|MLG4011:SessionOptions|}();
            using var own = new InferenceSession("a.onnx", options);
            using var results = own.Run(inputs);
        }
        """);

    [Fact]
    public Task What_the_generative_runtime_makes_and_somebody_disposes_DoesNotTrigger() => Check("""
        private readonly Microsoft.ML.OnnxRuntimeGenAI.Model _model = new("phi");
        void Generate(string prompt)
        {
            using var tokenizer = new Microsoft.ML.OnnxRuntimeGenAI.Tokenizer(_model);
            using var sequences = tokenizer.Encode(prompt);
            using var parameters = new Microsoft.ML.OnnxRuntimeGenAI.GeneratorParams(_model);
            using var generator = new Microsoft.ML.OnnxRuntimeGenAI.Generator(_model, parameters);
            generator.AppendTokenSequences(sequences);
            while (!generator.IsDone())
                generator.GenerateNextToken();
        }
        Microsoft.ML.OnnxRuntimeGenAI.Tokenizer Made() => new(_model);
        """);

    [Fact]
    public Task What_the_generative_runtime_makes_and_nobody_disposes_Triggers() => Check("""
        private readonly Microsoft.ML.OnnxRuntimeGenAI.Model _model = new("phi");
        void Generate(string prompt)
        {
            var tokenizer = new {|MLG4011:Microsoft.ML.OnnxRuntimeGenAI.Tokenizer|}(_model);
            var sequences = tokenizer.{|MLG4011:Encode|}(prompt);
            var parameters = new {|MLG4011:Microsoft.ML.OnnxRuntimeGenAI.GeneratorParams|}(_model);
            var generator = new {|MLG4011:Microsoft.ML.OnnxRuntimeGenAI.Generator|}(_model, parameters);
            generator.AppendTokenSequences(sequences);
            while (!generator.IsDone())
                generator.GenerateNextToken();
        }
        """);

    [Fact]
    public Task Options_Fix() => Mend("""
            void Forgotten(OrtValue value)
            {
                var options = new {|MLG4011:RunOptions|}();
                using var results = session.Run(options, ["x"], [value], ["y"]);
            }
        """, """
            void Forgotten(OrtValue value)
            {
                using var options = new RunOptions();
                using var results = session.Run(options, ["x"], [value], ["y"]);
            }
        """);

    [Fact]
    public Task Local_discarded_and_chained_Fix() => Mend("""
            float Local(NamedOnnxValue[] inputs)
            {
                // Runs the model.
                var results = session.{|MLG4011:Run|}(inputs); // all
                return results.First().AsTensor<float>()[0];
            }
            void Discarded(NamedOnnxValue[] inputs)
            {
                session.{|MLG4011:Run|}(inputs);
            }
            float Chained(NamedOnnxValue[] inputs)
            {
                // Runs the model.
                var tensor = session.{|MLG4011:Run|}(inputs).First().AsTensor<float>(); // one
                var second = session.{|MLG4011:Run|}(inputs)[0].AsTensor<float>();
                return tensor[0] + second[0];
            }
            DenseTensor<float> Copy(NamedOnnxValue[] inputs)
            {
                var results = session.{|MLG4011:Run|}(inputs);
                return results[0].AsTensor<float>().ToDenseTensor();
            }
            float[] Returned(NamedOnnxValue[] inputs)
            {
                return session.{|MLG4011:Run|}(inputs).First().AsEnumerable<float>().ToArray();
            }
            void Each(NamedOnnxValue[] inputs)
            {
                foreach (var result in session.{|MLG4011:Run|}(inputs))
                    Console.WriteLine(result.Name);
            }
        """, """
            float Local(NamedOnnxValue[] inputs)
            {
                // Runs the model.
                using var results = session.Run(inputs); // all
                return results.First().AsTensor<float>()[0];
            }
            void Discarded(NamedOnnxValue[] inputs)
            {
                session.Run(inputs).Dispose();
            }
            float Chained(NamedOnnxValue[] inputs)
            {
                // Runs the model.
                using var results = session.Run(inputs);
                var tensor = results.First().AsTensor<float>(); // one
                using var results2 = session.Run(inputs);
                var second = results2[0].AsTensor<float>();
                return tensor[0] + second[0];
            }
            DenseTensor<float> Copy(NamedOnnxValue[] inputs)
            {
                using var results = session.Run(inputs);
                return results[0].AsTensor<float>().ToDenseTensor();
            }
            float[] Returned(NamedOnnxValue[] inputs)
            {
                using var results = session.Run(inputs);
                return results.First().AsEnumerable<float>().ToArray();
            }
            void Each(NamedOnnxValue[] inputs)
            {
                using var results = session.Run(inputs);
                foreach (var result in results)
                    Console.WriteLine(result.Name);
            }
        """);

    [Fact]
    public Task Tensor_that_outlives_the_result_NoFix() => Fix.NoFix(Head + """
            private Tensor<float>? _tensor;
            private readonly List<Tensor<float>> _all = [];
            Tensor<float> Returned(NamedOnnxValue[] inputs)
            {
                return session.{|MLG4011:Run|}(inputs).First().AsTensor<float>();
            }
            Tensor<float> Later(NamedOnnxValue[] inputs)
            {
                var results = session.{|MLG4011:Run|}(inputs);
                var tensor = results.First().AsTensor<float>();
                return tensor;
            }
            void Field(NamedOnnxValue[] inputs)
            {
                var results = session.{|MLG4011:Run|}(inputs);
                _tensor = results[0].AsTensor<float>();
            }
            void Collected(NamedOnnxValue[] inputs)
            {
                var results = session.{|MLG4011:Run|}(inputs);
                foreach (var result in results)
                    _all.Add(result.AsTensor<float>());
            }
            DenseTensor<float> Dense(NamedOnnxValue[] inputs)
            {
                var results = session.{|MLG4011:Run|}(inputs);
                return (DenseTensor<float>)results[0].Value;
            }
            IEnumerable<float> Lazy(NamedOnnxValue[] inputs)
            {
                var results = session.{|MLG4011:Run|}(inputs);
                return results[0].AsEnumerable<float>().Select(value => value * 2);
            }
            float Kept(NamedOnnxValue[] inputs)
            {
                IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results;
                try
                {
                    results = session.{|MLG4011:Run|}(inputs);
                }
                catch (Exception)
                {
                    throw;
                }
                return results[0].AsTensor<float>()[0];
            }
            float[] Expression(NamedOnnxValue[] inputs) => session.{|MLG4011:Run|}(inputs)[0].AsEnumerable<float>().ToArray();
        }
        """);

    [Fact]
    public Task A_value_made_again_and_again_and_only_run_Triggers() => Check("""
            public void Frames(List<float[]> frames, RunOptions options)
            {
                foreach (var frame in frames)
                {
                    var value = OrtValue.{|MLG4011:CreateTensorValueFromMemory|}(frame, [1L, 3]);
                    using var outputs = session.Run(options, ["images"], [value], session.OutputNames);
                    var other = OrtValue.{|MLG4011:CreateTensorValueFromMemory|}(frame, [1L, 3]);
                    using var more = session.Run(options, new[] { "images" }, new[] { other }, session.OutputNames);
                    using var kept = OrtValue.CreateTensorValueFromMemory(frame, [1L, 3]);
                    using var last = session.Run(options, ["images"], [kept], session.OutputNames);
                }
            }
        """);

    private static string LLama(string members) => $$"""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using LLama;
        using LLama.Abstractions;
        using LLama.Common;

        public class Assistant
        {
            private readonly List<ILLamaExecutor> _kept = new();
            {{members}}
        }
        """;

    [Theory]
    [InlineData("""
        public async Task Ask(LLamaWeights weights, ModelParams parameters, string[] questions)
        {
            foreach (var question in questions)
            {
                var context = weights.{|MLG4011:CreateContext|}(parameters);
                var session = new ChatSession(new InteractiveExecutor(context));
                await foreach (var piece in session.ChatAsync(new ChatHistory.Message(AuthorRole.User, question))) System.Console.Write(piece);
            }
        }
        """)]
    [InlineData("""
        public async Task Ask(ModelParams parameters, string[] questions)
        {
            foreach (var question in questions)
            {
                var weights = await LLamaWeights.{|MLG4011:LoadFromFileAsync|}(parameters);
                var executor = new StatelessExecutor(weights, parameters);
                await foreach (var piece in executor.InferAsync(question)) System.Console.Write(piece);
            }
        }
        """)]
    public Task A_model_or_context_of_each_question_Triggers(string members) => Rule.Code(LLama(members));

    [Theory]
    [InlineData("""
        public async Task Ask(LLamaWeights weights, ModelParams parameters, string[] questions)
        {
            foreach (var question in questions)
            {
                using var context = weights.CreateContext(parameters);
                var session = new ChatSession(new InteractiveExecutor(context));
                await foreach (var piece in session.ChatAsync(new ChatHistory.Message(AuthorRole.User, question))) System.Console.Write(piece);
            }
        }
        """)]
    [InlineData("""
        public void Prepare(LLamaWeights weights, ModelParams parameters)
        {
            for (var i = 0; i < 4; i++)
                _kept.Add(new InteractiveExecutor(weights.CreateContext(parameters)));
        }
        """)]
    [InlineData("""
        public IEnumerable<ChatSession> Sessions(LLamaWeights weights, ModelParams parameters)
        {
            for (var i = 0; i < 4; i++)
            {
                var context = weights.CreateContext(parameters);
                yield return new ChatSession(new InteractiveExecutor(context));
            }
        }
        """)]
    [InlineData("""
        public async Task Once(ModelParams parameters, string question)
        {
            var weights = LLamaWeights.LoadFromFile(parameters);
            var session = new ChatSession(new InteractiveExecutor(weights.CreateContext(parameters)));
            await foreach (var piece in session.ChatAsync(new ChatHistory.Message(AuthorRole.User, question))) System.Console.Write(piece);
        }
        """)]
    public Task A_context_that_is_kept_disposed_or_made_once_DoesNotTrigger(string members) => Rule.Code(LLama(members));

    [Fact]
    public Task What_a_helper_makes_and_its_caller_drops_Triggers() => Check("""
        IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Ask(NamedOnnxValue[] inputs) { var results = session.Run(inputs); return results; }
        async Task<IDisposableReadOnlyCollection<DisposableNamedOnnxValue>> AskAsync(NamedOnnxValue[] inputs) { await Task.Yield(); return session.Run(inputs); }
        static OrtValue Make(float[] data) => OrtValue.CreateTensorValueFromMemory(data, [1, 4]);
        float Chained(NamedOnnxValue[] inputs) => {|MLG4011:Ask|}(inputs).First().AsTensor<float>()[0];
        async Task<float> Awaited(NamedOnnxValue[] inputs) { var results = await {|MLG4011:AskAsync|}(inputs); return results.First().AsTensor<float>()[0]; }
        void Value(float[] data, RunOptions options) { using var results = session.Run(options, ["x"], [{|MLG4011:Make|}(data)], ["y"]); }
        """);

    [Fact]
    public Task What_a_helper_keeps_or_its_caller_disposes_DoesNotTrigger() => Check("""
        IDisposableReadOnlyCollection<DisposableNamedOnnxValue>? _last;
        IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Ask(NamedOnnxValue[] inputs) => session.Run(inputs);
        IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Cached(NamedOnnxValue[] inputs) => _last ??= session.Run(inputs);
        float Using(NamedOnnxValue[] inputs) { using var results = Ask(inputs); return results.First().AsTensor<float>()[0]; }
        IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Passed(NamedOnnxValue[] inputs) => Ask(inputs);
        float Kept(NamedOnnxValue[] inputs) => Cached(inputs).First().AsTensor<float>()[0];
        """);

    private const string Helpers = """
        private readonly Dictionary<string, OrtValue> _kept = [];
        private static readonly Dictionary<string, OrtValue> s_shared = new() { ["a"] = OrtValue.CreateTensorValueFromMemory(new float[2], [1, 2]) };
        private static Dictionary<string, OrtValue> Build(long[] ids, long[] mask) => new()
        {
            ["ids"] = OrtValue.CreateTensorValueFromMemory(ids, [1, 2]),
            ["mask"] = OrtValue.CreateTensorValueFromMemory(mask, [1, 2]),
        };
        private static List<OrtValue> Filled(List<float[]> rows)
        {
            var values = new List<OrtValue>();
            foreach (var row in rows) values.Add(OrtValue.CreateTensorValueFromMemory(row, [1, 2]));
            return values;
        }
        private static OrtValue[] Array(float[] row) => new[] { OrtValue.CreateTensorValueFromMemory(row, [1, 2]) };
        private static OrtValue[] Bracketed(float[] row) => [OrtValue.CreateTensorValueFromMemory(row, [1, 2])];
        private static IReadOnlyDictionary<string, OrtValue> Added(float[] row)
        {
            var values = new Dictionary<string, OrtValue>();
            var value = OrtValue.CreateTensorValueFromMemory(row, [1, 2]);
            values.Add("a", value);
            values["b"] = OrtValue.CreateTensorValueFromMemory(row, [1, 2]);
            return values;
        }
        private static Dictionary<string, OrtValue> Given(OrtValue value) => new() { ["a"] = value };
        private static Dictionary<string, OrtValue> Shared() => s_shared;
        private static List<OrtValue> CopyOfShared() => s_shared.Values.ToList();
        private Dictionary<string, OrtValue> Kept(float[] row)
        {
            var values = new Dictionary<string, OrtValue> { ["a"] = OrtValue.CreateTensorValueFromMemory(row, [1, 2]) };
            _last = values;
            return values;
        }
        private Dictionary<string, OrtValue> KeptItem(float[] row)
        {
            var value = OrtValue.CreateTensorValueFromMemory(row, [1, 2]);
            _kept.Add("a", value);
            return new() { ["a"] = value };
        }
        private Dictionary<string, OrtValue>? _last;
        """;

    [Fact]
    public Task Collection_of_values_that_a_helper_makes_Triggers_and_has_no_fix() => Fix.NoFix(Head + Helpers + """
        void Dictionary(RunOptions options, long[] ids)
        {
            var inputs = {|MLG4011:Build|}(ids, ids);
            using var outputs = session.Run(options, inputs, session.OutputNames);
        }
        void Direct(RunOptions options, long[] ids)
        {
            using var outputs = session.Run(options, {|MLG4011:Build|}(ids, ids), session.OutputNames);
        }
        void List(RunOptions options, List<float[]> rows)
        {
            var inputs = {|MLG4011:Filled|}(rows);
            using var outputs = session.Run(options, session.InputNames, inputs, session.OutputNames);
        }
        void Values(RunOptions options, float[] row)
        {
            var inputs = {|MLG4011:Array|}(row);
            var more = {|MLG4011:Added|}(row);
            using var outputs = session.Run(options, session.InputNames, inputs, session.OutputNames);
            using var others = session.Run(options, more, session.OutputNames);
            using var last = session.Run(options, session.InputNames, {|MLG4011:Bracketed|}(row), session.OutputNames);
        }
        """ + "\n}");

    [Fact]
    public Task Collection_of_values_that_somebody_disposes_or_keeps_DoesNotTrigger() => Check(Helpers + """
        void Each(RunOptions options, long[] ids)
        {
            var inputs = Build(ids, ids);
            using var outputs = session.Run(options, inputs, session.OutputNames);
            foreach (var value in inputs.Values) value.Dispose();
        }
        void Pairs(RunOptions options, long[] ids)
        {
            var inputs = Build(ids, ids);
            try { using var outputs = session.Run(options, inputs, session.OutputNames); }
            finally { foreach (var pair in inputs) pair.Value.Dispose(); }
        }
        void Parts(RunOptions options, long[] ids)
        {
            var inputs = Build(ids, ids);
            using var outputs = session.Run(options, inputs, session.OutputNames);
            foreach (var (_, value) in inputs) value.Dispose();
        }
        void One(RunOptions options, float[] row)
        {
            var inputs = Array(row);
            using var input = inputs[0];
            using var outputs = session.Run(options, session.InputNames, inputs, session.OutputNames);
        }
        void ForEach(RunOptions options, List<float[]> rows)
        {
            var inputs = Filled(rows);
            using var outputs = session.Run(options, session.InputNames, inputs, session.OutputNames);
            inputs.ForEach(value => value.Dispose());
        }
        void Handed(RunOptions options, List<float[]> rows)
        {
            var inputs = Filled(rows);
            using var outputs = session.Run(options, session.InputNames, inputs, session.OutputNames);
            End(inputs);
        }
        private static void End(IEnumerable<OrtValue> values) { foreach (var value in values) value.Dispose(); }
        Dictionary<string, OrtValue> Returned(long[] ids) { var inputs = Build(ids, ids); return inputs; }
        void Others(RunOptions options, float[] row)
        {
            using var value = OrtValue.CreateTensorValueFromMemory(row, [1, 2]);
            using var given = session.Run(options, Given(value), session.OutputNames);
            using var shared = session.Run(options, Shared(), session.OutputNames);
            using var copied = session.Run(options, session.InputNames, CopyOfShared(), session.OutputNames);
            using var kept = session.Run(options, Kept(row), session.OutputNames);
            using var item = session.Run(options, KeptItem(row), session.OutputNames);
        }
        void NotRun(long[] ids) { var inputs = Build(ids, ids); Console.WriteLine(inputs.Count); }
        """);
}
