using MlGuard.Analyzers.Data;
using MlGuard.Analyzers.Tests.Models;
using MlGuard.CodeFixes.Data;

namespace MlGuard.Analyzers.Tests.Data;

/// <summary>MLG1030. What throws, <see cref="OnnxSubject"/>'s judge asks ONNX Runtime.</summary>
public class UnknownModelNameTests
{
    [Fact]
    public Task What_the_model_has_and_what_is_not_known_DoNotTrigger() => OnnxSubject.Check<UnknownModelNameAnalyzer>("""
        readonly InferenceSession _session = new("yolo.onnx");
        readonly InferenceSession _configured;
        static readonly Lazy<InferenceSession> s_lazy = new(() => new InferenceSession("yolo.onnx"));
        InferenceSession? _other;
        Subject(string path) => _configured = new InferenceSession(path);
        void Right(DenseTensor<float> image) { using var results = _session.Run([NamedOnnxValue.CreateFromTensor("images", image)], ["output0"]); }
        void Lazily(DenseTensor<float> image) { using var results = s_lazy.Value.Run([NamedOnnxValue.CreateFromTensor("images", image)]); }
        void Configured(DenseTensor<float> image) { using var results = _configured.Run([NamedOnnxValue.CreateFromTensor("anything", image)]); }
        void Either(DenseTensor<float> image, bool big)
        {
            _other = big ? new InferenceSession("yolo.onnx") : new InferenceSession("bert.onnx");
            using var results = _other.Run([NamedOnnxValue.CreateFromTensor("anything", image)]);
        }
        void ByTurns(DenseTensor<float> image)
        {
            var session = new InferenceSession("yolo.onnx");
            session = new InferenceSession("bert.onnx");
            using var results = session.Run([NamedOnnxValue.CreateFromTensor("anything", image)]);
        }
        void FromModel(DenseTensor<float> image)
        {
            using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_session.InputNames[0], image)], _session.OutputNames);
            var first = results.First(result => result.Name == "output0");
        }
        void Given(IReadOnlyCollection<NamedOnnxValue> inputs) { using var results = _session.Run(inputs); }
        void Metadata() => Console.WriteLine(_session.InputMetadata["images"].Dimensions.Length);
        void Unknown() { using var session = new InferenceSession("unknown.onnx"); using var results = session.Run([], ["x"]); }
        """);

    [Fact]
    public Task Every_form_of_a_wrong_name_Triggers() => OnnxSubject.Check<UnknownModelNameAnalyzer>("""
        const string Input = "image";
        readonly InferenceSession _session = new(Path.Combine(AppContext.BaseDirectory, "yolo.onnx"));
        static readonly Lazy<InferenceSession> s_lazy = new(() => new InferenceSession("yolo.onnx"));
        void Array(DenseTensor<float> image) { using var results = _session.Run(new[] { NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image) }); }
        void Collection(DenseTensor<float> image) { using var results = s_lazy.Value.Run([NamedOnnxValue.CreateFromTensor({|MLG1030:Input|}, image)]); }
        void Outputs(DenseTensor<float> image) { using var results = _session.Run([NamedOnnxValue.CreateFromTensor("images", image)], [{|MLG1030:"output"|}]); }
        void Added(DenseTensor<float> image)
        {
            var inputs = new List<NamedOnnxValue>();
            inputs.Add(NamedOnnxValue.CreateFromTensor({|MLG1030:"Images"|}, image));
            using var results = _session.Run(inputs);
            var first = results.First(result => result.Name == {|MLG1030:"output1"|});
        }
        void Dictionary(RunOptions options, OrtValue value)
        {
            var inputs = new Dictionary<string, OrtValue> { { {|MLG1030:"image"|}, value } };
            inputs[{|MLG1030:"mask"|}] = value;
            using var results = _session.Run(options, inputs, _session.OutputNames);
        }
        void Names(RunOptions options, OrtValue value) { using var results = _session.Run(options, [{|MLG1030:"image"|}], [value], ["output0"]); }
        void Binding(RunOptions options, OrtValue value)
        {
            using var binding = _session.CreateIoBinding();
            binding.BindInput({|MLG1030:"image"|}, value);
            binding.BindOutputToDevice({|MLG1030:"output"|}, OrtMemoryInfo.DefaultInstance);
        }
        void Metadata() => Console.WriteLine(_session.InputMetadata[{|MLG1030:"image"|}].Dimensions.Length);
        void Helper(DenseTensor<float> image) { using var results = _session.Run(Inputs(image)); }
        static List<NamedOnnxValue> Inputs(DenseTensor<float> image) => [NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image)];
        void Bytes(DenseTensor<float> image)
        {
            using var session = new InferenceSession(File.ReadAllBytes("yolo.onnx"));
            using var results = session.Run([NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image)]);
        }
        void Passed(DenseTensor<float> image) => Use(new InferenceSession("yolo.onnx"), image);
        static void Use(InferenceSession session, DenseTensor<float> image)
        {
            using var results = session.Run([NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image)]);
        }
        void Missing(DenseTensor<long> ids)
        {
            using var session = new InferenceSession("bert.onnx");
            using var results = session.{|MLG1030:Run|}([NamedOnnxValue.CreateFromTensor("input_ids", ids)]);
        }
        """);

