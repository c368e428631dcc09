using MlGuard.Analyzers.Data;
using MlGuard.Analyzers.Serving;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Knowledge;

/// <summary>A path is followed from the literal to what reads the file, through methods, constructors, fields and properties.</summary>
public sealed class HandedOnPathTests
{
    [Theory]
    [InlineData("void Train() => Load({|MLG4020:@\"C:\\a.csv\"|}); IDataView Load(string path) => new MLContext(1).Data.LoadFromTextFile<Row>(path);")]
    [InlineData(
        "void A() => Load({|MLG4020:@\"C:\\a.csv\"|}); void B() => Load({|MLG4020:\"/home/x/b.csv\"|}); "
            + "IDataView Load(string path) => new MLContext(1).Data.LoadFromTextFile<Row>(path);")]
    [InlineData(
        "void Train() => First({|MLG4020:@\"C:\\a.csv\"|}); void First(string file) { var copy = file; Second(copy); } "
            + "void Second(string path) => new MLContext(1).Data.LoadFromTextFile<Row>(path);")]
    [InlineData("void Train() => new Reader({|MLG4020:@\"C:\\a.csv\"|}).Read();")]
    [InlineData("void Train() => new Primary({|MLG4020:@\"C:\\a.csv\"|}).Read();")]
    [InlineData("void Train() => new Property({|MLG4020:@\"C:\\a.csv\"|}).Read();")]
    [InlineData("void Train() => System.IO.File.ReadAllText(@\"C:\\a.csv\");")]
    [InlineData("void Train() => Print(@\"C:\\a.csv\"); void Print(string path) => System.Console.WriteLine(path);")]
    [InlineData("void Train() => Again(@\"C:\\a.csv\", 3); void Again(string path, int times) { if (times > 0) Again(path, times - 1); }")]
    [InlineData("void Train() => new Changed(@\"C:\\a.csv\").Read();")]
    [InlineData(
        "void Train() => Below(@\"C:\\a\"); IDataView Below(string folder) "
            + "=> new MLContext(1).Data.LoadFromTextFile<Row>(System.IO.Path.Combine(folder, \"x\"));")]
    public Task A_path_of_one_machine_is_reported_where_it_is_written(string members) =>
        Verify<MachinePathAnalyzer>.Method(members, Readers);

    [Theory]
    [InlineData("void Train() => new Reader({|MLG1001:\"a.csv\"|}).Read();")]
    [InlineData("void Train() => new Primary({|MLG1001:\"a.csv\"|}).Read();")]
    [InlineData("void Train() => new Reader(\"a.tsv\").Read();")]
    [InlineData("void Train() => new Meant(\"a.csv\").Read();")]
    [InlineData("void Train() => new Commas(\"a.csv\").Read();")]
    public Task A_separator_is_reported_where_the_file_is_named(string members) => Verify<CsvSeparatorAnalyzer>.Method(members, Readers);

    /// <summary>A path that a helper returns, or that a field or property of the program keeps.</summary>
    [Theory]
    [InlineData("string Find() => \"a.csv\";", "Find()")]
    [InlineData("static string Find(string name) { var folder = System.AppContext.BaseDirectory; var path = System.IO.Path.Combine(folder, name); return path; }", "Find(\"a.csv\")")]
    [InlineData(
        "static string Find(string name) => System.IO.Path.Combine(\"data\", Named(name)); "
            + "static string Named(string name) => name + \".csv\";",
        "Find(\"a\")")]
    [InlineData("private static string s_folder = \"data\"; private static string s_path = s_folder + \"/a.csv\";", "s_path")]
    [InlineData("static string Train => System.IO.Path.Combine(\"data\", \"a.csv\");", "Train")]
    [InlineData("static string Train { get { return \"a.csv\"; } }", "Train")]
    [InlineData("private string Train { get; set; } = \"a.csv\";", "Train")]
    public Task A_path_that_the_program_keeps_is_known(string members, string path) => Verify<CsvSeparatorAnalyzer>.Method(
        $$"""{{members}} void Train1() => new MLContext(1).Data.{|MLG1001:LoadFromTextFile<Row>|}({{path}});""");

    [Theory]
    [InlineData("private static string s_path = \"a.csv\"; void Set(string path) => s_path = path;", "s_path")]
    [InlineData("private static string s_path = \"a.csv\"; void Set() => Ask(out s_path); void Ask(out string path) => path = \"a.tsv\";", "s_path")]
    [InlineData("internal static string s_path = \"a.csv\";", "s_path")]
    [InlineData("private static string s_path = \"a.csv\"; void Set() => s_path += \".tsv\";", "s_path")]
    [InlineData("string Find(bool isSmall) { if (isSmall) return \"a.tsv\"; return \"a.csv\"; }", "Find(true)")]
    [InlineData("protected virtual string Find() => \"a.csv\";", "Find()")]
    [InlineData("string Find(string name) { name = \"a.tsv\"; return name; }", "Find(\"a.csv\")")]
    [InlineData("string Find(string name) => name.Replace(\"csv\", \"tsv\");", "Find(\"a.csv\")")]
    [InlineData("string Find(int times) => times == 0 ? \"a.tsv\" : Find(times - 1);", "Find(2)")]
    [InlineData("string Find(string name) => Find(name);", "Find(\"a.csv\")")]
    [InlineData("public string Train { get; set; } = \"a.csv\";", "Train")]
    public Task A_path_that_may_be_another_is_not(string members, string path) => Verify<CsvSeparatorAnalyzer>.Method(
        $$"""{{members}} void Train1() => new MLContext(1).Data.LoadFromTextFile<Row>({{path}});""");

    [Fact]
    public Task A_path_that_a_constructor_puts_together_is_known() => Verify<CsvSeparatorAnalyzer>.Code("""
        using Microsoft.ML;
        using Microsoft.ML.Data;

        public class Row { [LoadColumn(0)] public float A; [LoadColumn(1)] public float B; }
        public class Kept
        {
            private string _path;
            private readonly string _either;
            public Kept(string folder) { _path = System.IO.Path.Combine(folder, "a.csv"); _either = "a.csv"; }
            public Kept(bool isTab) => _either = isTab ? "a.tsv" : "b.tsv";
            public IDataView Read() => new MLContext(1).Data.{|MLG1001:LoadFromTextFile<Row>|}(_path);
            public IDataView Either() => new MLContext(1).Data.LoadFromTextFile<Row>(_either);
        }
        """);

    private const string Readers = """
        public class Reader
        {
            private readonly string _path;
            public Reader(string path) => _path = path;
            public IDataView Read() => new MLContext(1).Data.LoadFromTextFile<Row>(_path);
        }

        public class Primary(string path)
        {
            public IDataView Read() => new MLContext(1).Data.LoadFromTextFile<Row>(path);
        }

        public class Property
        {
            public Property(string path) => Path = path;
            private string Path { get; }
            public IDataView Read() => new MLContext(1).Data.LoadFromTextFile<Row>(Path);
        }

        public class Changed
        {
            private string _path;
            public Changed(string path) => _path = path;
            public void Use(string other) => _path = other;
            public IDataView Read() => new MLContext(1).Data.LoadFromTextFile<Row>(_path);
        }

        public class Meant(string path)
        {
            public IDataView Read() => new MLContext(1).Data.LoadFromTextFile<Row>(path, separatorChar: '\t');
        }

        public class Commas(string path)
        {
            public IDataView Read() => new MLContext(1).Data.LoadFromTextFile<Row>(path, separatorChar: ',');
        }
        """;
}
