using MlGuard.Analyzers.Serving;
using MlGuard.Analyzers.Tests.Models;

namespace MlGuard.Analyzers.Tests.Serving;

/// <summary>MLG4014.</summary>
public class RiskyAsyncRunTests
{
    [Fact]
    public Task Threads_to_spare_DoNotTrigger() => OnnxSubject.Check<RiskyAsyncRunAnalyzer>("""
        readonly InferenceSession _default = new("yolo.onnx");
        readonly InferenceSession _two = new("yolo.onnx", new SessionOptions { IntraOpNumThreads = 2 });
        readonly InferenceSession _one = new("yolo.onnx", new SessionOptions { IntraOpNumThreads = 1 });
        Task Default(RunOptions options, OrtValue value) => _default.RunAsync(options, ["images"], [value], ["output0"], [value]);
        Task Two(RunOptions options, OrtValue value) => _two.RunAsync(options, ["images"], [value], ["output0"], [value]);
        void One(RunOptions options, OrtValue value) => _one.Run(options, ["images"], [value], ["output0"]).Dispose();
        Task Given(InferenceSession session, RunOptions options, OrtValue value) => session.RunAsync(options, ["images"], [value], ["output0"], [value]);
        """);

    [Fact]
    public Task One_thread_Triggers() => OnnxSubject.Check<RiskyAsyncRunAnalyzer>("""
        readonly InferenceSession _one = new("yolo.onnx", new SessionOptions { IntraOpNumThreads = 1 });
        Task Field(RunOptions options, OrtValue value) => _one.{|MLG4014:RunAsync|}(options, ["images"], [value], ["output0"], [value]);
        async Task Local(RunOptions options, OrtValue value)
        {
            var settings = new SessionOptions();
            settings.IntraOpNumThreads = 1;
            using var session = new InferenceSession("yolo.onnx", settings);
            await session.{|MLG4014:RunAsync|}(options, ["images"], [value], ["output0"], [value]);
        }
        """);
}