    [Fact]
    public Task Inputs_of_a_helper_and_outputs_by_name() => OnnxSubject.Check<UnknownModelNameAnalyzer>("""
        readonly InferenceSession _session = new("yolo.onnx");
        readonly InferenceSession _configured;
        Subject(string path) => _configured = new InferenceSession(path);
        static IReadOnlyCollection<NamedOnnxValue> Inputs(DenseTensor<float> image) => [NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image)];
        static IReadOnlyCollection<NamedOnnxValue> Others(DenseTensor<float> image) => [NamedOnnxValue.CreateFromTensor("anything", image)];
        static IReadOnlyCollection<NamedOnnxValue> Right(DenseTensor<float> image) => [NamedOnnxValue.CreateFromTensor("images", image)];
        private static float[] Run(InferenceSession session, IReadOnlyCollection<NamedOnnxValue> inputs)
        {
            using var results = session.Run(inputs);
            return results.First(result => result.Name.Equals({|MLG1030:"output"|})).AsTensor<float>().ToArray();
        }
        public float[] Wrong(DenseTensor<float> image) => Run(_session, Inputs(image));
        public float[] Good(DenseTensor<float> image) => Run(_session, Right(image));
        private static float[] Any(InferenceSession session, IReadOnlyCollection<NamedOnnxValue> inputs)
        {
            using var results = session.Run(inputs);
            return results.First(result => string.Equals(result.Name, "anything", StringComparison.OrdinalIgnoreCase)).AsTensor<float>().ToArray();
        }
        public float[] One(DenseTensor<float> image) => Any(_session, Right(image));
        public float[] Two(DenseTensor<float> image) => Any(_configured, Others(image));
        void ByName(DenseTensor<float> image)
        {
            using var results = _session.Run(Right(image));
            var named = results.ToDictionary(result => result.Name);
            var right = named["output0"];
            var wrong = named[{|MLG1030:"boxes"|}];
            var other = results.ToDictionary(result => result.Value)["anything"];
        }
        """);

    [Fact]
    public Task The_columns_of_an_ML_NET_pipeline() => OnnxSubject.Check<UnknownModelNameAnalyzer>("""
        object Right(MLContext ml) => ml.Transforms.ApplyOnnxModel("output0", "images", "yolo.onnx");
        object Wrong(MLContext ml) => ml.Transforms.ApplyOnnxModel("output0", {|MLG1030:"image"|}, "yolo.onnx");
        object Answer(MLContext ml) => ml.Transforms.ApplyOnnxModel({|MLG1030:"output"|}, "images", "yolo.onnx");
        object Several(MLContext ml) => ml.Transforms.ApplyOnnxModel(["logits"], ["input_ids", {|MLG1030:"mask"|}], "bert.onnx");
        """);

