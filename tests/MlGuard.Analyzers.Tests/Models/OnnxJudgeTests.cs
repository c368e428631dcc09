using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Analyzers.Tests.Models;

/// <summary>
/// ONNX Runtime judges MLG1030, MLG1031 and MLG1032: small models are loaded and called by generated code, and what throws is what has to
/// be reported.
/// </summary>
public sealed class OnnxJudgeTests : IDisposable
{
    private const int Models = 52;
    private const int CallsOfEach = 10;
    private const int Seed = 20261127;

    static OnnxJudgeTests() => OrtEnv.Instance().EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;

    private readonly string _folder = Directory.CreateTempSubdirectory("models").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_reported_is_what_throws()
    {
        var random = new Random(Seed);
        var calls = Enumerable.Range(0, Models).SelectMany(model => Write(model, random)).ToList();
        var source = SourceOf(calls);
        var compilation = AllAnalyzers.Compile([("/Calls.cs", source)]);
        var thrown = Run(compilation, calls);
        var findings = await AllAnalyzers.RunAsync(
            compilation, models: Describe(), isAsked: id => id is "MLG1030" or "MLG1031" or "MLG1032");
        var reported = findings.ToLookup(
            finding => NumberAt(finding.Location), finding => $"{finding.Id} {finding.GetMessage(CultureInfo.InvariantCulture)}");

        var wrong = calls.Where(call => !thrown.ContainsKey(call.Number) && reported.Contains(call.Number)).ToList();
        var missed = thrown.Keys.Where(number => !reported.Contains(number)).ToList();
        Assert.True(
            wrong.Count == 0, $"{wrong.Count} are reported and run:\n" + string.Join(
                "\n\n", wrong.Take(4).Select(call => $"{call}\n{reported[call.Number].First()}")));
        Assert.InRange(thrown.Count, calls.Count / 4, calls.Count * 3 / 4);
        Assert.True(
            missed.Count <= thrown.Count / 20, $"{missed.Count} of {thrown.Count} are missed:\n" + string.Join(
                "\n\n", missed.Take(6).Select(number => $"{calls[number]}\n{thrown[number]}")));
    }

    [Fact]
    public void A_signature_is_what_the_runtime_says()
    {
        var random = new Random(Seed);
        for (var model = 0; model < Models; model++)
            _ = Write(model, random).Count();

        var files = ModelFilesOf(Describe());
        foreach (var path in Directory.GetFiles(_folder, "*.onnx"))
        {
            using var session = new InferenceSession(path);
            var file = files.Find(Path.GetFileName(path), "");
            Assert.True(file?.Signature is not null, $"{path} {file?.Fault}");
            var signature = file!.Signature!;
            Assert.Equal(session.InputMetadata.Select(Described), signature.Inputs.Select(Described));
            Assert.Equal(session.OutputMetadata.Select(Described), signature.Outputs.Select(Described));
            Assert.Equal(session.OverridableInitializerMetadata.Select(Described), signature.Optional.Select(Described));
        }
    }

    [Fact]
    public void ML_NET_refuses_what_is_reported_of_its_pipelines()
    {
        var port = new OnnxPort("images", TensorElement.Float, [1, 3, 4, 4]);
        var path = Path.Combine(_folder, "images.onnx");
        File.WriteAllBytes(path, new OnnxFile(8, 17, [port], [port with { Name = "scores" }]).Content);
        var ml = new MLContext();

        Fit(ml, path, "images", new Pixels());
        Assert.ThrowsAny<Exception>(() => Fit(ml, path, "image", new Pixels()));
        Assert.ThrowsAny<Exception>(() => Fit(ml, path, "images", new DoublePixels()));
        Assert.ThrowsAny<Exception>(() => Fit(ml, path, "images", new FewPixels()));

        var rows = ml.Data.LoadFromEnumerable([new Pixels()]);
        Assert.ThrowsAny<Exception>(() => ml.Transforms.ApplyOnnxModel("score", "images", path).Fit(rows).Transform(rows));
        var answers = ml.Transforms.ApplyOnnxModel("scores", "images", path).Fit(rows).Transform(rows);
        Assert.Single(ml.Data.CreateEnumerable<Scores>(answers, reuseRowObject: false));
        Assert.ThrowsAny<Exception>(() => ml.Data.CreateEnumerable<DoubleScores>(answers, reuseRowObject: false).Count());
    }

