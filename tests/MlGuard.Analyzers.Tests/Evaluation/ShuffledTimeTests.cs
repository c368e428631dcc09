using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.ShuffledTimeAnalyzer>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class ShuffledTimeTests
{
    private const string Days = """
        public class Day { public DateTime Date; public float Index; public float LagClose; public float Area; public float Close; }
        """;

    private const string Load = "private static IDataView Load(MLContext ml) => ml.Data.LoadFromEnumerable(new List<Day>());\n";

    [Fact]
    public Task Rows_without_an_order_or_split_by_it_DoNotTrigger() => Rule.Method(Load + """
        void Sales(MLContext ml, List<Day> days)
        {
            var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(days));
            ml.Transforms.Concatenate("Features", "Area").Append(ml.Regression.Trainers.FastTree("Close")).Fit(split.TrainSet);
        }
        void Latest(MLContext ml, List<Day> days)
        {
            var data = ml.Data.LoadFromEnumerable(days);
            ml.Transforms.Concatenate("Features", "Index").Append(ml.Regression.Trainers.FastTree("Close")).Fit(ml.Data.TakeRows(data, 1000));
        }
        void Keyed(MLContext ml, List<Day> days)
        {
            var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(days), samplingKeyColumnName: "Area");
            ml.Transforms.Concatenate("Features", "Index").Append(ml.Regression.Trainers.FastTree("Close")).Fit(split.TrainSet);
        }
        void Timeless(MLContext ml, List<Row> rows)
        {
            var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows));
            ml.Transforms.Concatenate("Features", "Index").Append(ml.Regression.Trainers.FastTree()).Fit(split.TrainSet);
        }
        """, Days);

    [Fact]
    public Task A_series_split_at_random_Triggers() => Rule.Method("""
        void Index(MLContext ml, List<Day> days)
        {
            var split = ml.Data.{|MLG3012:TrainTestSplit|}(ml.Data.LoadFromEnumerable(days), 0.2);
            ml.Transforms.Concatenate("Features", nameof(Day.Index)).Append(ml.Regression.Trainers.FastTree("Close")).Fit(split.TrainSet);
        }
        void Lag(MLContext ml, List<Day> days)
        {
            var data = ml.Data.LoadFromEnumerable(days);
            var split = ml.Data.{|MLG3012:TrainTestSplit|}(data);
            ml.Transforms.Concatenate("Features", "LagClose", "Area").Append(ml.Regression.Trainers.FastTree("Close")).Fit(split.TrainSet);
        }
        """, Days);
}