    /// <summary>Without names ML.NET takes all inputs of the model, and gives all outputs.</summary>
    [Fact]
    public Task The_rows_around_a_step_without_names() => OnnxSubject.Check<UnknownModelNameAnalyzer>(
        """
        void Right(MLContext ml)
        {
            var model = ml.Transforms.ApplyOnnxModel("yolo.onnx").Fit(ml.Data.LoadFromEnumerable(new List<Image>()));
            var engine = ml.Model.CreatePredictionEngine<Image, Boxes>(model);
        }
        void Made(MLContext ml)
        {
            var model = ml.Transforms.CopyColumns("images", "pixels").Append(ml.Transforms.ApplyOnnxModel("yolo.onnx"))
                .Fit(ml.Data.LoadFromEnumerable(new List<Pixels>()));
        }
        void Loose(MLContext ml, ITransformer model, IDataView rows)
        {
            var chain = ml.Transforms.ApplyOnnxModel("yolo.onnx").Fit(rows);
            var boxes = ml.Data.CreateEnumerable<Others>(chain.Transform(ml.Data.LoadFromEnumerable(new List<Image>())), false, ignoreMissingColumns: true);
        }
        void Wrong(MLContext ml)
        {
            var model = ml.Transforms.{|MLG1030:ApplyOnnxModel|}("yolo.onnx").Fit(ml.Data.LoadFromEnumerable(new List<Pixels>()));
        }
        void Half(MLContext ml)
        {
            var model = ml.Transforms.{|MLG1030:ApplyOnnxModel|}("bert.onnx", gpuDeviceId: 0).Fit(ml.Data.LoadFromEnumerable(new List<Ids>()));
        }
        void Unread(MLContext ml)
        {
            var model = ml.Transforms.ApplyOnnxModel("yolo.onnx").Fit(ml.Data.LoadFromEnumerable(new List<Image>()));
            var engine = ml.Model.CreatePredictionEngine<Image, Others>(model);
            var boxes = ml.Data.{|MLG1030:CreateEnumerable<Others>|}(model.Transform(ml.Data.LoadFromEnumerable(new List<Image>())), false);
        }
        """,
        """
        public class Image { [ColumnName("images"), VectorType(1, 3, 640, 640)] public float[] Values { get; set; } = []; }
        public class Pixels { [ColumnName("pixels"), VectorType(1, 3, 640, 640)] public float[] Values { get; set; } = []; }
        public class Boxes { [ColumnName("output0")] public float[] Values { get; set; } = []; [ColumnName("images")] public float[] Images { get; set; } = []; }
        public class Others { [ColumnName("boxes")] public float[] Values { get; set; } = []; }
        public class Ids { [ColumnName("input_ids"), VectorType(1, 8)] public long[] Values { get; set; } = []; }
        """);

    [Theory]
    [InlineData("images\u001fSingle", "\"yolo.onnx\"")]
    [InlineData("", "\"yolo.onnx\"")]
    [InlineData("image\u001fSingle", "\"unknown.onnx\"")]
    [InlineData("image\u001fSingle\u001fimages\u001fSingle", "\"yolo.onnx\"")]
    [InlineData("image\u001fSingle", "{|MLG1030:\"yolo.onnx\"|}")]
    [InlineData("image\u001fSingle", "{|MLG1030:Path.Combine(AppContext.BaseDirectory, \"yolo.onnx\")|}")]
    [InlineData("input_ids\u001fInt64\u001fmask\u001fInt64", "{|MLG1030:\"bert.onnx\"|}")]
    public Task What_another_project_feeds_the_model_that_it_is_handed(string feeds, string path) =>
        OnnxSubject.CheckWithProject<UnknownModelNameAnalyzer>($"object Made() => new Core.Detector({path});", feeds);

    [Fact]
    public Task The_fix_writes_the_name_of_the_model() => OnnxSubject.Mend<UnknownModelNameAnalyzer, UnknownModelNameCodeFix>(
        """
        readonly InferenceSession _session = new("yolo.onnx");
        void Run(DenseTensor<float> image) { using var results = _session.Run([NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image)]); }
        """,
        """
        readonly InferenceSession _session = new("yolo.onnx");
        void Run(DenseTensor<float> image) { using var results = _session.Run([NamedOnnxValue.CreateFromTensor("images", image)]); }
        """);
}
