using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.ReusedRowAnalyzer,
    MlGuard.CodeFixes.Data.ReusedRowCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.ReusedRowAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class ReusedRowTests
{
    [Fact]
    public Task Test_code_DoesNotTrigger() => Rule.Code(Snippets.InClass("""
        [Xunit.Fact] public void Keeps(MLContext ml, IDataView data) => ml.Data.CreateEnumerable<Row>(data, reuseRowObject: true).ToList();
        """, """
        namespace Xunit { public class FactAttribute : Attribute { } }
        """));

    [Fact]
    public Task Rows_read_one_by_one_DoNotTrigger() => Rule.Method("""
        void Own(MLContext ml, IDataView data) => ml.Data.CreateEnumerable<Row>(data, reuseRowObject: false).ToList();
        void Unknown(MLContext ml, IDataView data, bool reuse) => ml.Data.CreateEnumerable<Row>(data, reuse).ToList();
        void Values(MLContext ml, IDataView data)
        {
            var rows = ml.Data.CreateEnumerable<Row>(data, reuseRowObject: true);
            var amounts = rows.Select(row => row.Amount).ToList();
            var sum = rows.Where(row => row.Label).Sum(row => row.Amount) + rows.Count() + rows.First().Amount;
            var texts = string.Join(",", rows.Select(row => row.Amount));
            var list = new List<float>();
            foreach (var row in rows)
            {
                Console.WriteLine(row.Amount);
                list.Add(row.Amount);
            }
        }
        void Circle(MLContext ml, IDataView data, bool more)
        {
            var rows = ml.Data.CreateEnumerable<Row>(data, reuseRowObject: true);
            rows = rows.Where(row => row.Label);
            while (more)
                rows = rows.Skip(1);
            var other = rows;
            rows = other;
            Console.WriteLine(rows.Count());
        }
        IEnumerable<Row> Returned(MLContext ml, IDataView data) => ml.Data.CreateEnumerable<Row>(data, true);
        """);

    [Fact]
    public Task Kept_rows_Trigger() => Rule.Method("""
        void List(MLContext ml, IDataView data) => ml.Data.CreateEnumerable<Row>(data, reuseRowObject: {|MLG1006:true|}).ToList();
        void Circle(MLContext ml, IDataView data)
        {
            var rows = ml.Data.CreateEnumerable<Row>(data, {|MLG1006:true|});
            rows = rows.Where(row => row.Label);
            rows = rows.Skip(1);
            var kept = rows.ToList();
        }
        void Sorted(MLContext ml, IDataView data)
        {
            var rows = ml.Data.CreateEnumerable<Row>(data, {|MLG1006:true|});
            foreach (var row in rows.Where(row => row.Label).OrderBy(row => row.Amount)) { }
        }
        void Constructed(MLContext ml, IDataView data) { var rows = new List<Row>(ml.Data.CreateEnumerable<Row>(data, {|MLG1006:true|})); }
        void Collected(MLContext ml, IDataView data)
        {
            var list = new List<Row>();
            foreach (var row in ml.Data.CreateEnumerable<Row>(data, {|MLG1006:true|}))
                list.Add(row);
            list.AddRange(ml.Data.CreateEnumerable<Row>(data, {|MLG1006:true|}, ignoreMissingColumns: true));
        }
        """);

    [Fact]
    public Task Fix_makes_an_object_for_each_row() => Fix.Method(
        "void List(MLContext ml, IDataView data) { ml.Data.CreateEnumerable<Row>(data, reuseRowObject: {|MLG1006:true|}).ToList(); "
            + "ml.Data.CreateEnumerable<Row>(data, {|MLG1006:true|}).ToArray(); }",
        "void List(MLContext ml, IDataView data) { ml.Data.CreateEnumerable<Row>(data, reuseRowObject: false).ToList(); "
            + "ml.Data.CreateEnumerable<Row>(data, false).ToArray(); }");
}
