using MlGuard.Analyzers.Data;
using MlGuard.Analyzers.Tests.Models;

namespace MlGuard.Analyzers.Tests.Data;

/// <summary>MLG1032.</summary>
public class TensorShapeTests
{
    [Fact]
    public Task What_fits_or_may_fit_DoesNotTrigger() => OnnxSubject.Check<TensorShapeAnalyzer>("""
        const int Size = 640;
        static readonly int[] s_shape = [1, 3, Size, Size];
        readonly InferenceSession _yolo = new("yolo.onnx");
        readonly InferenceSession _bert = new("bert.onnx");
        void Constant() => Run(new DenseTensor<float>(s_shape));
        void Run(DenseTensor<float> image) { using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor("images", image)]); }
        void Variable(int size)
        {
            var dimensions = new[] { 1, 3, size, size };
            dimensions[0] = 4;
            using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor("images", new DenseTensor<float>(dimensions))]);
        }
        void Free(long[] ids)
        {
            var tensor = new DenseTensor<long>(ids, [7, ids.Length]);
            using var results = _bert.Run([NamedOnnxValue.CreateFromTensor("input_ids", tensor), NamedOnnxValue.CreateFromTensor("attention_mask", tensor)]);
        }
        void Longer() { using var value = OrtValue.CreateTensorValueFromMemory(new float[10], [2, 3]); }
        void Equal() => Console.WriteLine(new DenseTensor<float>(new float[2 * 3], [2, 3]).Length);
        """);

    [Fact]
    public Task What_cannot_fit_Triggers() => OnnxSubject.Check<TensorShapeAnalyzer>("""
        const int Size = 224;
        static readonly int[] s_shape = [1, 3, Size, Size];
        readonly InferenceSession _yolo = new("yolo.onnx");
        readonly InferenceSession _bert = new("bert.onnx");
        void Dimension() { using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor("images", new DenseTensor<float>({|MLG1032:new[] { 1, 3, 640, 480 }|}))]); }
        void Field() { using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor("images", new DenseTensor<float>({|MLG1032:s_shape|}))]); }
        void Local(RunOptions options, float[] pixels)
        {
            int width = 320;
            var height = width * 2;
            using var value = OrtValue.CreateTensorValueFromMemory(pixels, {|MLG1032:new long[] { 1, 3, height, width }|});
            using var results = _yolo.Run(options, ["images"], [value], ["output0"]);
        }
        void Rank(long[] ids)
        {
            var tensor = new DenseTensor<long>(ids, {|MLG1032:[ids.Length]|});
            using var results = _bert.Run([NamedOnnxValue.CreateFromTensor("input_ids", tensor), NamedOnnxValue.CreateFromTensor("attention_mask", {|MLG1032:Padded()|})]);
        }
        static DenseTensor<long> Padded() => new(new[] { 1, 16, 1 });
        void Shorter() { using var value = OrtValue.CreateTensorValueFromMemory(new float[5], {|MLG1032:[2, 3]|}); }
        void Unequal() => Console.WriteLine(new DenseTensor<float>(new float[7], {|MLG1032:new[] { 2, 3 }|}).Length);
        """);

    [Fact]
    public Task The_images_of_an_ML_NET_pipeline() => OnnxSubject.Check<TensorShapeAnalyzer>(
        """
        object Right(MLContext ml) => ml.Transforms.ResizeImages("image", 640, 640).Append(ml.Transforms.ExtractPixels("images", "image"))
            .Append(ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx"));
        object Small(MLContext ml) => ml.Transforms.{|MLG1032:ResizeImages|}("image", 416, 416).Append(ml.Transforms.ExtractPixels("images", "image"))
            .Append(ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx"));
        object Interleaved(MLContext ml) => ml.Transforms.{|MLG1032:ResizeImages|}("image", 640, 640)
            .Append(ml.Transforms.ExtractPixels("images", "image", interleavePixelColors: true))
            .Append(ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx"));
        void Rows(MLContext ml) => ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx").Fit(ml.Data.{|MLG1032:LoadFromEnumerable|}(new List<Short>()));
        """,
        """
        public class Short { [ColumnName("images")] [VectorType(3, 224, 224)] public float[] Pixels { get; set; } = []; }
        """);