    /// <summary>The dimensions of the model's input, and whether ML.NET takes an array whose length no attribute says.</summary>
    [Theory]
    [InlineData("4", false)]
    [InlineData("1,4", false)]
    [InlineData("2,2", false)]
    [InlineData("?,4", false)]
    [InlineData("1,?", true)]
    [InlineData("?,?", true)]
    [InlineData("?,2,2", false)]
    [InlineData("2,?", true)]
    public void ML_NET_takes_an_array_of_no_size_where_a_dimension_is_free(string shape, bool takes)
    {
        var port = new OnnxPort(
            "features", TensorElement.Float,
            [.. shape.Split(',').Select(size => size == "?" ? null : (long?)long.Parse(size, CultureInfo.InvariantCulture))]);
        var path = Path.Combine(_folder, "free.onnx");
        File.WriteAllBytes(path, new OnnxFile(8, 17, [port], [port with { Name = "scores" }]).Content);
        var ml = new MLContext();
        var rows = ml.Data.LoadFromEnumerable(new[] { new Unsized() });
        var thrown = Record.Exception(() =>
        {
            var model = ml.Transforms.ApplyOnnxModel("scores", "features", path).Fit(rows);
            ml.Model.CreatePredictionEngine<Unsized, Scores>(model).Predict(new Unsized());
        });
        Assert.True(takes == thrown is null, $"{shape}: {thrown}");
    }

    private sealed class Unsized
    {
        [ColumnName("features")]
        public float[] Values { get; set; } = new float[4];
    }

    [Fact]
    public void ML_NET_takes_every_input_and_output_where_a_step_names_none()
    {
        OnnxPort images = new("images", TensorElement.Float, [1, 3, 4, 4]), scores = images with { Name = "scores" };
        var one = Path.Combine(_folder, "one.onnx");
        File.WriteAllBytes(one, new OnnxFile(8, 17, [images], [scores]).Content);
        var two = Path.Combine(_folder, "two.onnx");
        File.WriteAllBytes(two, new OnnxFile(8, 17, [images, images with { Name = "masks" }], [scores]).Content);
        var ml = new MLContext();
        var rows = ml.Data.LoadFromEnumerable([new Pixels()]);

        var model = ml.Transforms.ApplyOnnxModel(one).Fit(rows);
        Assert.Equal(48, ml.Model.CreatePredictionEngine<Pixels, Scores>(model).Predict(new Pixels()).Values.Length);
        Assert.Empty(ml.Model.CreatePredictionEngine<Pixels, Unread>(model).Predict(new Pixels()).Values);
        var answers = model.Transform(rows);
        Assert.ThrowsAny<Exception>(() => ml.Data.CreateEnumerable<Unread>(answers, reuseRowObject: false).Count());
        Assert.ThrowsAny<Exception>(() => ml.Transforms.ApplyOnnxModel(two).Fit(rows).Transform(rows));
    }

    /// <summary>Whatever the table says of the runtime that is referenced here, the runtime says as well.</summary>
    [Fact]
    public void The_newest_models_load_and_newer_ones_do_not()
    {
        var known = RuntimeVersions.Of(typeof(InferenceSession).Assembly.GetName().Version!)!.Value;
        var port = new OnnxPort("images", TensorElement.Float, [1]);
        var model = new OnnxFile(known.IrVersion, known.Opset, [port], [port with { Name = "scores" }]) { MlOpset = known.MlOpset };

        Load(model);

        Assert.ThrowsAny<OnnxRuntimeException>(() => Load(model with { IrVersion = known.IrVersion + 1 }));
        Assert.ThrowsAny<OnnxRuntimeException>(() => Load(model with { Opset = known.Opset + 1 }));
        Assert.ThrowsAny<OnnxRuntimeException>(() => Load(model with { MlOpset = known.MlOpset + 1 }));

        static void Load(OnnxFile file) => new InferenceSession(file.Content).Dispose();
    }

