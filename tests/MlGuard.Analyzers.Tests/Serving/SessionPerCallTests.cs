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

    private const string Objects = """
        public record ModelInfo(string Path, string Title);
        public class Settings { public string EncoderPath = ""; public string DecoderPath { get; init; } = ""; public string TextPath = ""; }
        """;

    [Fact]
    public Task A_path_that_another_object_may_name_each_time_DoesNotTrigger() => OnnxSubject.Check<SessionPerCallAnalyzer>("""
        public float OfOneOfMany(ModelInfo model, NamedOnnxValue[] inputs)
        {
            using var session = new InferenceSession(model.Path);
            using var results = session.Run(inputs);
            return results[0].AsTensor<float>()[0];
        }
        void Compare(List<ModelInfo> models, NamedOnnxValue[] inputs) { foreach (var model in models) OfOneOfMany(model, inputs); }
        string Next() => Guid.NewGuid().ToString();
        float OfPath(string path, NamedOnnxValue[] inputs)
        {
            using var session = new InferenceSession(path);
            using var results = session.Run(inputs);
            return results[0].AsTensor<float>()[0];
        }
        void Fresh(NamedOnnxValue[] inputs) { for (var i = 0; i < 9; i++) OfPath(Next(), inputs); }
        void Files(string[] files, NamedOnnxValue[] inputs) { for (var i = 0; i < files.Length; i++) OfPath(files[i], inputs); }
        float OfText(Settings settings, NamedOnnxValue[] inputs)
        {
            using var session = new InferenceSession(settings.TextPath);
            using var results = session.Run(inputs);
            return results[0].AsTensor<float>()[0];
        }
        void Changed(Settings settings, string[] files, NamedOnnxValue[] inputs)
        {
            foreach (var file in files) { settings.TextPath = file; OfText(settings, inputs); }
        }
        void ChangedHere(Settings settings, string[] files, NamedOnnxValue[] inputs)
        {
            foreach (var file in files)
            {
                settings.TextPath = file;
                using var session = new InferenceSession(settings.TextPath);
                session.Run(inputs).Dispose();
            }
        }
        public void Batch(Settings settings, List<NamedOnnxValue[]> all)
        {
            using var session = new InferenceSession(settings.EncoderPath);
            foreach (var inputs in all)
                session.Run(inputs).Dispose();
        }
        public void Two(Settings settings) => Console.WriteLine(new InferenceSession(settings.DecoderPath).InputNames.Count);
        """, Objects + """
        public class ModelController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            [Microsoft.AspNetCore.Mvc.HttpPost("score")]
            public float Post(string model, Microsoft.Extensions.Configuration.IConfiguration settings)
            {
                using var session = new InferenceSession(settings[model]);
                using var results = session.Run(Array.Empty<NamedOnnxValue>());
                return results[0].AsTensor<float>()[0];
            }
        }
        """);

    [Fact]
    public Task A_path_that_the_settings_of_the_program_name_Triggers() => OnnxSubject.Check<SessionPerCallAnalyzer>("""
        public static float Encode(Settings settings, NamedOnnxValue[] inputs)
        {
            var session = new {|MLG4010:InferenceSession|}(settings.EncoderPath);
            return session.Run(inputs)[0].AsTensor<float>()[0];
        }
        public static Tensor<float> Decode(Tensor<float> latents, Settings settings, int steps)
        {
            using var session = new {|MLG4010:InferenceSession|}(Path.Combine("models", settings.DecoderPath));
            var input = new List<NamedOnnxValue>();
            for (var i = 0; i < steps; i++)
            {
                input = new List<NamedOnnxValue> { NamedOnnxValue.CreateFromTensor("images", latents) };
                var output = session.Run(input);
                var guess = output[0].AsTensor<float>();
                latents = guess;
            }
            return latents;
        }
        public static float Also(Settings settings) => new InferenceSession(settings.DecoderPath).InputNames.Count;
        float OfPath(string path, NamedOnnxValue[] inputs)
        {
            using var session = new {|MLG4010:InferenceSession|}(path);
            using var results = session.Run(inputs);
            return results[0].AsTensor<float>()[0];
        }
        void All(ModelInfo model, List<NamedOnnxValue[]> all) { foreach (var inputs in all) OfPath(model.Path, inputs); }
        """, Objects + """
        public class Kept(string path)
        {
            public float Score(NamedOnnxValue[] inputs)
            {
                using var session = new {|MLG4010:InferenceSession|}(path);
                using var results = session.Run(inputs);
                return results[0].AsTensor<float>()[0];
            }
        }
        public class ScoreController(ModelInfo model, Microsoft.AspNetCore.Hosting.IWebHostEnvironment host)
            : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private readonly InferenceSession _kept = new {|MLG4010:InferenceSession|}(Path.Combine(host.ContentRootPath, "a.onnx"));

            [Microsoft.AspNetCore.Mvc.HttpPost("score")]
            public float Post(float[] values) => Score(values, model.Path) + _kept.InputNames.Count;

            private static float Score(float[] values, string path)
            {
                using var session = new {|MLG4010:InferenceSession|}(path);
                using var results = session.Run([NamedOnnxValue.CreateFromTensor("images", new DenseTensor<float>(values, [1, values.Length]))]);
                return results[0].AsTensor<float>()[0];
            }
        }
        """);

    private const string Detectors = """
        public class Detector(string path) : IDisposable
        {
            private readonly InferenceSession _session = new(path);
            public float Score(float[] values) => Ask(values);
            private float Ask(float[] values)
            {
                using var results = _session.Run([NamedOnnxValue.CreateFromTensor("images", new DenseTensor<float>(values, [1, values.Length]))]);
                return results[0].AsTensor<float>()[0];
            }
            public int Inputs => _session.InputNames.Count;
            public void Dispose() => _session.Dispose();
        }
        public class Lazily(string path)
        {
            private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, InferenceSession> s_all = new();
            private readonly Lazy<InferenceSession> _session = new(() => new InferenceSession(path));
            private readonly InferenceSession _shared = s_all.GetOrAdd(path, key => new InferenceSession(key));
            public float Score(NamedOnnxValue[] inputs) => (_session.IsValueCreated ? _session.Value : _shared).Run(inputs).Count;
        }
        public class Shared
        {
            private static InferenceSession? s_session;
            private readonly InferenceSession _session;
            public Shared() => _session = s_session ??= new InferenceSession("a.onnx");
            public float Score(NamedOnnxValue[] inputs) => _session.Run(inputs).Count;
        }

        """;

    [Fact]
    public Task An_object_that_keeps_a_model_and_is_kept_or_told_DoesNotTrigger() => OnnxSubject.Check<SessionPerCallAnalyzer>("""
        private static readonly Detector s_detector = new("a.onnx");
        private Detector? _lazy;
        Detector Kept() => _lazy ??= new Detector("a.onnx");
        static void Register(IServiceCollection services) => services.AddSingleton(_ => new Detector("a.onnx"));
        static void Main() { using var once = new Detector("a.onnx"); once.Score([1f]); s_detector.Score([1f]); }
        void Models(string[] paths) { foreach (var path in paths) { using var one = new Detector(path); one.Score([1f]); } }
        void Described(string[] all) { foreach (var it in all) Console.WriteLine(new Detector("a.onnx").Inputs); }
        """, Detectors + """
        public class ScoreController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            [Microsoft.AspNetCore.Mvc.HttpPost("a")]
            public float Told(string model) { using var one = new Detector(model); return one.Score([1f]); }
            [Microsoft.AspNetCore.Mvc.HttpPost("b")]
            public float Chosen(int model) { var path = Path.Combine("models", model + ".onnx"); using var one = new Detector(path); return one.Score([1f]); }
            [Microsoft.AspNetCore.Mvc.HttpPost("c")]
            public float Cheap() => new Lazily("a.onnx").Score([]) + new Shared().Score([]);
        }
        """);

    [Fact]
    public Task An_object_that_loads_a_model_for_each_prediction_Triggers() => OnnxSubject.Check<SessionPerCallAnalyzer>("""
        void Loop(float[][] all) { foreach (var it in all) { using var one = new {|MLG4010:Detector|}("a.onnx"); one.Score(it); } }
        """, Detectors + """
        public class ScoreController(Microsoft.Extensions.Configuration.IConfiguration settings) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private const string Model = "a.onnx";
            private readonly Detector _kept = new {|MLG4010:Detector|}("a.onnx");

            [Microsoft.AspNetCore.Mvc.HttpPost("a")]
            public float Constant(float[] values) { using var one = new {|MLG4010:Detector|}(Model); return one.Score(values) + _kept.Score(values); }
            [Microsoft.AspNetCore.Mvc.HttpPost("b")]
            public float Configured(float[] values) => new {|MLG4010:Detector|}(settings["Model"]!).Score(values);
            [Microsoft.AspNetCore.Mvc.HttpPost("c")]
            public float Helped(float[] values) => Helper(values, settings["Model"]!);
            private static float Helper(float[] values, string path) { var one = new {|MLG4010:Detector|}(path); return one.Score(values); }
        }
        """);
}
