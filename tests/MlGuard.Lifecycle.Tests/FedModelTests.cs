using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Product.Summaries;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What a type feeds the one session that it makes of a path, so that whoever names the model learns of it.</summary>
public sealed class FedModelTests
{
    /// <summary>The members of ONNX Runtime that a detector needs, in their own shapes.</summary>
    private const string OnnxRuntime = """
        namespace Microsoft.ML.OnnxRuntime.Tensors
        {
            public class Tensor<T> { public Tensor<T> Reshape(ReadOnlySpan<int> dimensions) => this; }
            public class DenseTensor<T> : Tensor<T>
            {
                public DenseTensor(int length) { }
                public DenseTensor(ReadOnlySpan<int> dimensions, bool reverseStride = false) { }
                public DenseTensor(Memory<T> memory, ReadOnlySpan<int> dimensions, bool reverseStride = false) { }
            }
        }
        namespace Microsoft.ML.OnnxRuntime
        {
            public class RunOptions;
            public class OrtValue : IDisposable
            {
                public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape) => new();
                public void Dispose() { }
            }
            public class OrtIoBinding { public void BindInput(string name, OrtValue value) { } }
            public class InferenceSession(string path)
            {
                public string Path => path;
                public IReadOnlyList<string> InputNames => [];
                public void Run(RunOptions options, IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyCollection<string> outputs) { }
                public void Run(RunOptions options, IReadOnlyCollection<string> names, IReadOnlyCollection<OrtValue> values, IReadOnlyCollection<string> outputs) { }
            }
            public class NamedOnnxValue { public static NamedOnnxValue CreateFromTensor<T>(string name, Tensors.Tensor<T> value) => new(); }
        }

        """;

    private const string Unknown = "images,Single,";
    private const string Image = "images,Single,1x3x640x640";

    [Theory]
    [InlineData("", "Feed(\"images\", new float[1]);", "images,Single,1")]
    [InlineData(
        "private const string Input = \"images\";", "Feed(Input, new long[1]); Feed(\"ids\", new long[1]);", "ids,Int64,1,images,Int64,1")]
    [InlineData("", "var name = \"images\"; Feed(name, new float[1]);", "images,Single,1")]
    [InlineData("", "var name = \"image\"; if (DateTime.Now.Ticks > 5) name = \"images\"; Feed(name, new float[1]);", "")]
    [InlineData("private static readonly string s_name = \"images\";", "Feed(s_name, new float[1]);", "images,Single,1")]
    [InlineData("", "Feed(DateTime.Now.ToString(), new float[1]);", "")]
    [InlineData("", "Feed(\"images\", new float[1]); Feed(DateTime.Now.ToString(), new float[1]);", "")]
    [InlineData("", "Feed(\"images\", new float[1]); Feed(\"images\", new long[1]);", "")]
    [InlineData("", "Feed(_session.InputNames[0], new float[1]);", "")]
    [InlineData("", "if (_session.InputNames.Contains(\"images\")) Feed(\"images\", new float[1]); else Feed(\"image\", new float[1]);", "")]
    [InlineData("public void Use(InferenceSession other) { }", "Feed(\"images\", new float[1]);", "")]
    [InlineData("public void Warm() => new InferenceSession(\"warm.onnx\");", "Feed(\"images\", new float[1]);", "")]
    public void A_session_of_a_path_says_what_it_is_fed(string members, string body, string feeds) => Feeds(
        members,
        body.Replace("new float[1]", "new DenseTensor<float>(1)", StringComparison.Ordinal)
            .Replace("new long[1]", "new DenseTensor<long>(1)", StringComparison.Ordinal),
        feeds);

    /// <summary>Constants in every form that C# has for them.</summary>
    [Theory]
    [InlineData("", "new DenseTensor<float>(new[] { 1, 3, 640, 640 })")]
    [InlineData("", "new DenseTensor<float>([1, 3, 640, 640])")]
    [InlineData("", "new DenseTensor<float>(pixels, [1, 3, 640, 640])")]
    [InlineData("", "new DenseTensor<float>(pixels, new int[4] { 1, 3, 640, 640 }, false)")]
    [InlineData("private const int Size = 640;", "new DenseTensor<float>(pixels, new[] { 1, 3, Size, Size })")]
    [InlineData("private static readonly int Size = 2 * 320;", "new DenseTensor<float>(pixels, new[] { 1, 3, Size, Size })")]
    [InlineData("private readonly int _size = 640;", "new DenseTensor<float>(pixels, new[] { 1, 3, _size, _size })")]
    [InlineData("private static readonly int[] s_shape = [1, 3, 640, 640];", "new DenseTensor<float>(s_shape)")]
    [InlineData("private readonly int[] _shape = { 1, 3, 640, 640 };", "new DenseTensor<float>(pixels, _shape)")]
    [InlineData("internal static readonly int[] Shape = [1, 3, 640, 640]; public int Rank => Shape.Length; public int First => Shape[0];", "new DenseTensor<float>(Shape)")]
    [InlineData("private static ReadOnlySpan<int> Shape => [1, 3, 640, 640];", "new DenseTensor<float>(Shape)")]
    [InlineData("private static DenseTensor<float> Image(float[] pixels) => new(pixels, [1, 3, 640, 640]);", "Image(pixels)")]
    [InlineData("private static DenseTensor<float> Image(int w, int h) => new([1, 3, h, w]);", "Image(640, 640)")]
    [InlineData("private DenseTensor<float> Image() { if (DateTime.Now.Ticks > 5) return new([1, 3, 640, 640]); return new(new[] { 1, 3, 640, 640 }); }", "Image()")]
    [InlineData("", "new DenseTensor<float>(640 * 640 * 3).Reshape([1, 3, 640, 640])")]
    public void Constant_dimensions_are_told(string members, string tensor) => Feeds(
        members,
        $"var pixels = new float[3 * 640 * 640]; var tensor = {tensor}; Feed(\"images\", tensor); Feed(\"images\", {tensor});", Image);

