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
}
