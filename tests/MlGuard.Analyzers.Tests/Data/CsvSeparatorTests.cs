using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.CsvSeparatorAnalyzer,
    MlGuard.CodeFixes.Data.CsvSeparatorCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.CsvSeparatorAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class CsvSeparatorTests
{
    [Fact]
    public Task Test_code_DoesNotTrigger() => Rule.Code(Snippets.InClass("""
        [Xunit.Fact] public void Reads(MLContext ml) => ml.Data.LoadFromTextFile<Row>("rows.csv");
        """, """
        namespace Xunit { public class FactAttribute : Attribute { } }
        """));

    [Fact]
    public Task A_file_that_the_code_writes_with_tabs_DoesNotTrigger() => Rule.Method("""
        void Lines(MLContext ml, List<Row> rows)
        {
            File.WriteAllLines("rows.csv", rows.Select(row => $"{row.Amount}\t{row.Label}"));
            ml.Data.LoadFromTextFile<Row>("rows.csv");
        }
        void Writer(MLContext ml, List<Row> rows)
        {
            var path = Path.Combine(Path.GetTempPath(), "rows.csv");
            using (var writer = new StreamWriter(path))
            {
                foreach (var row in rows)
                    writer.WriteLine(string.Join('\t', row.Amount, row.Label));
            }

            ml.Data.LoadFromTextFile<Row>(path, hasHeader: true);
        }
        void Saved(MLContext ml, IDataView data)
        {
            using (var file = File.Create("rows.csv"))
                ml.Data.SaveAsText(data, file);
            ml.Data.LoadFromTextFile<Row>("rows.csv");
        }
        void Helper(MLContext ml, List<Row> rows)
        {
            Write("rows.csv", rows);
            ml.Data.LoadFromTextFile<Row>("rows.csv");
        }
        private static void Write(string path, List<Row> rows) => File.WriteAllLines(path, rows.Select(row => row.Amount + "\t" + row.Label));
        """);

    [Fact]
    public Task A_file_that_the_code_writes_with_commas_Triggers() => Rule.Method("""
        void Lines(MLContext ml, List<Row> rows)
        {
            File.WriteAllLines("rows.csv", rows.Select(row => $"{row.Amount},{row.Label}"));
            ml.Data.{|MLG1001:LoadFromTextFile<Row>|}("rows.csv");
        }
        void OtherFile(MLContext ml, List<Row> rows)
        {
            File.WriteAllLines("log.txt", rows.Select(row => $"{row.Amount}\t{row.Label}"));
            ml.Data.{|MLG1001:LoadFromTextFile<Row>|}("rows.csv");
        }
        """);

    [Fact]
    public Task Right_or_unknown_separator_DoesNotTrigger() => Rule.Method("""
        private const char Comma = ',';
        void M(MLContext ml, char separator, string path, TextLoader.Options given)
        {
            ml.Data.LoadFromTextFile<Row>("a.csv", separatorChar: ',');
            ml.Data.LoadFromTextFile<Row>("a.csv", ',', true);
            ml.Data.LoadFromTextFile<Row>("a.csv", Comma);
            ml.Data.LoadFromTextFile<Row>("a.csv", separator);
            ml.Data.LoadFromTextFile<Row>("a.csv", separatorChar: ';');
            ml.Data.LoadFromTextFile<Row>("a.tsv");
            ml.Data.LoadFromTextFile<Row>("a.csv.txt");
            ml.Data.LoadFromTextFile<Row>(path);
            ml.Data.LoadFromTextFile<Row>(path + ".csv" + separator);
            ml.Data.LoadFromTextFile<Row>("tabs.csv", separatorChar: '\t');
            ml.Data.LoadFromTextFile<Row>("tabs.csv", new TextLoader.Options { Separators = ['\t'] });
            ml.Data.LoadFromTextFile<Row>("a.csv", given);
            ml.Data.LoadFromTextFile<Row>("a.csv", new TextLoader.Options { Separators = new[] { ',' } });
            ml.Data.LoadFromTextFile<Row>("a.csv", new TextLoader.Options { Separators = [',', '\t'] });
            ml.Data.LoadFromTextFile<Row>("a.csv", new TextLoader.Options { Separators = new[] { separator } });
        }
        """);

    [Fact]
    public Task Options_that_get_their_separator_later_DoNotTrigger() => Rule.Method("""
        void M(MLContext ml)
        {
            var late = new TextLoader.Options { HasHeader = true };
            late.Separators = new[] { ',' };
            ml.Data.LoadFromTextFile<Row>("a.csv", late);
        }
        void N(MLContext ml)
        {
            var handed = new TextLoader.Options { HasHeader = true };
            Prepare(handed);
            ml.Data.LoadFromTextFile<Row>("a.csv", handed);
        }
        void O(MLContext ml, bool other)
        {
            var replaced = new TextLoader.Options();
            if (other) replaced = new TextLoader.Options { AllowQuoting = true };
            ml.Data.LoadFromTextFile<Row>("a.csv", replaced);
        }
        static void Prepare(TextLoader.Options options) => options.Separators = [','];
        """);

    [Fact]
    public Task Whole_lines_and_labelled_texts_DoNotTrigger() => Rule.Method("""
        void M(MLContext ml)
        {
            ml.Data.LoadFromTextFile<Line>("lines.csv");
            ml.Data.LoadFromTextFile<Review>("reviews.csv");
            ml.Data.LoadFromTextFile("lines.csv", new[] { new TextLoader.Column("Text", DataKind.String, 0) });
        }
        class Line { [LoadColumn(0)] public string Text = ""; }
        class Review { [LoadColumn(0)] public bool Label { get; set; } [LoadColumn(1)] public string Text { get; set; } = ""; }
        """);

    [Fact]
    public Task Own_method_of_the_same_name_DoesNotTrigger() => Rule.Method("""
        void M(Catalog data) => data.LoadFromTextFile<Row>("a.csv");
        class Catalog { public void LoadFromTextFile<T>(string path, char separatorChar = '\t') { } }
        """);

    [Fact]
    public Task File_of_Model_Builder_DoesNotTrigger() => Rule.Code("", state =>
        state.Sources.Add(
            ("MLModel1.training.cs", Snippets.InClass("""void M(MLContext ml) => ml.Data.LoadFromTextFile<Row>("a.csv", '\t');"""))));

    [Fact]
    public Task Known_csv_path_Triggers() => Rule.Method("""
        private const string File1 = "a.csv";
        private static readonly string Folder = AppContext.BaseDirectory;
        private static readonly string File2 = Path.Combine(Folder, "data", "a.CSV");
        private static string File3 => Path.GetFullPath($"{Folder}/{File1}");
        void M(MLContext ml, string folder, IDataView other)
        {
            ml.Data.{|MLG1001:LoadFromTextFile<Row>|}("a.csv");
            ml.Data.{|MLG1001:LoadFromTextFile<Row>|}(path: "a.csv", hasHeader: true);
            ml.Data.{|MLG1001:LoadFromTextFile<Row>|}(File1);
            ml.Data.{|MLG1001:LoadFromTextFile<Row>|}(File2);
            ml.Data.{|MLG1001:LoadFromTextFile<Row>|}(File3);
            ml.Data.{|MLG1001:LoadFromTextFile<Row>|}(Path.Combine(folder, "a.csv"));
            ml.Data.{|MLG1001:LoadFromTextFile<Row>|}(folder + "/a.csv");
            ml.Data?.{|MLG1001:LoadFromTextFile<Row>|}(nameof(folder) + ".csv");
            var path = $"{folder}/a.csv";
            var (train, count) = (path, 3);
            ml.Data.{|MLG1001:LoadFromTextFile<Row>|}(train, hasHeader: count > 2);
            ml.Data.LoadFromTextFile<Row>("a.tsv", {|MLG1001:','|});
            ml.Data.{|MLG1001:LoadFromTextFile|}("a.csv", new[] {
                new TextLoader.Column("A", DataKind.Single, 0), new TextLoader.Column("B", DataKind.Single, 1) });
            TextLoaderSaverCatalog.{|MLG1001:LoadFromTextFile<Row>|}(ml.Data, "a.csv");
        }
        """);

    [Fact]
    public Task Column_range_in_one_member_Triggers() => Rule.Method("""
        void M(MLContext ml) => ml.Data.{|MLG1001:LoadFromTextFile<Pixels>|}("a.csv");
        class Pixels { [LoadColumn(0, 63), VectorType(64)] public float[] Values = []; }
        """);

    [Fact]
    public Task Loader_that_gets_a_csv_in_the_same_method_Triggers() => Rule.Method("""
        void M(MLContext ml)
        {
            var loader = ml.Data.{|MLG1001:CreateTextLoader<Row>|}(hasHeader: true);
            var view = loader.Load("a.csv");
            var many = ml.Data.{|MLG1001:CreateTextLoader<Row>|}().Load(new MultiFileSource("a.csv", "b.csv"));
            var fine = ml.Data.CreateTextLoader<Row>(separatorChar: ',').Load("a.csv");
            var unknown = ml.Data.CreateTextLoader<Row>();
        }
        """);

    [Fact]
    public Task Loader_Fix() => Fix.Method(
        """void M(MLContext ml) => ml.Data.{|MLG1001:CreateTextLoader<Row>|}().Load("a.csv");""",
        """void M(MLContext ml) => ml.Data.CreateTextLoader<Row>(separatorChar: ',').Load("a.csv");""");

    [Fact]
    public Task All_calls_Fix() => Fix.Method("""
        void M(MLContext ml)
            {
                ml.Data.{|MLG1001:LoadFromTextFile<Row>|}("a.csv"); // first
                ml.Data.{|MLG1001:LoadFromTextFile<Row>|}(
                    path: "a.csv", // the data
                    hasHeader: true);
                ml.Data.LoadFromTextFile<Row>("a.tsv", /* comma */ {|MLG1001:','|}, hasHeader: true);
                ml.Data.LoadFromTextFile<Row>("a.tsv", separatorChar: {|MLG1001:','|});
            }
        """, """
        void M(MLContext ml)
            {
                ml.Data.LoadFromTextFile<Row>("a.csv", separatorChar: ','); // first
                ml.Data.LoadFromTextFile<Row>(
                    path: "a.csv", // the data
                    hasHeader: true,
                    separatorChar: ',');
                ml.Data.LoadFromTextFile<Row>("a.tsv", /* comma */ '\t', hasHeader: true);
                ml.Data.LoadFromTextFile<Row>("a.tsv", separatorChar: '\t');
            }
        """);

    [Fact]
    public Task Options_Fix() => Fix.Method("""
        void M(MLContext ml)
            {
                ml.Data.LoadFromTextFile<Row>("a.csv", new {|MLG1001:TextLoader.Options|} { HasHeader = true });
                ml.Data.LoadFromTextFile<Row>("a.csv", new {|MLG1001:TextLoader.Options|}());
                ml.Data.LoadFromTextFile<Row>("a.tsv", new TextLoader.Options { Separators = {|MLG1001:new[] { ',' }|} });
            }
        """, """
        void M(MLContext ml)
            {
                ml.Data.LoadFromTextFile<Row>("a.csv", new TextLoader.Options { Separators = new[] { ',' }, HasHeader = true });
                ml.Data.LoadFromTextFile<Row>("a.csv", new TextLoader.Options() { Separators = new[] { ',' } });
                ml.Data.LoadFromTextFile<Row>("a.tsv", new TextLoader.Options { Separators = new[] { '\t' } });
            }
        """);
}
