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
