using MlGuard.Analyzers.Data;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Data;

/// <summary>MLG1040. What ML.NET loses of a file, <c>LoaderJudgeTests</c> asks it.</summary>
public class LoaderContradictionTests
{
    private const string Row = "public class Cell { [LoadColumn(0)] public float Volt; [LoadColumn(1)] public string Type = \"\"; }";

    private const string Loading = "IDataView Run(MLContext ml) => "
        + "ml.Data.{|MLG1040:LoadFromTextFile<Cell>|}(\"cells.csv\", separatorChar: ',', hasHeader: true);";

    /// <summary>The kinds of <c>CellKinds</c>: a real number and a text.</summary>
    private static readonly string[] s_cells = ["column\tvolt\t64\t0\t0\t0\t0", "column\ttype\t1024\t0\t0\t0\t"];

    [Theory]
    [InlineData(",", "yes", "separatorChar: ',', hasHeader: true")]
    [InlineData(",", "", "separatorChar: ',', hasHeader: false")]
    [InlineData("|", "yes", "separatorChar: {|MLG1040:','|}, hasHeader: true")]
    [InlineData(",", "no", "separatorChar: ',', hasHeader: {|MLG1040:true|}")]
    [InlineData(",", "yes", "separatorChar: ',', hasHeader: {|MLG1040:false|}")]
    public Task Separator_and_header_are_those_of_the_file(string separator, string header, string arguments) =>
        Verify($"IDataView Run(MLContext ml) => ml.Data.LoadFromTextFile<Cell>(\"cells.csv\", {arguments});", separator, header);

    [Theory]
    [InlineData("new TextLoader.Options { Separators = [';'], HasHeader = true, DecimalMarker = ',' }", "CreateTextLoader<Cell>")]
    [InlineData("new TextLoader.Options { Separators = [';'], HasHeader = true }", "{|MLG1040:CreateTextLoader<Cell>|}")]
    public Task A_decimal_comma_needs_its_marker(string options, string create) =>
        Verify(
            $"IDataView Run(MLContext ml) => ml.Data.{create}({options}).Load(\"cells.csv\");", ";", "yes",
            "column\tvolt\t128\t0\t0\t0\t0", s_cells[1]);

    [Theory]
    [InlineData("column\ttype\t1024\t1\t0\t0\t", "LoadFromTextFile<Cell>")]
    [InlineData("column\ttype\t1024\t1\t1\t0\t", "{|MLG1040:LoadFromTextFile<Cell>|}")]
    public Task Separators_in_quotes_shift_what_comes_after_them(string column, string load) =>
        Verify(
            $"IDataView Run(MLContext ml) => ml.Data.{load}(\"cells.csv\", separatorChar: ',', hasHeader: true);", ",", "yes",
            s_cells[0], column);

    [Fact]
    public Task A_member_reads_the_column_of_its_name() =>
        Verify(
            Loading,
            ",", "yes", "column\tage\t64\t0\t0\t0\t0", "column\ttype\t1024\t0\t0\t0\t", "column\tvolt\t64\t0\t0\t0\t0");

    [Fact]
    public Task Text_in_a_column_of_numbers() =>
        Verify(
            Loading,
            ",", "yes", "column\tvolt\t1088\t0\t0\t0\t0", s_cells[1]);

    [Theory]
    [InlineData("ml.Data.LoadFromTextFile<Cell>(path, separatorChar: '|')")]
    [InlineData("ml.Data.LoadFromTextFile<Cell>(\"others.csv\", separatorChar: '|')")]
    [InlineData("ml.Data.LoadFromTextFile<Cell>(\"cells.csv\", separatorChar: separator, hasHeader: true)")]
    public Task What_is_not_known_is_silent(string load) =>
        Verify($"IDataView Run(MLContext ml, string path, char separator) => {load};", ",", "yes");

    [Fact]
    public Task A_file_that_the_code_writes_is_another() =>
        Verify(
            """
            IDataView Run(MLContext ml, string[] lines)
            {
                File.WriteAllLines("cells.csv", lines);
                return ml.Data.LoadFromTextFile<Cell>("cells.csv", separatorChar: '|');
            }
            """, ",", "yes");

    private static Task Verify(string method, string separator, string header, params string[] columns) =>
        Verify<LoaderContradictionAnalyzer>.Code(
            Snippets.InClass(method, Row), state => state.AdditionalFiles.Add(
                ("/obj/mlguard.data", $"mlguard-data\t1\nfile\t/cells.csv\t{separator}\t{header}\n"
                    + string.Join('\n', columns.Length == 0 ? s_cells : columns) + "\n")));
}
