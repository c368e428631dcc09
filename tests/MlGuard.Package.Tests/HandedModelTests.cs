using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MlGuard.Analyzers.Tests.Models;

namespace MlGuard.Package.Tests;

/// <summary>
/// A library feeds a model whose path a service hands to it. What the build says of each such line of the service, ONNX Runtime confirms
/// when the service runs: it throws at those lines, and at no other.
/// </summary>
public sealed partial class HandedModelTests
{
    private static readonly ImmutableArray<(string Name, ImmutableArray<OnnxPort> Inputs)> s_models =
    [
        ("yolo.onnx", [new("images", TensorElement.Float, [1, 3, 8, 8])]),
        ("free.onnx", [new("images", TensorElement.Float, [null, 3, null, null])]),
        ("bert.onnx", [new("ids", TensorElement.Int64, [1, null]), new("mask", TensorElement.Int64, [1, null])]),
    ];

    /// <summary>Members of the detector, what it does with its session, the model, and the rule that is right about it.</summary>
    private static readonly ImmutableArray<(string Members, string Body, string Model, string Rule)> s_detectors =
    [
        ("", "Feed(new DenseTensor<float>(new[] { 1, 3, 8, 8 }));", "yolo.onnx", ""),
        ("", "Feed(new DenseTensor<float>([1, 3, 8, 8]));", "yolo.onnx", ""),
        ("", "Feed(new DenseTensor<float>(new[] { 1, 3, 4, 4 }));", "yolo.onnx", "MLG1032"),
        ("", "Feed(new DenseTensor<float>([1, 8, 8, 3]));", "yolo.onnx", "MLG1032"),
        ("", "Feed(new DenseTensor<float>([1, 8, 8, 3]));", "free.onnx", "MLG1032"),
        ("", "Feed(new DenseTensor<float>([5, 3, 4, 4]));", "free.onnx", ""),
        ("", "Feed(new DenseTensor<float>([3, 8, 8]));", "yolo.onnx", "MLG1032"),
        ("", "Feed(new DenseTensor<float>(3 * 8 * 8));", "yolo.onnx", "MLG1032"),
        ("private const int Size = 4;", "Feed(new DenseTensor<float>(new float[48], [1, 3, Size, Size]));", "yolo.onnx", "MLG1032"),
        ("private const int Size = 8;", "Feed(new DenseTensor<float>(new float[192], [1, 3, Size, Size]));", "yolo.onnx", ""),
        ("private static readonly int[] s_shape = [1, 3, 16, 16];", "Feed(new DenseTensor<float>(s_shape));", "yolo.onnx", "MLG1032"),
        ("private static readonly int[] s_shape = [1, 3, 16, 16]; static {TYPE}() => s_shape[3] = s_shape[2] = 8;",
            "Feed(new DenseTensor<float>(s_shape));", "yolo.onnx", ""),
        ("private static readonly int[] s_shape = [1, 3, 16, 16]; private void Shrink() { s_shape[2] = 8; s_shape[3] = 8; }",
            "Shrink(); Feed(new DenseTensor<float>(s_shape));", "yolo.onnx", ""),
        ("private readonly int _size = 4;", "Feed(new DenseTensor<float>([1, 3, _size, _size]));", "yolo.onnx", "MLG1032"),
        ("private int _size = 4;", "_size = 8; Feed(new DenseTensor<float>([1, 3, _size, _size]));", "yolo.onnx", ""),
        ("private static ReadOnlySpan<int> Shape => [1, 3, 8, 4];", "Feed(new DenseTensor<float>(Shape));", "yolo.onnx", "MLG1032"),
        ("private static DenseTensor<float> Image(int w, int h) => new([1, 3, h, w]);", "Feed(Image(8, 4));", "yolo.onnx", "MLG1032"),
        ("private static DenseTensor<float> Image(int w, int h) => new([1, 3, h, w]);", "Feed(Image(8, 8));", "yolo.onnx", ""),
        ("", "var s = new[] { 1, 3, 4, 4 }; s[2] = 8; s[3] = 8; Feed(new DenseTensor<float>(s));", "yolo.onnx", ""),
        ("", "var s = new[] { 1, 3, 4, 4 }; Array.Fill(s, 8, 2, 2); Feed(new DenseTensor<float>(s));", "yolo.onnx", ""),
        ("", "var size = 4; if (DateTime.Now.Ticks > 5) size = 8; Feed(new DenseTensor<float>([1, 3, size, size]));", "yolo.onnx", ""),
        ("", "for (var size = 8; size < 9; size++) Feed(new DenseTensor<float>([1, 3, size, size]));", "yolo.onnx", ""),
        ("", "Feed(new DenseTensor<float>(192).Reshape([1, 3, 8, 8]));", "yolo.onnx", ""),
        ("", "Feed(new DenseTensor<float>(192).Reshape([1, 8, 8, 3]));", "yolo.onnx", "MLG1032"),
        ("", "Feed(DateTime.Now.Ticks > 5 ? new DenseTensor<float>([1, 3, 8, 8]) : new DenseTensor<float>([1, 3, 4, 4]));",
            "yolo.onnx", ""),
        ("", "Named(\"image\", new DenseTensor<float>([1, 3, 8, 8]));", "yolo.onnx", "MLG1030"),
        ("", "Named(\"images\", new DenseTensor<double>([1, 3, 8, 8]));", "yolo.onnx", "MLG1031"),
        ("", "var name = \"image\"; if (DateTime.Now.Ticks > 5) name += \"s\"; Named(name, new DenseTensor<float>([1, 3, 8, 8]));", "yolo.onnx", ""),
        ("", "using var v = OrtValue.CreateTensorValueFromMemory(new float[192], [1, 3, 8, 8]); Value(v);", "yolo.onnx", ""),
        ("", "using var v = OrtValue.CreateTensorValueFromMemory(new float[192], [1, 3, 4, 8]); Value(v);", "yolo.onnx", "MLG1032"),
        ("", "using var v = OrtValue.CreateTensorValueFromMemory(new double[192], new long[] { 1, 3, 8, 8 }); Value(v);", "yolo.onnx", "MLG1031"),
        ("", "using var v = OrtValue.CreateTensorValueFromMemory(new float[192], [3, 8, 8]); Listed(v);", "yolo.onnx", "MLG1032"),
        ("", "using var v = OrtValue.CreateTensorValueFromMemory(new float[192], [1, 3, 8, 8]); Listed(v);", "yolo.onnx", ""),
        ("", "Ids(new DenseTensor<long>([1, 7]), new DenseTensor<long>([1, 7]));", "bert.onnx", ""),
        ("", "Ids(new DenseTensor<long>([7]), new DenseTensor<long>([1, 7]));", "bert.onnx", "MLG1032"),
        ("", "Ids(new DenseTensor<long>([2, 7]), new DenseTensor<long>([1, 7]));", "bert.onnx", "MLG1032"),
    ];

