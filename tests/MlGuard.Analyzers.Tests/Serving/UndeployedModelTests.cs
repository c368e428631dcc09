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
}
