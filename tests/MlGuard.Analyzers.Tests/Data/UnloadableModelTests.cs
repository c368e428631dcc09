using MlGuard.Analyzers.Data;
using MlGuard.Analyzers.Tests.Models;

namespace MlGuard.Analyzers.Tests.Data;

/// <summary>MLG1033.</summary>
public class UnloadableModelTests
{
    [Fact]
    public Task What_the_runtime_knows_and_what_nobody_knows_DoNotTrigger() => OnnxSubject.Check<UnloadableModelAnalyzer>("""
        readonly InferenceSession _yolo = new("yolo.onnx");
        readonly InferenceSession _unknown = new("unknown.onnx");
        InferenceSession Load(string path) => new(path);
        """);

    [Fact]
    public Task A_newer_or_damaged_model_Triggers() => OnnxSubject.Check<UnloadableModelAnalyzer>("""
        readonly InferenceSession _new = new({|MLG1033:"new.onnx"|});
        readonly InferenceSession _classic = new({|MLG1033:"classic.onnx"|});
        readonly InferenceSession _damaged = new({|MLG1033:File.ReadAllBytes("damaged.onnx")|});
        void MlNet(MLContext ml) => ml.Transforms.ApplyOnnxModel({|MLG1033:"damaged.onnx"|});
        """);
}