    private static readonly ImmutableArray<(string Short, string Code)> s_calls =
    [
        ("Feed(", "_session.Run([NamedOnnxValue.CreateFromTensor(\"images\", {0})]).Dispose()"),
        ("Named(", "_session.Run([NamedOnnxValue.CreateFromTensor({0})]).Dispose()"),
        ("Ids(", "_session.Run([NamedOnnxValue.CreateFromTensor(\"ids\", {0}), NamedOnnxValue.CreateFromTensor(\"mask\", {1})]).Dispose()"),
        ("Value(", "_session.Run(_options, new Dictionary<string, OrtValue> {{ [\"images\"] = {0} }}, _session.OutputNames).Dispose()"),
        ("Listed(", "_session.Run(_options, [\"images\"], [{0}], _session.OutputNames).Dispose()"),
    ];

    [Fact]
    public void What_is_reported_throws_and_nothing_else()
    {
        using var product = Written();

        var build = product.Build("App");

        Assert.True(build.Succeeded, build.ToString());
        var wrong = s_detectors.Select((detector, at) => (Line: at + 2, detector.Rule)).Where(line => line.Rule.Length > 0).ToList();
        Assert.Equal(
            wrong,
            build.OfMlGuard.Where(finding => finding.Code is "MLG1030" or "MLG1031" or "MLG1032" && finding.File == "Program.cs")
                .Select(finding => (finding.Line, Rule: finding.Code)).Distinct().Order());
        Assert.Contains(build.OfMlGuard, finding => finding.Message.StartsWith(
            "The shapes do not fit together: the input 'images' of 'yolo.onnx' has the shape (1, 3, 8, 8) and not (1, 3, 4, 4), which "
                + "'Detector2' feeds, so 'Detector2' throws when it runs the model.", StringComparison.Ordinal));

        var run = DotNet.Run(product.Folder, product.PathOf("App/bin/Debug/net10.0/App.dll"));
        Assert.Equal(
            wrong.Select(line => line.Line),
            Thrown().Matches(run.Output).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
        Assert.Contains("all asked", run.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^throws (\d+)", RegexOptions.Multiline)]
    private static partial Regex Thrown();

    private static Product Written()
    {
        var product = new Product();
        var core = new StringBuilder("using Microsoft.ML.OnnxRuntime; using Microsoft.ML.OnnxRuntime.Tensors;\nnamespace Core;\n");
        var app = new StringBuilder("using Core;\n");
        for (var i = 0; i < s_detectors.Length; i++)
        {
            core.AppendLine(Detector(i));
            app.AppendLine(
                CultureInfo.InvariantCulture,
                $$"""Try(() => { using var it = new Detector{{i}}(Path.Combine(AppContext.BaseDirectory, "{{s_detectors[i].Model}}")); it.Ask(); });""");
        }

        product.WriteProject(
            "Core", ProjectFile.Library.WithPackage("Microsoft.ML.OnnxRuntime", "1.31.1"), ("Detectors.cs", core.ToString()));
        product.WriteProject(
            "App", ProjectFile.Program.WithProject("Core").With("""<None Include="*.onnx" CopyToOutputDirectory="PreserveNewest" />"""));
        product.Write("App/Program.cs", app + """
            Console.WriteLine("all asked");

            static void Try(Action ask, [System.Runtime.CompilerServices.CallerLineNumber] int line = 0)
            {
                try { ask(); }
                catch (Exception exception) { Console.WriteLine($"throws {line} {exception.GetType().Name}"); }
            }
            """);
        foreach (var (name, inputs) in s_models)
            File.WriteAllBytes(product.PathOf("App/" + name), new OnnxFile(8, 17, inputs, [inputs[0] with { Name = "output" }]).Content);
        return product;
    }

    private static string Detector(int at)
    {
        var (members, body, _, _) = s_detectors[at];
        return $$"""
            public sealed class Detector{{at}}(string modelPath) : IDisposable
            {
                private readonly InferenceSession _session = new(modelPath);
                private readonly RunOptions _options = new();
                {{members.Replace("{TYPE}", $"Detector{at}", StringComparison.Ordinal)}}
                public void Ask() { {{Written(body)}} }
                public void Dispose() { _session.Dispose(); _options.Dispose(); }
            }
            """;
    }

    /// <summary>The call of the runtime that a short name stands for.</summary>
    private static string Written(string body)
    {
        var (name, code) = s_calls.First(call => body.Contains(call.Short, StringComparison.Ordinal));
        var start = body.IndexOf(name, StringComparison.Ordinal);
        var arguments = body[(start + name.Length)..body.LastIndexOf(");", StringComparison.Ordinal)];
        string[] all = name == "Ids(" ? arguments.Replace("), new", ")|new", StringComparison.Ordinal).Split('|') : [arguments];
        return body[..start] + string.Format(CultureInfo.InvariantCulture, code, all) + ";";
    }
}
