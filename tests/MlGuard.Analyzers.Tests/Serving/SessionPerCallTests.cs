using MlGuard.Analyzers.Serving;
using MlGuard.Analyzers.Tests.Models;

namespace MlGuard.Analyzers.Tests.Serving;

/// <summary>MLG4010.</summary>
public class SessionPerCallTests
{
    [Fact]
    public Task A_session_that_is_kept_or_made_once_DoesNotTrigger() => OnnxSubject.Check<SessionPerCallAnalyzer>("""
        readonly InferenceSession _session = new("yolo.onnx");
        InferenceSession? _lazy;
        static InferenceSession Open() => new("yolo.onnx");
        InferenceSession Lazily() => _lazy ??= new InferenceSession("yolo.onnx");
        void EachModel(string[] paths, NamedOnnxValue[] inputs)
        {
            foreach (var path in paths)
            {
                using var session = new InferenceSession(path);
                using var results = session.Run(inputs);
            }
        }
        static void Main()
        {
            using var session = new InferenceSession("yolo.onnx");
            foreach (var inputs in new List<NamedOnnxValue[]>())
                session.Run(inputs).Dispose();
        }
        public float Given(string path, NamedOnnxValue[] inputs)
        {
            using var session = new InferenceSession(path);
            using var results = session.Run(inputs);
            return results[0].AsTensor<float>()[0];
        }
        public void Described() { using var session = new InferenceSession("yolo.onnx"); Console.WriteLine(session.InputNames.Count); }
        """);

    [Fact]
    public Task A_session_for_each_prediction_Triggers() => OnnxSubject.Check<SessionPerCallAnalyzer>("""
        void Each(List<NamedOnnxValue[]> all)
        {
            foreach (var inputs in all)
            {
                using var session = new {|MLG4010:InferenceSession|}("yolo.onnx");
                using var results = session.Run(inputs);
            }
        }
        async Task Messages(IAsyncEnumerable<NamedOnnxValue[]> messages, string path)
        {
            await foreach (var inputs in messages)
            {
                var session = new {|MLG4010:InferenceSession|}(path);
                session.Run(inputs).Dispose();
            }
        }
        async Task Handled(IAsyncEnumerable<NamedOnnxValue[]> messages)
        {
            await foreach (var message in messages)
                Handle(message);
        }
        private void Handle(NamedOnnxValue[] inputs)
        {
            using var session = new {|MLG4010:InferenceSession|}(Path.Combine(AppContext.BaseDirectory, "yolo.onnx"));
            using var results = session.Run(inputs);
        }
        public float Score(NamedOnnxValue[] inputs)
        {
            using var session = new {|MLG4010:InferenceSession|}("yolo.onnx");
            using var results = session.Run(inputs);
            return results[0].AsTensor<float>()[0];
        }
        """, """
        public class ScoreController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            [Microsoft.AspNetCore.Mvc.HttpPost("score")]
            public float Post(float[] values)
            {
                using var session = new {|MLG4010:InferenceSession|}("yolo.onnx");
                using var results = session.Run([NamedOnnxValue.CreateFromTensor("images", new DenseTensor<float>(values, [1, values.Length]))]);
                return results[0].AsTensor<float>()[0];
            }
        }
        """);

    [Fact]
    public Task A_function_that_is_called_for_each_item_Triggers() => OnnxSubject.Check<SessionPerCallAnalyzer>("""
        static InferenceSession Open() => new(Path.Combine(AppContext.BaseDirectory, "yolo.onnx"));
        event EventHandler<NamedOnnxValue[]>? Received;
        void Each(List<NamedOnnxValue[]> all) => Parallel.ForEach(all, inputs =>
        {
            using var session = new {|MLG4010:InferenceSession|}("yolo.onnx");
            session.Run(inputs).Dispose();
        });
        Task Tasks(List<NamedOnnxValue[]> all) => Task.WhenAll(all.Select(inputs => Task.Run(() =>
        {
            using var session = new {|MLG4010:InferenceSession|}("yolo.onnx");
            session.Run(inputs).Dispose();
        })));
        void Events() => Received += (_, inputs) =>
        {
            using var session = new {|MLG4010:InferenceSession|}("yolo.onnx");
            session.Run(inputs).Dispose();
        };
        void Helper(List<NamedOnnxValue[]> all)
        {
            foreach (var inputs in all)
            {
                using var session = {|MLG4010:Open|}();
                session.Run(inputs).Dispose();
            }
        }
        """);

    [Fact]
    public Task A_function_that_opens_another_model_each_time_DoesNotTrigger() => OnnxSubject.Check<SessionPerCallAnalyzer>("""
        event EventHandler? Clicked;
        void Paths(List<string> paths, NamedOnnxValue[] inputs) => Parallel.ForEach(paths, path =>
        {
            using var session = new InferenceSession(path);
            session.Run(inputs).Dispose();
        });
        void Kept(List<NamedOnnxValue[]> all) => Parallel.ForEach(
            all, () => new InferenceSession("yolo.onnx"), (inputs, _, session) => { session.Run(inputs).Dispose(); return session; }, session => session.Dispose());
        void Once(NamedOnnxValue[] inputs) => Task.Run(() =>
        {
            using var session = new InferenceSession("yolo.onnx");
            for (var i = 0; i < 10; i++)
                session.Run(inputs).Dispose();
        });
        void Button(NamedOnnxValue[] inputs) => Clicked += (_, _) =>
        {
            using var session = new InferenceSession("yolo.onnx");
            for (var i = 0; i < 10; i++)
                session.Run(inputs).Dispose();
        };
        """);

    [Theory]
    [InlineData("services.AddTransient(_ => new {|MLG4010:InferenceSession|}(\"yolo.onnx\"));", "new InferenceSession(\"yolo.onnx\")")]
    [InlineData("services.AddScoped(_ => new {|MLG4010:InferenceSession|}(\"yolo.onnx\"));", "new InferenceSession(\"yolo.onnx\")")]
    [InlineData("services.AddSingleton(_ => new InferenceSession(\"yolo.onnx\"));", "new InferenceSession(\"yolo.onnx\")")]
    [InlineData("services.AddTransient<Scorer>();", "new {|MLG4010:InferenceSession|}(\"yolo.onnx\")")]
    [InlineData("services.AddScoped<Scorer>();", "new {|MLG4010:InferenceSession|}(\"yolo.onnx\")")]
    [InlineData("services.AddSingleton<Scorer>();", "new InferenceSession(\"yolo.onnx\")")]
    [InlineData("services.AddScoped<Scorer>(); services.AddSingleton(new Scorer());", "new InferenceSession(\"yolo.onnx\")")]
    public Task A_registration_says_how_often_the_session_is_made(string registration, string made) =>
        OnnxSubject.Check<SessionPerCallAnalyzer>(
        $$"""
        static void Register(IServiceCollection services) { {{registration}} }
        """,
        $$"""
        class Scorer
        {
            static readonly InferenceSession s_shared = new("yolo.onnx");
            readonly InferenceSession _session;
            public Scorer() => _session = {{made}};
            public void Ask(NamedOnnxValue[] inputs) => (inputs.Length > 0 ? _session : s_shared).Run(inputs).Dispose();
        }
        """);
}
