using MlGuard.Analyzers.Data;
using MlGuard.Analyzers.Tests.Models;
using MlGuard.CodeFixes.Data;

namespace MlGuard.Analyzers.Tests.Data;

/// <summary>MLG1031.</summary>
public class TensorElementTypeTests
{
    [Fact]
    public Task The_type_of_the_model_and_unknown_types_DoNotTrigger() => OnnxSubject.Check<TensorElementTypeAnalyzer>("""
        readonly InferenceSession _yolo = new("yolo.onnx");
        float Right(DenseTensor<float> image)
        {
            using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor("images", image)]);
            return results[0].AsTensor<float>()[0] + results.First().AsEnumerable<float>().First() + ((DenseTensor<float>)results[0].Value)[0];
        }
        void Generic<T>(Tensor<T> image) { using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor("images", image)]); }
        void Raw(RunOptions options, OrtValue value)
        {
            using var results = _yolo.Run(options, ["images"], [value], ["output0"]);
            Console.WriteLine(results[0].GetTensorDataAsSpan<byte>().Length);
        }
        """);

    [Fact]
    public Task Another_type_Triggers() => OnnxSubject.Check<TensorElementTypeAnalyzer>("""
        readonly InferenceSession _yolo = new("yolo.onnx");
        readonly InferenceSession _bert = new("bert.onnx");
        void Ids(float[] ids, DenseTensor<long> mask)
        {
            using var results = _bert.Run([
                NamedOnnxValue.CreateFromTensor("input_ids", {|MLG1031:new DenseTensor<float>(ids, [1, 16])|}),
                NamedOnnxValue.CreateFromTensor("attention_mask", mask)]);
        }
        void Values(RunOptions options, double[] pixels)
        {
            using var value = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, 640, 640]);
            using var results = _yolo.Run(options, new Dictionary<string, OrtValue> { ["images"] = {|MLG1031:value|} }, ["output0"]);
            Console.WriteLine(results[0].GetTensorDataAsSpan<{|MLG1031:double|}>().Length);
        }
        void ByIndex(DenseTensor<double> image)
        {
            using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor(_yolo.InputMetadata.Keys.First(), {|MLG1031:image|})]);
            var scores = ((DenseTensor<{|MLG1031:double|}>)results[0].Value)[0];
            foreach (var result in results)
                Console.WriteLine(result.AsTensor<{|MLG1031:double|}>().Length);
        }
        """);

    [Fact]
    public Task The_row_classes_of_an_ML_NET_pipeline() => OnnxSubject.Check<TensorElementTypeAnalyzer>(
        """
        void Right(MLContext ml)
        {
            var model = ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx").Fit(ml.Data.LoadFromEnumerable(new List<Image>()));
            using var engine = ml.Model.CreatePredictionEngine<Image, Boxes>(model);
        }
        void Wrong(MLContext ml)
        {
            var model = ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx").Fit(ml.Data.{|MLG1031:LoadFromEnumerable|}(new List<DoubleImage>()));
        }
        void Answers(MLContext ml)
        {
            var rows = ml.Data.LoadFromEnumerable(new List<Image>());
            var boxes = ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx").Fit(rows).Transform(rows);
            _ = ml.Data.CreateEnumerable<Boxes>(boxes, reuseRowObject: false);
            _ = ml.Data.{|MLG1031:CreateEnumerable<WholeBoxes>|}(boxes, reuseRowObject: false);
        }
        void Converted(MLContext ml)
        {
            var model = ml.Transforms.Conversion.ConvertType("images").Append(ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx"))
                .Fit(ml.Data.LoadFromEnumerable(new List<DoubleImage>()));
        }
        """,
        """
        public class Image { [ColumnName("images")] [VectorType(1, 3, 640, 640)] public float[] Pixels { get; set; } = []; }
        public class DoubleImage { [ColumnName("images")] [VectorType(1, 3, 640, 640)] public double[] Pixels { get; set; } = []; }
        public class WholeBoxes { [ColumnName("output0")] public int[] Values { get; set; } = []; }
        public class Boxes { [ColumnName("output0")] public float[] Values { get; set; } = []; }
        """);

    [Fact]
    public Task The_fix_reads_it_as_what_it_is() => OnnxSubject.Mend<TensorElementTypeAnalyzer, TensorElementTypeCodeFix>(
        """
        readonly InferenceSession _yolo = new("yolo.onnx");
        double Read(DenseTensor<float> image)
        {
            using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor("images", image)]);
            return results.First().AsTensor<{|MLG1031:double|}>()[0];
        }
        """,
        """
        readonly InferenceSession _yolo = new("yolo.onnx");
        double Read(DenseTensor<float> image)
        {
            using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor("images", image)]);
            return results.First().AsTensor<float>()[0];
        }
        """);

    [Theory]
    [InlineData("images\u001fSingle\u001f", "\"yolo.onnx\"")]
    [InlineData("images\u001fVersion\u001f", "\"yolo.onnx\"")]
    [InlineData("images\u001fDouble\u001f", "{|MLG1031:\"yolo.onnx\"|}")]
    public Task What_another_project_feeds_the_model_that_it_is_handed(string feeds, string path) =>
        OnnxSubject.CheckWithProject<TensorElementTypeAnalyzer>($"object Made() => new Core.Detector({path});", feeds);

    [Fact]
    public Task A_query_over_the_names_of_the_model() => OnnxSubject.Check<TensorElementTypeAnalyzer>("""
        readonly InferenceSession _yolo = new("yolo.onnx");
        void Wrong(int[] pixels)
        {
            using var results = _yolo.Run(_yolo.InputNames
                .Select(name => NamedOnnxValue.CreateFromTensor(name, {|MLG1031:new DenseTensor<int>(pixels, [1, 3, 640, 640])|})).ToList());
        }
        void Right(float[] pixels)
        {
            using var results = _yolo.Run(_yolo.InputMetadata
                .Select(pair => NamedOnnxValue.CreateFromTensor(pair.Key, new DenseTensor<float>(pixels, [1, 3, 640, 640]))).ToArray());
        }
        void Unknown(Dictionary<string, DenseTensor<int>> all)
        {
            using var results = _yolo.Run(all.Select(pair => NamedOnnxValue.CreateFromTensor(pair.Key, pair.Value)).ToArray());
        }
        """);
}
