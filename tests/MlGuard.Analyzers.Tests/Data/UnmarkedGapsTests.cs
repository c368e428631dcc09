using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.UnmarkedGapsAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class UnmarkedGapsTests
{
    [Fact]
    public Task Gaps_that_are_marked_or_unknown_DoNotTrigger() => Rule.Method("""
        void Marked(MLContext ml)
        {
            var data = ml.Data.LoadFromTextFile<Row>("a.tsv", new TextLoader.Options { MissingRealsAsNaNs = true });
            ml.Transforms.ReplaceMissingValues("Amount").Fit(data);
        }
        void MarkedLater(MLContext ml)
        {
            var options = new TextLoader.Options();
            options.MissingRealsAsNaNs = true;
            ml.Transforms.ReplaceMissingValues("Amount").Fit(ml.Data.LoadFromTextFile<Row>("a.tsv", options));
        }
        void Given(MLContext ml, TextLoader.Options options) =>
            ml.Transforms.ReplaceMissingValues("Amount").Fit(ml.Data.LoadFromTextFile<Row>("a.tsv", options));
        void Rows(MLContext ml, List<Row> rows) => ml.Transforms.ReplaceMissingValues("Amount").Fit(ml.Data.LoadFromEnumerable(rows));
        void Converted(MLContext ml) => ml.Transforms.Conversion.ConvertType("Age", "Text").Append(ml.Transforms.ReplaceMissingValues("Age"))
            .Fit(ml.Data.LoadFromTextFile<Row>("a.tsv"));
        IEstimator<ITransformer> Alone(MLContext ml) => ml.Transforms.ReplaceMissingValues("Amount");
        void Parameter(MLContext ml, IDataView data)
        {
            ml.Data.LoadFromTextFile<Row>("a.tsv");
            ml.Transforms.ReplaceMissingValues("Amount").Fit(data);
        }
        """);

    [Fact]
    public Task Gaps_that_nobody_marks_Trigger() => Rule.Method("""
        void Plain(MLContext ml) => ml.Transforms.{|MLG1041:ReplaceMissingValues|}("Amount").Fit(ml.Data.LoadFromTextFile<Row>("a.tsv"));
        void Options(MLContext ml)
        {
            var data = ml.Data.CreateTextLoader<Row>(new TextLoader.Options { HasHeader = true }).Load("a.tsv");
            ml.Transforms.{|MLG1041:IndicateMissingValues|}("Missing", "Amount").Fit(data);
        }
        """);

    /// <summary>The loader reads ? and NA as missing; 66 and 64 are numbers with and without such cells, 65 with empty ones.</summary>
    [Theory]
    [InlineData("66", "64", "ReplaceMissingValues")]
    [InlineData("66", "65", "{|MLG1041:ReplaceMissingValues|}")]
    [InlineData("64", "65", "{|MLG1041:ReplaceMissingValues|}")]
    [InlineData("64", "64", "{|MLG1041:ReplaceMissingValues|}")]
    public Task A_file_that_marks_what_is_missing(string first, string second, string handler) => Rule.Code(
        Snippets.InClass($$"""
            void Known(MLContext ml)
            {
                var data = ml.Data.LoadFromTextFile<Row>("a.csv", separatorChar: ',');
                ml.Transforms.{{handler}}("Amount").Fit(data);
            }
            """),
        state => state.AdditionalFiles.Add(("/obj/mlguard.data",
            $"mlguard-data\t1\nfile\t/a.csv\t,\tno\ncolumn\t\t{first}\t0\t0\t0\t0\ncolumn\t\t{second}\t0\t0\t0\t0\n")));
}
