using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.RecomputedRowsAnalyzer,
    MlGuard.CodeFixes.Data.RecomputedRowsCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.RecomputedRowsAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class RecomputedRowsTests
{
    private const string Source = """
        private static IEnumerable<Row> Computed() { var random = new Random(1); for (var i = 0; i < 3; i++)
            yield return new Row { Amount = random.Next() }; }
        private static IEnumerable<Row> Read() { foreach (var line in File.ReadLines("a.txt")) yield return new Row(); }

        """;

    [Fact]
    public Task Rows_read_once_or_asked_for_anew_DoNotTrigger() => Rule.Method(Source + """
        void Kept(MLContext ml) => ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable(Computed().ToList()));
        void Cached(MLContext ml) => ml.Regression.Trainers.Sdca().Fit(ml.Data.Cache(ml.Data.LoadFromEnumerable(Computed())));
        void Once(MLContext ml) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(Computed()));
        void OnceByDefault(MLContext ml) => ml.BinaryClassification.Trainers.LinearSvm().Fit(ml.Data.LoadFromEnumerable(Computed()));
        void FromFile(MLContext ml) => ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable(Read()));
        void Query(MLContext ml, IQueryable<Row> rows) => ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable(rows));
        """);

    [Fact]
    public Task Rows_computed_on_every_pass_Trigger() => Rule.Method(Source + """
        void Often(MLContext ml) => ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable({|MLG1007:Computed()|}));
        void Clusters(MLContext ml) => ml.Clustering.Trainers.KMeans().Fit(ml.Data.LoadFromEnumerable({|MLG1007:Computed()|}));
        """);

    [Fact]
    public Task Fix_reads_them_once() => Fix.Method(
        Source + "void A(MLContext ml) => ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable({|MLG1007:Computed()|}));",
        Source + "void A(MLContext ml) => ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable(Computed().ToList()));");
}
