using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.CultureOfFeaturesAnalyzer,
    MlGuard.CodeFixes.Data.CultureOfFeaturesCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.CultureOfFeaturesAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class CultureOfFeaturesTests
{
    [Fact]
    public Task Known_culture_and_other_numbers_DoNotTrigger() => Rule.Method("""
        void Parsed(string[] cells, IFormatProvider culture, Plain plain)
        {
            var row = new Row { Amount = float.Parse(cells[0], culture) };
            row.Amount = float.Parse(cells[0], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
            row.Label = bool.Parse(cells[1]);
            plain.Limit = float.Parse(cells[2]);
            var local = double.Parse(cells[3]);
            var whole = int.Parse(cells[4]);
        }
        """, "public class Plain { public float Limit; }");

    [Fact]
    public Task Culture_of_the_machine_Triggers() => Rule.Method("""
        Row Parsed(string[] cells, Row row)
        {
            row.Amount = float.{|MLG1020:Parse|}(cells[0]);
            row.Amount = (float)double.{|MLG1020:Parse|}(cells[0], System.Globalization.NumberStyles.Float);
            row.Amount = Convert.{|MLG1020:ToSingle|}(cells[0]);
            return new Row { Amount = float.{|MLG1020:Parse|}(cells[0]) };
        }
        """);

    [Fact]
    public Task Fix_passes_the_invariant_culture() => Fix.Code(
        Snippets.InClass("void Parsed(string cell, Row row) { row.Amount = float.{|MLG1020:Parse|}(cell); }"),
        Snippets.InClass("void Parsed(string cell, Row row) { row.Amount = float.Parse(cell, CultureInfo.InvariantCulture); }")
            .Replace("using System.IO;", "using System.Globalization;\nusing System.IO;", StringComparison.Ordinal));

    /// <summary>A row keeps its columns in fields, and its properties give them.</summary>
    [Fact]
    public Task Fields_behind_columns_Trigger() => Rule.Method("", """
        public class Frame
        {
            private float start;
            private readonly float _rating;
            private float _spare;
            [ColumnName("start.x")] public float Start { get { return start; } }
            [ColumnName("rating")] public float Rating => this._rating;
            public float Twice => _spare * 2;
            public Frame(string[] cells)
            {
                start = float.{|MLG1020:Parse|}(cells[0]);
                _rating = float.{|MLG1020:Parse|}(cells[1]);
                _spare = float.Parse(cells[2]);
            }
        }
        """);

    [Fact]
    public Task A_class_that_is_handed_over_as_a_row_Triggers() => Rule.Method("""
        IDataView Load(MLContext ml, List<Ride> rides) => ml.Data.LoadFromEnumerable(rides);
        """, """
        public class Ride
        {
            public float Distance { get; set; }
            public static Ride Of(string[] cells) => new() { Distance = float.{|MLG1020:Parse|}(cells[0]) };
        }
        """);
}