    [Theory]
    [InlineData("", "var shape = new[] { 1, 3, 640, 640 }; shape[0] = pixels.Length; Feed(\"images\", new DenseTensor<float>(shape));", "images,Single,?x3x640x640")]
    [InlineData("", "var shape = new[] { 1, 3, 640, 640 }; if (pixels.Length > 5) shape[2] = 320; Feed(\"images\", new DenseTensor<float>(shape));", "images,Single,1x3x?x640")]
    [InlineData("", "var shape = new[] { 1, 3, 640, 640 }; for (var i = 0; i < 2; i++) { Feed(\"images\", new DenseTensor<float>(shape)); shape[i] = 2; }", "images,Single,?x?x?x?")]
    [InlineData("", "var shape = new[] { 1, 3, 640, 640 }; Array.Reverse(shape); Feed(\"images\", new DenseTensor<float>(shape));", "images,Single,?x?x?x?")]
    [InlineData("", "var shape = new[] { 1, 3, 640, 640 }; Action change = () => shape[0] = 4; change(); Feed(\"images\", new DenseTensor<float>(shape));", Unknown)]
    [InlineData("", "var size = 640; if (pixels.Length > 5) size = 320; Feed(\"images\", new DenseTensor<float>([1, 3, size, size]));", "images,Single,1x3x?x?")]
    [InlineData("", "var size = 640; if (pixels.Length > 5) size = 320; Feed(\"images\", new DenseTensor<float>(new[] { 1, 3, size, size }));", "images,Single,1x3x?x?")]
    [InlineData("", "Feed(\"images\", pixels.Length > 5 ? new DenseTensor<float>([1, 3, 640, 640]) : new DenseTensor<float>([1, 3, 320, 320]));", Unknown)]
    [InlineData("", "Feed(\"images\", new DenseTensor<float>(pixels.Length > 5 ? new[] { 1, 3, 640, 640 } : new[] { 1, 3, 320, 320 }));", Unknown)]
    [InlineData("", "Feed(\"images\", new DenseTensor<float>([1, 3, 640, 640])); Feed(\"images\", new DenseTensor<float>([4, 3, 640, 640]));", "images,Single,?x3x640x640")]
    [InlineData("", "Feed(\"images\", new DenseTensor<float>([1, 3, 640, 640])); Feed(\"images\", new DenseTensor<float>([3, 640, 640]));", Unknown)]
    [InlineData("", "Feed(\"images\", new DenseTensor<float>([1, 3, 640, 640])); Feed(\"images\", new DenseTensor<float>(Console.ReadLine()!.Select(_ => 1).ToArray()));", Unknown)]
    [InlineData("private static readonly int[] s_shape = [1, 3, 640, 640]; public void Widen() => s_shape[3] = 320;", "Feed(\"images\", new DenseTensor<float>(s_shape));", "images,Single,1x3x640x?")]
    [InlineData("private static readonly int[] s_shape = [1, 3, 640, 640]; public void Widen() => Array.Fill(s_shape, 2);", "Feed(\"images\", new DenseTensor<float>(s_shape));", "images,Single,?x?x?x?")]
    [InlineData("private static readonly int[] s_shape = [1, 3, 640, 640]; public int[] Shape() => s_shape;", "Feed(\"images\", new DenseTensor<float>(s_shape));", "images,Single,?x?x?x?")]
    [InlineData("private readonly int[] _shape = [1, 3, 640, 640]; public Detector(string modelPath, int size) : this(modelPath) => _shape[3] = size;", "Feed(\"images\", new DenseTensor<float>(_shape));", Unknown)]
    [InlineData("private int _size = 640;", "Feed(\"images\", new DenseTensor<float>(new[] { 1, 3, _size, _size }));", "images,Single,1x3x?x?")]
    [InlineData("public static readonly int[] Shape = [1, 3, 640, 640];", "Feed(\"images\", new DenseTensor<float>(Shape));", Unknown)]
    [InlineData("protected virtual DenseTensor<float> Image() => new([1, 3, 640, 640]);", "Feed(\"images\", Image());", Unknown)]
    [InlineData("private static DenseTensor<float> Image(int w) => w > 5 ? new([1, 3, w, w]) : Image(w + 1);", "Feed(\"images\", Image(640));", Unknown)]
    public void What_is_not_constant_is_not_told(string members, string body, string feeds) =>
        Feeds(members, "var pixels = new float[DateTime.Now.Day];" + body, feeds);

