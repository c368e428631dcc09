using MlGuard.Analyzers.Fallback;
using MlGuard.Analyzers.Tests.Models;

namespace MlGuard.Analyzers.Tests.Fallback;

/// <summary>MLG5003.</summary>
public class GpuWithoutFallbackTests
{
    [Fact]
    public Task A_way_back_to_the_CPU_DoesNotTrigger() => OnnxSubject.Check<GpuWithoutFallbackAnalyzer>("""
        SessionOptions Guarded()
        {
            var options = new SessionOptions();
            try { options.AppendExecutionProvider_CUDA(0); }
            catch (Exception exception) { Console.WriteLine(exception); }
            return options;
        }
        SessionOptions Asked()
        {
            var options = new SessionOptions();
            if (OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"))
                options.AppendExecutionProvider_CUDA(0);
            return options;
        }
        void Cpu(SessionOptions options) => options.AppendExecutionProvider_CPU();
        InferenceSession Open()
        {
            try { return new InferenceSession("yolo.onnx", Gpu()); }
            catch { return new InferenceSession("yolo.onnx"); }
        }
        private static SessionOptions Gpu() { var options = new SessionOptions(); options.AppendExecutionProvider_DML(0); return options; }
        """);

    [Fact]
    public Task A_provider_that_whoever_runs_it_chose_from_a_list_DoesNotTrigger() => OnnxSubject.Check<GpuWithoutFallbackAnalyzer>("""
        enum Backend { Cpu, Cuda, Dml }
        SessionOptions BySwitch(Backend backend)
        {
            switch (backend)
            {
                case Backend.Cuda: return SessionOptions.MakeSessionOptionWithCudaProvider(0);
                default: return new SessionOptions();
            }
        }
        SessionOptions ByArm(Backend backend) => backend switch
        {
            Backend.Cuda => SessionOptions.MakeSessionOptionWithCudaProvider(0),
            _ => new SessionOptions(),
        };
        SessionOptions ByComparison(Backend backend)
        {
            var options = new SessionOptions();
            if (backend == Backend.Dml)
                options.AppendExecutionProvider_DML(0);
            return options;
        }
        """);

    /// <summary>Who gives a device by its number is told that it is not there, and who gives none runs on the CPU.</summary>
    [Fact]
    public Task A_device_that_the_caller_gives_DoesNotTrigger() => OnnxSubject.Check<GpuWithoutFallbackAnalyzer>("""
        class Settings { public int? GpuDeviceId { get; set; } }
        SessionOptions ByProperty(Settings settings)
        {
            var options = new SessionOptions();
            if (settings.GpuDeviceId != null)
                options.AppendExecutionProvider_DML(settings.GpuDeviceId.Value);
            return options;
        }
        SessionOptions ByPattern(int? device)
        {
            var options = new SessionOptions();
            if (device is { } id)
                options.AppendExecutionProvider_CUDA(id);
            return options;
        }
        SessionOptions ByValue(int? device) =>
            device.HasValue ? SessionOptions.MakeSessionOptionWithCudaProvider(device.Value) : new SessionOptions();
        """);

    [Fact]
    public Task A_test_of_something_else_than_the_device_Triggers() => OnnxSubject.Check<GpuWithoutFallbackAnalyzer>("""
        SessionOptions ByName(string? name, int device)
        {
            var options = new SessionOptions();
            if (name != null)
                options.{|MLG5003:AppendExecutionProvider_DML|}(device);
            return options;
        }
        """);

    [Fact]
    public Task A_switch_over_something_else_Triggers() => OnnxSubject.Check<GpuWithoutFallbackAnalyzer>("""
        enum Backend { Cpu, Cuda }
        SessionOptions BySize(int size) => size switch
        {
            > 100 => SessionOptions.{|MLG5003:MakeSessionOptionWithCudaProvider|}(0),
            _ => new SessionOptions(),
        };
        SessionOptions Fixed()
        {
            const Backend Chosen = Backend.Cuda;
            switch (Chosen)
            {
                case Backend.Cuda: return SessionOptions.{|MLG5003:MakeSessionOptionWithCudaProvider|}(0);
                default: return new SessionOptions();
            }
        }
        """);

    [Fact]
    public Task No_way_back_Triggers() => OnnxSubject.Check<GpuWithoutFallbackAnalyzer>("""
        void Bare(SessionOptions options) => options.{|MLG5003:AppendExecutionProvider_CUDA|}(0);
        SessionOptions Made() => SessionOptions.{|MLG5003:MakeSessionOptionWithCudaProvider|}(0);
        void Narrow(SessionOptions options)
        {
            try { options.{|MLG5003:AppendExecutionProvider_DML|}(0); }
            catch (OnnxRuntimeException) { }
        }
        void Rethrown(SessionOptions options)
        {
            try { options.{|MLG5003:AppendExecutionProvider_Tensorrt|}(0); }
            catch (Exception exception) { Console.WriteLine(exception); throw; }
        }
        """);

    [Fact]
    public Task A_step_of_a_pipeline_on_a_device() => OnnxSubject.Check<GpuWithoutFallbackAnalyzer>("""
        object Wrong(MLContext ml) => ml.Transforms.{|MLG5003:ApplyOnnxModel|}("output0", "images", "yolo.onnx", gpuDeviceId: 0);
        object Right(MLContext ml) => ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx", gpuDeviceId: 0, fallbackToCpu: true);
        object Asked(MLContext ml, bool fallsBack) => ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx", 0, fallsBack);
        object Cpu(MLContext ml) => ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx", null, false);
        """);
}
