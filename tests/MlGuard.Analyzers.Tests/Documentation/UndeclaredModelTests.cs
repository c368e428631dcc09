using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Documentation.UndeclaredModelAnalyzer>;

namespace MlGuard.Analyzers.Tests.Documentation;

public sealed class UndeclaredModelTests
{
    private static Task Verify(string members, params string[] digest) => Rule.Code(
        $$"""
        using System;
        using System.IO;
        using Microsoft.ML;
        using Microsoft.ML.OnnxRuntime;

        public class Serving
        {
            {{members}}
        }
        """,
        state => state.AddDigest(["stage\tmvp", .. digest]));

    [Theory]
    [InlineData("""object Load(MLContext ml) => ml.Model.Load("models/fraud.zip", out _);""")]
    [InlineData("""object Load(MLContext ml) => ml.Model.Load(@"..\..\FRAUD.zip", out _);""")]
    [InlineData("""const string File = "fraud.zip"; object Load(MLContext ml) => """
        + """ml.Model.Load(Path.Combine(AppContext.BaseDirectory, "models", File), out _);""")]
    [InlineData("""object Load(MLContext ml, string path) => ml.Model.Load(path, out _);""")]
    [InlineData("""object Load(MLContext ml, Stream stream) => ml.Model.Load(stream, out _);""")]
    [InlineData("""object Load(string name) => new InferenceSession($"models/{name}.onnx");""")]
    [InlineData("""object Load(byte[] model) => new InferenceSession(model);""")]
    public Task A_declared_or_unknown_model_DoesNotTrigger(string members) =>
        Verify(members.Replace("models/{name}.onnx", "models/{name}", StringComparison.Ordinal), "model\tfraud\tmodels/fraud.zip\t");

    [Theory]
    [InlineData("""object Load(MLContext ml) => ml.Model.Load({|MLG8001:"models/other.zip"|}, out _);""")]
    [InlineData("""static readonly string s_path = Path.Combine("models", "device.onnx"); object Load() => new """
        + """InferenceSession({|MLG8001:s_path|});""")]
    [InlineData("""object Load() => new InferenceSession({|MLG8001:Path.Combine(AppContext.BaseDirectory, "device.onnx")|});""")]
    public Task A_model_that_the_manifest_does_not_name_Triggers(string members) => Verify(members, "model\tfraud\tmodels/fraud.zip\t");

    [Fact]
    public Task A_manifest_without_models_Triggers() =>
        Verify("""object Load(MLContext ml) => ml.Model.Load({|MLG8001:"fraud.zip"|}, out _);""");

    [Fact]
    public Task Without_a_manifest_DoesNotTrigger() => Rule.Code("""
        using Microsoft.ML;
        public class Serving { object Load(MLContext ml) => ml.Model.Load("fraud.zip", out _); }
        """);
}