    [Theory]
    [InlineData("using var value = Value([1, 3, 640, 640]); var inputs = new Dictionary<string, OrtValue> { [\"images\"] = value }; _session.Run(options, inputs, [\"out\"]);", Image)]
    [InlineData("using var value = Value(new long[] { 1, 3, 640, 640 }); var inputs = new Dictionary<string, OrtValue>(); inputs.Add(\"images\", value); _session.Run(options, inputs, [\"out\"]);", Image)]
    [InlineData("using var value = Value([1, 3, 640, 640]); _session.Run(options, [\"images\"], [value], [\"out\"]);", Image)]
    [InlineData("using var value = Value([1, 3, 640, 640]); _session.Run(options, new[] { \"images\" }, new[] { value }, [\"out\"]);", Image)]
    [InlineData("using var value = Value([1, 3, 640, 640]); new OrtIoBinding().BindInput(\"images\", value);", Image)]
    [InlineData("using var value = Value([1, 3, 640, 640]); var others = new Dictionary<string, OrtValue> { [\"results\"] = value };", "")]
    [InlineData("using var value = Value([1, 3, 640, 640]); var inputs = new Dictionary<string, OrtValue> { [\"images\"] = value }; Fill(inputs); _session.Run(options, inputs, [\"out\"]);", "")]
    [InlineData("using var value = Value([1, 3, 640, 640]); var inputs = new Dictionary<string, OrtValue> { [\"image\"] = value }; inputs.Remove(\"image\"); _session.Run(options, inputs, [\"out\"]);", "")]
    [InlineData("using var value = Value([1, 3, 640, 640]); _session.Run(options, _session.InputNames, [value], [\"out\"]);", "")]
    [InlineData("using var value = Value([1, 3, 640, 640]); Feed(\"other\", new DenseTensor<float>(1)); _session.Run(options, Names(), [value], [\"out\"]);", "")]
    public void Values_of_the_runtime_are_told_where_they_are_fed(string body, string feeds) => Feeds(
        "private static void Fill(Dictionary<string, OrtValue> inputs) { } private static string[] Names() => [DateTime.Now.ToString()];",
        "var options = new RunOptions(); "
            + body.Replace("Value([", "OrtValue.CreateTensorValueFromMemory(new float[9], [", StringComparison.Ordinal)
                .Replace("Value(new long", "OrtValue.CreateTensorValueFromMemory(new float[9], new long", StringComparison.Ordinal),
        feeds);

    [Theory]
    [InlineData("public async Task Later() { var shape = new[] { 1, 3, 640, 640 }; var tensor = new DenseTensor<float>(shape); await Task.Yield(); Feed(\"images\", tensor); }", Image)]
    [InlineData("public IEnumerable<NamedOnnxValue> All() { var size = 640; yield return null!; yield return Feed(\"images\", new DenseTensor<float>(new[] { 1, 3, size, size })); }", Image)]
    [InlineData("public Task Later() => Task.Run(() => Feed(\"images\", new DenseTensor<float>([1, 3, 640, 640])));", Image)]
    [InlineData("public async Task Later() { var size = 640; await Task.Yield(); if (DateTime.Now.Ticks > 5) size = 320; await Task.Yield(); Feed(\"images\", new DenseTensor<float>(new[] { 1, 3, size, size })); }", "images,Single,1x3x?x?")]
    public void What_the_compiler_splits_off_belongs_to_it(string members, string feeds) => Feeds(members, "", feeds);

    private static void Feeds(string members, string body, string feeds)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            var summary = Summarizer.Of(CompiledFacts.Of(Source(members, body), optimization), []);

            foreach (var name in new[] { ".ctor", "Make" })
                Assert.Equal(
                    feeds.Replace(',', PathSink.Between),
                    Assert.Single(summary.Methods.Single(method => method.Key.Name == name && !method.Sinks.IsEmpty
                        && method.Key is { Type: "Shop.Detector" or "Shop.Factory", ParameterCount: 1 }).Sinks).Feeds);
        }
    }

    private static string Source(string members, string body) => OnnxRuntime + $$"""
        namespace Shop
        {
        using Microsoft.ML.OnnxRuntime;
        using Microsoft.ML.OnnxRuntime.Tensors;
        public class Detector
        {
            private readonly InferenceSession _session;
            public Detector(string modelPath) => _session = new InferenceSession(modelPath);
            {{members.Replace("Feed(", "NamedOnnxValue.CreateFromTensor(", StringComparison.Ordinal)}}
            public void Detect() { {{body.Replace("Feed(", "NamedOnnxValue.CreateFromTensor(", StringComparison.Ordinal)}} }
        }
        public static class Factory { public static Detector Make(string path) => new(path); }
        }
        """;
}
