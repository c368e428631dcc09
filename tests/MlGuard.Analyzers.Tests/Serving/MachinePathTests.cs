using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.MachinePathAnalyzer,
    MlGuard.CodeFixes.Serving.MachinePathCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.MachinePathAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class MachinePathTests
{
    [Fact]
    public Task Paths_of_any_machine_DoNotTrigger() => Rule.Method("""
        void Relative(MLContext ml) => ml.Model.Load("models/a.zip", out _);
        void Parent(MLContext ml) => ml.Data.LoadFromTextFile<Row>(@"..\..\data.tsv");
        void Combined(MLContext ml) => ml.Data.LoadFromTextFile<Row>(Path.Combine(AppContext.BaseDirectory, "data.tsv"));
        void Mounted(MLContext ml) => ml.Model.Load("/app/models/a.zip", out _);
        void Given(MLContext ml, string path) => ml.Model.Load(path, out _);
        void Other() => Console.WriteLine(@"C:\data\a.csv");
        """);

    [Fact]
    public Task Paths_of_one_machine_Trigger() => Rule.Method("""
        private const string Data = @"C:\Users\me\data.tsv";
        void Model(MLContext ml) => ml.Model.Load({|MLG4020:"/home/me/a.zip"|}, out _);
        void Text(MLContext ml) => ml.Data.LoadFromTextFile<Row>({|MLG4020:Data|});
        void Save(MLContext ml, ITransformer model) => ml.Model.Save(model, null, {|MLG4020:@"\\server\models\a.zip"|});
        void Session() { using var session = new Microsoft.ML.OnnxRuntime.InferenceSession({|MLG4020:"D:/models/a.onnx"|}); }
        """);

    [Fact]
    public Task Parameters_that_name_no_model_or_are_of_no_library_DoNotTrigger() => Rule.Method("""
        void Relative() => new Microsoft.ML.OnnxRuntimeGenAI.Config("models/phi");
        void Adapter(Microsoft.ML.OnnxRuntimeGenAI.Config config) => config.AppendProvider(@"C:\models\provider");
        void Own() => Show(modelPath: @"C:\models\a.onnx");
        private static void Show(string modelPath) => Console.WriteLine(modelPath);
        """);

    [Fact]
    public Task Parameters_of_a_library_that_name_a_model_Trigger() => Rule.Method("""
        void Folder() => new Microsoft.ML.OnnxRuntimeGenAI.Config({|MLG4020:@"C:\models\phi"|});
        void Named() => new Microsoft.ML.OnnxRuntimeGenAI.Config(modelPath: {|MLG4020:"/home/me/phi"|});
        """);

    [Fact]
    public Task Fix_looks_beside_the_program() => Fix.Method(
        """void Model(MLContext ml) => ml.Model.Load({|MLG4020:"/home/me/a.zip"|}, out _);""",
        """void Model(MLContext ml) => ml.Model.Load(Path.Combine(AppContext.BaseDirectory, "a.zip"), out _);""");

    [Fact]
    public Task Paths_through_locals_and_helpers_Trigger() => Rule.Method("""
        void Part(MLContext ml, string name) => ml.Model.Load({|MLG4020:Path.Combine(@"C:\models", name)|}, out _);
        void Text(MLContext ml, string name)
        {
            var folder = "/home/me/models/";
            var path = folder + name;
            ml.Model.Load({|MLG4020:path|}, out _);
            ml.Model.Load({|MLG4020:$"{folder}{name}.zip"|}, out _);
        }
        void Helped(MLContext ml) => Load(ml, {|MLG4020:@"D:\models\a.zip"|});
        private static ITransformer Load(MLContext ml, string path) => ml.Model.Load(path, out _);
        void Mixed(MLContext ml) { Open(ml, {|MLG4020:@"D:\models\a.zip"|}); Open(ml, "b.zip"); }
        private static ITransformer Open(MLContext ml, string path) => ml.Model.Load(path, out _);
        """);

    private const string Sessions = """
        public sealed class Settings
        {
            public string ModelPath { get; set; } = MODEL;
            public string Title { get; set; } = "/home/tomas/exports/fraud.onnx";
        }
        public sealed class Options<T>(T value) { public T Value { get; } = value; }
        public sealed class Fraud(Options<Settings> options)
        {
            private readonly Microsoft.ML.OnnxRuntime.InferenceSession _session = new(options.Value.ModelPath);
            public string Title => options.Value.Title + _session;
        }
        """;

    [Theory]
    [InlineData("\"/home/tomas/exports/fraud.onnx\"")]
    [InlineData("@\"C:\\models\\fraud.onnx\"")]
    [InlineData("\"/Users/jana/fraud.ORT\"")]
    public Task Default_of_a_setting_that_a_model_is_loaded_from_Triggers(string path) =>
        Rule.Code(Sessions.Replace("MODEL", $"{{|MLG4020:{path}|}}"));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"models/fraud.onnx\"")]
    [InlineData("\"/app/models/fraud.onnx\"")]
    [InlineData("\"/home/tomas/exports\"")]
    [InlineData("\"/home/tomas/exports/fraud.log\"")]
    public Task Default_of_any_machine_DoesNotTrigger(string path) => Rule.Code(Sessions.Replace("MODEL", path));

    [Fact]
    public Task Defaults_of_records_and_parameters_Trigger() => Rule.Code("""
        using Microsoft.ML.OnnxRuntime;
        public sealed record Settings(string ModelPath = {|MLG4020:"/home/tomas/fraud.onnx"|}, string Owner = "/home/tomas/fraud.onnx");
        public static class Places
        {
            public const string Fixed = @"C:\models\fraud.onnx";
            public static readonly string Kept = @"D:\models\fraud.onnx";
            public static string Changed = {|MLG4020:@"E:\models\fraud.onnx"|};
            public static string Given { get; set; } = "";
        }
        public static class Loader
        {
            public static InferenceSession Of(Settings settings) => new(settings.ModelPath);
            public static InferenceSession At(string path = {|MLG4020:"/root/fraud.onnx"|}) => new(path);
            public static InferenceSession Default() => At();
            public static InferenceSession Fixed() => new({|MLG4020:Places.Fixed|});
            public static InferenceSession Kept() => new({|MLG4020:Places.Kept|});
            public static InferenceSession Changed() => new(Places.Changed);
            public static InferenceSession Given() { Places.Given = {|MLG4020:Places.Fixed|}; return new(Places.Given); }
        }
        """);

    /// <summary>What nothing changes is known where it is used, and told there once.</summary>
    [Fact]
    public Task Private_fields_that_nothing_changes_Trigger_once() => Rule.Code("""
        using Microsoft.ML.OnnxRuntime;
        public static class Loader
        {
            private static string s_fixed = @"C:\models\fraud.onnx";
            private static string s_changed = {|MLG4020:@"D:\models\fraud.onnx"|};
            private static string Kept { get; } = @"E:\models\fraud.onnx";
            public static void Use(string path) => s_changed = path;
            public static InferenceSession Fixed() => new({|MLG4020:s_fixed|});
            public static InferenceSession Changed() => new(s_changed);
            public static InferenceSession Read() => new({|MLG4020:Kept|});
        }
        """);

    [Fact]
    public Task Default_of_a_parameter_has_no_fix() => Fix.NoFix("""
        public static class Loader
        {
            public static Microsoft.ML.OnnxRuntime.InferenceSession At(string path = {|MLG4020:"/root/fraud.onnx"|}) => new(path);
        }
        """);
}
