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
}
