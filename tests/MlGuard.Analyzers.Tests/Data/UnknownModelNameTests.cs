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
    [InlineData("images\u001fSingle\u001f", "\"yolo.onnx\"")]
    [InlineData("", "\"yolo.onnx\"")]
    [InlineData("image\u001fSingle\u001f", "\"unknown.onnx\"")]
    [InlineData("image\u001fSingle\u001f\u001fimages\u001fSingle\u001f", "\"yolo.onnx\"")]
    [InlineData("image\u001fSingle\u001f", "{|MLG1030:\"yolo.onnx\"|}")]
    [InlineData("image\u001fSingle\u001f", "{|MLG1030:Path.Combine(AppContext.BaseDirectory, \"yolo.onnx\")|}")]
    [InlineData("input_ids\u001fInt64\u001f\u001fmask\u001fInt64\u001f", "{|MLG1030:\"bert.onnx\"|}")]
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

    [Fact]
    public Task Collections_that_code_fills_bit_by_bit_Trigger() => OnnxSubject.Check<UnknownModelNameAnalyzer>("""
        readonly InferenceSession _yolo = new("yolo.onnx");
        readonly List<NamedOnnxValue> _kept = new();
        static readonly string[] s_names = ["image"];
        static NamedOnnxValue Named(string name, Tensor<float> tensor) => NamedOnnxValue.CreateFromTensor(name, tensor);
        void Replaced(DenseTensor<float> image)
        {
            var inputs = new List<NamedOnnxValue> { Named("images", image) };
            inputs[0] = NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image);
            using var results = _yolo.Run(inputs);
        }
        void Array(DenseTensor<float> image)
        {
            var inputs = new NamedOnnxValue[1];
            inputs[0] = NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image);
            using var results = _yolo.Run(inputs);
        }
        void Names(RunOptions options, OrtValue value)
        {
            var names = new string[1];
            names[0] = {|MLG1030:"image"|};
            using var results = _yolo.Run(options, names, [value], _yolo.OutputNames);
        }
        void Moved(DenseTensor<float> image)
        {
            var inputs = new List<NamedOnnxValue>();
            inputs.Insert(0, NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image));
            inputs.AddRange([NamedOnnxValue.CreateFromTensor({|MLG1030:"mask"|}, image)]);
            using var results = _yolo.Run(inputs);
        }
        void Field(DenseTensor<float> image)
        {
            _kept.Clear();
            _kept.Add(NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image));
            using var results = _yolo.Run(_kept);
        }
        void Written(DenseTensor<float> image, bool isLarge)
        {
            (string Name, DenseTensor<float> Tensor) pair = ("image", image);
            _yolo.Run([NamedOnnxValue.CreateFromTensor({|MLG1030:s_names[0]|}, image)]).Dispose();
            _yolo.Run([NamedOnnxValue.CreateFromTensor({|MLG1030:pair.Name|}, pair.Tensor)]).Dispose();
            _yolo.Run([Named({|MLG1030:"image"|}, image)]).Dispose();
            _yolo.Run([Local({|MLG1030:"image"|})]).Dispose();
            _yolo.Run([NamedOnnxValue.CreateFromTensor({|MLG1030:isLarge ? "image" : "pixels"|}, image)]).Dispose();
            NamedOnnxValue Local(string name) => NamedOnnxValue.CreateFromTensor(name, image);
        }
        """);

    [Fact]
    public Task Collections_that_are_emptied_or_replaced_DoNotTrigger() => OnnxSubject.Check<UnknownModelNameAnalyzer>("""
        readonly InferenceSession _yolo = new("yolo.onnx");
        readonly List<NamedOnnxValue> _kept = new();
        void Replaced(DenseTensor<float> image)
        {
            var inputs = new List<NamedOnnxValue> { NamedOnnxValue.CreateFromTensor("image", image) };
            inputs[0] = NamedOnnxValue.CreateFromTensor("images", image);
            using var results = _yolo.Run(inputs);
        }
        void Two(DenseTensor<float> image, InferenceSession other)
        {
            var inputs = new List<NamedOnnxValue> { NamedOnnxValue.CreateFromTensor("hidden", image) };
            using var first = other.Run(inputs);
            inputs.Clear();
            inputs.Add(NamedOnnxValue.CreateFromTensor("images", image));
            using var second = _yolo.Run(inputs);
            inputs.Clear();
            inputs.Add(NamedOnnxValue.CreateFromTensor("last", image));
            using var third = other.Run(inputs);
        }
        void Choice(DenseTensor<float> image, string name, bool isLarge)
        {
            var inputs = new List<NamedOnnxValue>();
            if (name.Length == 0)
                inputs.Add(NamedOnnxValue.CreateFromTensor("images", image));
            else
                inputs.Insert(0, NamedOnnxValue.CreateFromTensor(name, image));
            using var results = _yolo.Run(inputs);
            using var more = _yolo.Run([NamedOnnxValue.CreateFromTensor(isLarge ? "image" : "images", image)]);
        }
        void Other(DenseTensor<float> image, InferenceSession other)
        {
            _kept.Clear();
            _kept.Add(NamedOnnxValue.CreateFromTensor("hidden", image));
            using var results = other.Run(_kept);
        }
        void Written(DenseTensor<float> image, string[] more)
        {
            var names = new[] { "image", "b" };
            names[0] = more[0];
            using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor(names[0], image)]);
        }
        """);

    [Fact]
    public Task Names_that_code_looks_for_one_by_one_Trigger() => OnnxSubject.Check<UnknownModelNameAnalyzer>("""
        readonly InferenceSession _yolo = new("yolo.onnx");
        void Results(DenseTensor<float> image)
        {
            using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor("images", image)]);
            foreach (var result in results)
            {
                if (result.Name == {|MLG1030:"boxes"|})
                    Console.WriteLine(result.Value);
            }
            foreach (var result in results)
            {
                switch (result.Name)
                {
                    case {|MLG1030:"boxes"|}: Console.WriteLine(result.Value); break;
                }
            }
            foreach (var result in results)
                Console.WriteLine(result is { Name: {|MLG1030:"boxes"|} });
            foreach (var result in results)
                Console.WriteLine(result.Name switch { {|MLG1030:"boxes"|} => 1, _ => 0 });
            Console.WriteLine(results.Where(result => result.Name == {|MLG1030:"boxes"|}).First());
            Console.WriteLine((from result in results where result.Name == {|MLG1030:"boxes"|} select result).First());
        }
        void Inputs()
        {
            foreach (var name in _yolo.InputMetadata.Keys)
                Console.WriteLine(name == {|MLG1030:"image"|});
            foreach (var pair in _yolo.InputMetadata)
                Console.WriteLine(pair.Key.Equals({|MLG1030:"image"|}));
            foreach (var (name, value) in _yolo.InputMetadata)
                Console.WriteLine(name != {|MLG1030:"image"|} ? value : null);
        }
        """);

    [Fact]
    public Task Looking_for_what_may_be_missing_DoesNotTrigger() => OnnxSubject.Check<UnknownModelNameAnalyzer>("""
        readonly InferenceSession _yolo = new("yolo.onnx");
        void Results(DenseTensor<float> image)
        {
            using var results = _yolo.Run([NamedOnnxValue.CreateFromTensor("images", image)]);
            foreach (var result in results)
            {
                if (result.Name == "output0")
                    Console.WriteLine(result.Value);
                else if (result.Name == "boxes")
                    Console.WriteLine();
            }
            foreach (var result in results)
                Console.WriteLine(result.Name switch { "output0" => 1, "boxes" => 2, _ => 0 });
            foreach (var result in results)
                Console.WriteLine(result is { Name: "output0" or "boxes" });
        }
        void Inputs()
        {
            Console.WriteLine(_yolo.InputMetadata.ContainsKey("token_type_ids"));
            Console.WriteLine(_yolo.InputNames.Contains("token_type_ids"));
            foreach (var name in new[] { "a", "b" })
                Console.WriteLine(name == "image");
        }
        """);

    [Fact]
    public Task The_session_that_a_program_registers_is_the_one_that_it_injects() => OnnxSubject.Check<UnknownModelNameAnalyzer>(
        """
        static void Register(IServiceCollection services)
        {
            services.AddSingleton(_ => new InferenceSession(Path.Combine(AppContext.BaseDirectory, "yolo.onnx")));
        }
        static void Ask(IServiceProvider services, DenseTensor<float> image)
        {
            var session = services.GetRequiredService<InferenceSession>();
            using var results = session.Run([NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image)]);
        }
        """,
        """
        class Injected(InferenceSession session)
        {
            void Wrong(DenseTensor<float> image) { using var results = session.Run([NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image)]); }
            void Right(DenseTensor<float> image) { using var results = session.Run([NamedOnnxValue.CreateFromTensor("images", image)]); }
        }
        class Guarded
        {
            readonly InferenceSession _session;
            public Guarded(InferenceSession session) => _session = session ?? throw new ArgumentNullException(nameof(session));
            void Wrong(DenseTensor<float> image) { using var results = _session.Run([NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image)]); }
        }
        class Wrapper(InferenceSession session)
        {
            public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Ask(IReadOnlyCollection<NamedOnnxValue> inputs) => session.Run(inputs);
        }
        class User(Wrapper wrapper)
        {
            void Wrong(DenseTensor<float> image) { using var results = wrapper.Ask([NamedOnnxValue.CreateFromTensor({|MLG1030:"image"|}, image)]); }
        }
        """);
}
