using MlGuard.Analyzers.Serving;
using MlGuard.Analyzers.Tests.Models;

namespace MlGuard.Analyzers.Tests.Serving;

/// <summary>MLG4022.</summary>
public class UndeployedModelTests
{
    [Fact]
    public Task What_is_copied_or_stands_elsewhere_DoesNotTrigger() => OnnxSubject.Check<UndeployedModelAnalyzer>("""
        readonly InferenceSession _copied = new(Path.Combine(AppContext.BaseDirectory, "yolo.onnx"));
        readonly InferenceSession _published = new("new.onnx");
        readonly InferenceSession _unknown = new("unknown.onnx");
        readonly InferenceSession _mounted = new("/models/bert.onnx");
        readonly InferenceSession _above = new("../../../bert.onnx");
        InferenceSession FromFolder(string folder) => new(Path.Combine(folder, "bert.onnx"));
        """);

    [Fact]
    public Task What_is_not_copied_Triggers() => OnnxSubject.Check<UndeployedModelAnalyzer>("""
        readonly InferenceSession _relative = new({|MLG4022:"bert.onnx"|});
        readonly InferenceSession _based = new({|MLG4022:Path.Combine(AppContext.BaseDirectory, "bert.onnx")|});
        readonly InferenceSession _unpublished = new({|MLG4022:"damaged.onnx"|});
        readonly Detector _detector = new({|MLG4022:Path.Combine(AppContext.BaseDirectory, "bert.onnx")|});
        class Detector(string path) { readonly InferenceSession _session = new(path); }
        readonly InferenceSession _stray = new({|MLG4022:"stray.onnx"|});
        """);

    [Fact]
    public Task What_is_copied_under_another_name_Triggers() => OnnxSubject.Check<UndeployedModelAnalyzer>("""
        static readonly string s_folder = AppContext.BaseDirectory;
        readonly InferenceSession _folder = new({|MLG4022:Path.Combine(AppContext.BaseDirectory, "models", "yolo.onnx")|});
        readonly InferenceSession _base = new({|MLG4022:Path.Combine(s_folder, "deep.onnx")|});
        readonly InferenceSession _letters = new({|MLG4022:Path.Combine(AppContext.BaseDirectory, "Yolo.onnx")|});
        readonly InferenceSession _relative = new({|MLG4022:"Yolo.onnx"|});
        readonly InferenceSession _sum = new({|MLG4022:AppContext.BaseDirectory + "Nets/deep.onnx"|});
        """);

    [Fact]
    public Task What_may_be_found_under_its_name_DoesNotTrigger() => OnnxSubject.Check<UndeployedModelAnalyzer>("""
        readonly InferenceSession _right = new(Path.Combine(AppContext.BaseDirectory, "nets", "deep.onnx"));
        readonly InferenceSession _dotted = new(Path.Combine(AppContext.BaseDirectory, "./nets/./deep.onnx"));
        readonly InferenceSession _windows = new(Path.Combine(AppContext.BaseDirectory, @"nets\deep.onnx"));
        readonly InferenceSession _started = new("deep.onnx");
        readonly InferenceSession _other = new(Path.Combine("/opt/models", "deep.onnx"));
        InferenceSession Asked(string folder) => new(Path.Combine(AppContext.BaseDirectory, folder, "deep.onnx"));
        InferenceSession Copied(string source)
        {
            File.Copy(source, Path.Combine(AppContext.BaseDirectory, "deep.onnx"));
            return new(Path.Combine(AppContext.BaseDirectory, "deep.onnx"));
        }
        """);
}