    private static void Fit<TRow>(MLContext ml, string path, string input, TRow row)
        where TRow : class
    {
        var rows = ml.Data.LoadFromEnumerable([row]);
        var scores = ml.Transforms.ApplyOnnxModel("scores", input, path).Fit(rows).Transform(rows);
        Assert.Equal(48, scores.GetColumn<float[]>("scores").Single().Length);
    }

    private sealed class Pixels
    {
        [ColumnName("images"), VectorType(3, 4, 4)]
        public float[] Values { get; set; } = new float[48];
    }

    private sealed class Unread
    {
        [ColumnName("boxes")]
        public float[] Values { get; set; } = [];
    }

    private sealed class DoublePixels
    {
        [ColumnName("images"), VectorType(3, 4, 4)]
        public double[] Values { get; set; } = new double[48];
    }

    private sealed class Scores
    {
        [ColumnName("scores")]
        public float[] Values { get; set; } = [];
    }

    private sealed class DoubleScores
    {
        [ColumnName("scores")]
        public double[] Values { get; set; } = [];
    }

    private sealed class FewPixels
    {
        [ColumnName("images"), VectorType(3, 2, 2)]
        public float[] Values { get; set; } = new float[12];
    }

    private IEnumerable<OnnxCall> Write(int number, Random random)
    {
        var (name, model) = ($"model{number:00}.onnx", OnnxCall.ModelOf(random));
        File.WriteAllBytes(Path.Combine(_folder, name), model.Content);
        return [.. Enumerable.Range(0, CallsOfEach).Select(call => new OnnxCall((number * CallsOfEach) + call, name, model, random))];
    }

    private string Describe() => ModelDescription.Write(
        [], Directory.GetFiles(_folder, "*.onnx").Select(path => new ModelItem(path, Path.GetFileName(path), "both")), [], _folder, []);

    private static ModelFiles ModelFilesOf(string text) => ModelFiles.Parse(Microsoft.CodeAnalysis.Text.SourceText.From(text));

    private static string SourceOf(IEnumerable<OnnxCall> calls) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using Microsoft.ML.OnnxRuntime;
        using Microsoft.ML.OnnxRuntime.Tensors;
        public static class Calls
        {
            public static string Folder = "";
        {{string.Join("\n", calls.Select(call => $"    public static void Call{call.Number:0000}()\n    {{\n        {call.Code}\n    }}"))}}
        }
        """;

    private static int NumberAt(Microsoft.CodeAnalysis.Location place)
    {
        var text = place.SourceTree!.GetText().ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(0, place.SourceSpan.Start));
        return int.Parse(text.AsSpan(text.LastIndexOf("void Call", StringComparison.Ordinal) + 9, 4), CultureInfo.InvariantCulture);
    }

    private Dictionary<int, string> Run(Microsoft.CodeAnalysis.Compilation compilation, List<OnnxCall> calls)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, emitted.Diagnostics.FirstOrDefault()?.ToString());
        var type = Assembly.Load(image.ToArray()).GetType("Calls")!;
        type.GetField("Folder")!.SetValue(null, _folder);
        var thrown = new Dictionary<int, string>();
        foreach (var call in calls)
        {
            try
            {
                type.GetMethod($"Call{call.Number:0000}")!.Invoke(null, null);
            }
            catch (TargetInvocationException exception)
            {
                thrown.Add(call.Number, $"{exception.InnerException!.GetType().Name}: {exception.InnerException.Message}");
            }
        }

        return thrown;
    }

    private static string Described(KeyValuePair<string, NodeMetadata> value) =>
        $"{value.Key} {(TensorElement)(int)value.Value.ElementDataType} {string.Join(
            "x", value.Value.Dimensions.Select(size => size < 0 ? "?" : size.ToString(CultureInfo.InvariantCulture)))}";

    private static string Described(OnnxValue value)
    {
        var shape = value.Shape.IsDefault ? [] : value.Shape.Select(size => size is { } number ? $"{number}" : "?");
        return $"{value.Name} {value.Element} {string.Join("x", shape)}";
    }
}