    [Fact]
    public Task Arrays_of_no_length_in_row_classes() => OnnxSubject.Check<TensorShapeAnalyzer>(
        """
        object Step(MLContext ml) => ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx");
        void Unsized(MLContext ml)
        {
            var model = ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx").Fit(ml.Data.LoadFromEnumerable(new List<Bare>()));
            ml.Model.CreatePredictionEngine<Bare, Answer>(model);
        }
        void Sized(MLContext ml) => ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx")
            .Fit(ml.Data.LoadFromEnumerable(new List<Right>()));
        void SaidByCode(MLContext ml, SchemaDefinition schema) => ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx")
            .Fit(ml.Data.LoadFromEnumerable(new List<Said>(), schema));
        void Free(MLContext ml) => ml.Transforms.ApplyOnnxModel("logits", "input_ids", "bert.onnx")
            .Fit(ml.Data.LoadFromEnumerable(new List<Words>()));
        void Made(MLContext ml) => ml.Transforms.Concatenate("images", "Left", "Right")
            .Append(ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx")).Fit(ml.Data.LoadFromEnumerable(new List<Parts>()));
        """,
        """
        public class Bare { [ColumnName("images")] public float[] {|MLG1032:Pixels|} { get; set; } = []; public float[] Other { get; set; } = []; }
        public class Right { [ColumnName("images")] [VectorType(3, 640, 640)] public float[] Pixels { get; set; } = []; }
        public class Said { [ColumnName("images")] public float[] Pixels { get; set; } = []; }
        public class Words { [ColumnName("input_ids")] public long[] Ids { get; set; } = []; }
        public class Parts { [ColumnName("images")] public float[] Pixels { get; set; } = []; public float[] Left = [], Right = []; }
        public class Answer { [ColumnName("output0")] public float[] Values { get; set; } = []; }
        """);

    [Fact]
    public Task A_loop_over_the_names_of_the_model() => OnnxSubject.Check<TensorShapeAnalyzer>("""
        readonly InferenceSession _yolo = new("yolo.onnx");
        void Wrong(float[] pixels)
        {
            var inputs = new List<NamedOnnxValue>();
            foreach (var pair in _yolo.InputMetadata)
                inputs.Add(NamedOnnxValue.CreateFromTensor(pair.Key, new DenseTensor<float>(pixels, {|MLG1032:[1, 640, 640, 3]|})));
            using var results = _yolo.Run(inputs);
        }
        void Right(float[] pixels)
        {
            var inputs = new List<NamedOnnxValue>();
            foreach (var name in _yolo.InputNames)
                inputs.Add(NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(pixels, [1, 3, 640, 640])));
            using var results = _yolo.Run(inputs);
        }
        """);

    [Theory]
    [InlineData("images\u001fSingle\u001f1x3x640x640", "\"yolo.onnx\"")]
    [InlineData("images\u001fSingle\u001f1x3x?x?", "\"yolo.onnx\"")]
    [InlineData("images\u001fSingle\u001f", "\"yolo.onnx\"")]
    [InlineData("input_ids\u001fInt64\u001f7x12\u001fattention_mask\u001fInt64\u001f7x?", "\"bert.onnx\"")]
    [InlineData("images\u001fSingle\u001f1x3x224x224", "\"unknown.onnx\"")]
    [InlineData("images\u001fSingle\u001f1x3x224x224", "{|MLG1032:\"yolo.onnx\"|}")]
    [InlineData("images\u001fSingle\u001f1x?x?x3", "{|MLG1032:\"yolo.onnx\"|}")]
    [InlineData("images\u001fSingle\u001f3x640x640", "{|MLG1032:Path.Combine(AppContext.BaseDirectory, \"yolo.onnx\")|}")]
    [InlineData("input_ids\u001fInt64\u001f?\u001fattention_mask\u001fInt64\u001f7x?", "{|MLG1032:\"bert.onnx\"|}")]
    public Task What_another_project_feeds_the_model_that_it_is_handed(string feeds, string path) =>
        OnnxSubject.CheckWithProject<TensorShapeAnalyzer>($"object Made() => new Core.Detector({path});", feeds);
}
