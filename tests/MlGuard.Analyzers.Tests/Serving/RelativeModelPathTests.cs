using MlGuard.Analyzers.Serving;
using MlGuard.Analyzers.Tests.Models;
using MlGuard.CodeFixes.Serving;

namespace MlGuard.Analyzers.Tests.Serving;

/// <summary>MLG4021.</summary>
public class RelativeModelPathTests
{
    [Fact]
    public Task Paths_from_a_known_folder_DoNotTrigger() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        readonly InferenceSession _based = new(Path.Combine(AppContext.BaseDirectory, "yolo.onnx"));
        readonly InferenceSession _rooted = new("/models/yolo.onnx");
        readonly InferenceSession _windows = new(@"C:\models\yolo.onnx");
        InferenceSession Configured(string path) => new(path);
        readonly Below _below = new("yolo.onnx");
        class Below(string name) { readonly InferenceSession _session = new(Path.Combine(AppContext.BaseDirectory, name)); }
        InferenceSession FromFolder(string folder) => new(Path.Combine(folder, "yolo.onnx"));
        ITransformer Trained(MLContext ml, ITransformer model, DataViewSchema schema)
        {
            ml.Model.Save(model, schema, "model.zip");
            return ml.Model.Load("model.zip", out _);
        }
        static void Main(string[] args)
        {
            using var session = new InferenceSession("yolo.onnx");
            Console.WriteLine(args.Length);
        }
        """);

    /// <summary>Where it is saved, there it is found, whichever method saves it.</summary>
    [Fact]
    public Task A_model_that_a_helper_saves_DoesNotTrigger() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        static void Train(MLContext ml, ITransformer model, DataViewSchema schema)
        {
            var file = "../../models/kept.zip";
            Keep(ml, model, schema, file);
            Use(ml, file);
        }
        static void Keep(MLContext ml, ITransformer model, DataViewSchema schema, string path) => Write(path, ml, model, schema);
        static void Write(string path, MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, path);
        static ITransformer Use(MLContext ml, string path) => ml.Model.Load(path, out _);
        """);

    /// <summary>The folder is a setting of the object that saves, and the file's name is given.</summary>
    [Fact]
    public Task A_model_that_is_saved_under_that_name_in_a_folder_DoesNotTrigger() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        private readonly string _folder = "Output" + DateTime.Now.Year;
        void Save(MLContext ml, ITransformer model, DataViewSchema schema, string name = "kept.zip") =>
            ml.Model.Save(model, schema, Path.Combine(_folder, name));
        void SaveTo(MLContext ml, ITransformer model, DataViewSchema schema, string name) =>
            ml.Model.Save(model, schema, $"{_folder}/{name}");
        void SaveBelow(MLContext ml, ITransformer model, DataViewSchema schema, string name) =>
            ml.Model.Save(model, schema, _folder + "/" + name);
        void Train(MLContext ml, ITransformer model, DataViewSchema schema)
        {
            Save(ml, model, schema);
            SaveTo(ml, model, schema, "second.zip");
            SaveBelow(ml, model, schema, "third.zip");
        }
        static ITransformer Use(MLContext ml) => ml.Model.Load("Output/kept.zip", out _);
        static ITransformer Second(MLContext ml) => ml.Model.Load("Output/second.zip", out _);
        static ITransformer Third(MLContext ml) => ml.Model.Load("Output/third.zip", out _);
        static ITransformer Other(MLContext ml) => ml.Model.Load({|MLG4021:"Output/other.zip"|}, out _);
        """);

    /// <summary>What another method downloads, copies or writes as a stream lies where it was put.</summary>
    [Fact]
    public Task A_model_that_the_program_writes_elsewhere_DoesNotTrigger() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        const string Detector = "models/detector.onnx";
        static void Fetch(byte[] content) => File.WriteAllBytes(Detector, content);
        static void Install(string source) => File.Copy(source, "labels/reader.onnx", true);
        static void Export(MLContext ml, ITransformer model, DataViewSchema schema)
        {
            using var stream = new FileStream("exported.zip", FileMode.Create);
            ml.Model.Save(model, schema, stream);
        }
        static InferenceSession Detect() => new(Detector);
        static InferenceSession Read() => new("labels/reader.onnx");
        static ITransformer Use(MLContext ml) => ml.Model.Load("exported.zip", out _);
        """);

    /// <summary>The object that loads the model keeps the path that it saves it to.</summary>
    [Fact]
    public Task A_model_that_its_own_object_saves_DoesNotTrigger() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        static readonly Reviews s_reviews = new Reviews("reviews.zip");
        static readonly Prices s_prices = new Prices("prices.zip");
        class Reviews
        {
            private readonly string _path;
            public Reviews(string path) { _path = path; }
            public void Train(MLContext ml, ITransformer model, DataViewSchema schema)
            {
                using (var stream = File.Create(_path))
                    ml.Model.Save(model, schema, stream);
            }
            public ITransformer Load(MLContext ml) => ml.Model.Load(_path, out _);
        }
        class Prices(string path)
        {
            public void Train(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, path);
            public ITransformer Load(MLContext ml) => ml.Model.Load(path, out _);
        }
        """);

    [Fact]
    public Task A_model_that_is_only_read_elsewhere_Triggers() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        static long Size()
        {
            using var stream = new FileStream("detector.onnx", FileMode.Open, FileAccess.Read);
            return stream.Length;
        }
        static InferenceSession Detect() => new({|MLG4021:"detector.onnx"|});
        """);

    [Fact]
    public Task A_model_that_a_helper_saves_under_another_name_Triggers() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        static void Train(MLContext ml, ITransformer model, DataViewSchema schema)
        {
            Write("new.zip", ml, model, schema);
            ml.Model.Load({|MLG4021:"kept.zip"|}, out _);
        }
        static void Write(string path, MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, path);
        """);

    [Fact]
    public Task A_program_that_sets_its_folder_DoesNotTrigger() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        readonly InferenceSession _session = new("yolo.onnx");
        static void Begin() => Directory.SetCurrentDirectory(AppContext.BaseDirectory);
        """);

    [Fact]
    public Task A_program_that_reads_its_command_line_DoesNotTrigger() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        static void Parsed(string[] args)
        {
            var files = Parse(args);
            using var session = new InferenceSession("yolo.onnx");
        }
        static void Both(string[] args)
        {
            var host = Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder(args);
            using var session = new InferenceSession("yolo.onnx");
            Console.WriteLine(args[0]);
        }
        static string[] Parse(string[] args) => args;
        """);

    [Fact]
    public Task A_host_made_of_the_command_line_Triggers() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        static void Web(string[] args)
        {
            var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args);
            using var session = new InferenceSession({|MLG4021:"yolo.onnx"|});
        }
        static void Application(string[] args)
        {
            var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args);
            using var session = new InferenceSession({|MLG4021:"yolo.onnx"|});
        }
        static void Options(string[] args)
        {
            var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(new Microsoft.AspNetCore.Builder.WebApplicationOptions { Args = args });
            using var session = new InferenceSession({|MLG4021:"yolo.onnx"|});
        }
        """);

    [Fact]
    public Task Relative_paths_Trigger() => OnnxSubject.Check<RelativeModelPathAnalyzer>("""
        const string File = "models/yolo.onnx";
        readonly InferenceSession _session = new({|MLG4021:File|});
        readonly Detector _detector = new({|MLG4021:"yolo.onnx"|});
        class Detector(string path) { readonly InferenceSession _session = new(path); }
        InferenceSession Bytes() => new(System.IO.File.ReadAllBytes({|MLG4021:"yolo.onnx"|}));
        ITransformer Load(MLContext ml) => ml.Model.Load({|MLG4021:"model.zip"|}, out _);
        InferenceSession Full() => new({|MLG4021:Path.GetFullPath("yolo.onnx")|});
        """);

    [Fact]
    public Task The_fix_looks_beside_the_program() => OnnxSubject.Mend<RelativeModelPathAnalyzer, RelativeModelPathCodeFix>(
        """
        readonly InferenceSession _session = new({|MLG4021:"models/yolo.onnx"|});
        """,
        """
        readonly InferenceSession _session = new(Path.Combine(AppContext.BaseDirectory, "models/yolo.onnx"));
        """);
}
