using Microsoft.ML;
using Microsoft.ML.Data;
using MlGuard.Analyzers.Frameworks.MlNet;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.DeferredSourceAnalyzer,
    MlGuard.CodeFixes.Data.DeferredSourceCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.DeferredSourceAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class DeferredSourceTests
{
    private const string Source = """
        private static IEnumerable<Row> Read() { foreach (var line in File.ReadLines("a.txt")) yield return new Row(); }
        private static IEnumerable<Row> Computed() { for (var i = 0; i < 3; i++) yield return new Row { Amount = i }; }
        private static IEnumerable<Row> Kept() { var rows = new List<Row>(); IEnumerable<Row> Inner() { yield return new Row();
            } rows.AddRange(Inner()); return rows; }
        """;

    [Fact]
    public Task Rows_in_memory_DoNotTrigger() => Rule.Method(Source + """
        void List(MLContext ml, IEstimator<ITransformer> pipeline, List<Row> rows) => pipeline.Fit(ml.Data.LoadFromEnumerable(rows));
        void Array(MLContext ml, IEstimator<ITransformer> pipeline) => pipeline.Fit(ml.Data.LoadFromEnumerable(Read().ToArray()));
        void Query(MLContext ml, IEstimator<ITransformer> pipeline, IQueryable<Row> rows) =>
            pipeline.Fit(ml.Data.LoadFromEnumerable(rows.ToList()));
        void Given(MLContext ml, IEstimator<ITransformer> pipeline, IEnumerable<Row> rows) =>
            pipeline.Fit(ml.Data.LoadFromEnumerable(rows));
        void Cached(MLContext ml, IEstimator<ITransformer> pipeline) => pipeline.Fit(ml.Data.Cache(ml.Data.LoadFromEnumerable(Read())));
        void Checkpoint(MLContext ml, IDataView any) =>
            ml.Transforms.CopyColumns("A", "B").AppendCacheCheckpoint(ml).Append(ml.Regression.Trainers.Sdca())
                .Fit(ml.Data.LoadFromEnumerable(Read()));
        void Scoring(MLContext ml, ITransformer model) => model.Transform(ml.Data.LoadFromEnumerable(Read()));
        void OnePass(MLContext ml) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(Read()));
        void Once(MLContext ml, IQueryable<Row> rows) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(rows));
        void OnceByDefault(MLContext ml) => ml.Regression.Trainers.OnlineGradientDescent().Fit(ml.Data.LoadFromEnumerable(Read()));
        void OnceAsked(MLContext ml) =>
            ml.BinaryClassification.Trainers.AveragedPerceptron(numberOfIterations: 1).Fit(ml.Data.LoadFromEnumerable(Read()));
        void Same(MLContext ml) => ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable(Computed()));
        void Memory(MLContext ml, List<Row> rows) =>
            ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable(rows.AsQueryable().Where(row => row.Amount > 0)));
        void Unknown(MLContext ml, IEstimator<ITransformer> pipeline) => pipeline.Fit(ml.Data.LoadFromEnumerable(Read()));
        void TestRows(MLContext ml, IDataView train)
        {
            var model = ml.Clustering.Trainers.KMeans().Fit(train);
            ml.Clustering.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(Read())));
        }
        void Helper(MLContext ml, IEstimator<ITransformer> pipeline) => pipeline.Fit(ml.Data.LoadFromEnumerable(Kept()));
        void Scored(MLContext ml, ITransformer model, IQueryable<Row> rows) => Score(model, ml.Data.LoadFromEnumerable(rows));
        private static IDataView Score(ITransformer model, IDataView data) => model.Transform(data);
        void KeptBelow(MLContext ml, IQueryable<Row> rows) => TrainKept(ml, ml.Data.LoadFromEnumerable(rows));
        private static ITransformer TrainKept(MLContext ml, IDataView data) => ml.Regression.Trainers.Sdca().Fit(ml.Data.Cache(data));
        void Projected(MLContext ml, IEstimator<ITransformer> pipeline, List<Row> rows) =>
            pipeline.Fit(ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Amount = row.Amount })));
        """);

    [Fact]
    public Task Rows_made_anew_Trigger() => Rule.Method(Source + """
        void Iterator(MLContext ml) => ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable({|MLG1005:Read()|}));
        void Query(MLContext ml, IEstimator<ITransformer> pipeline, IQueryable<Row> rows)
        {
            var data = ml.Data.LoadFromEnumerable({|MLG1005:rows.Where(row => row.Amount > 0)|});
            ml.Regression.CrossValidate(data, pipeline);
        }
        void Split(MLContext ml)
        {
            var split = ml.Data.TrainTestSplit(ml.Data.FilterRowsByColumn(ml.Data.LoadFromEnumerable({|MLG1005:Read()|}), "Amount", 0));
            var train = split.TrainSet;
            ml.Regression.Trainers.Sdca().Fit(train);
        }
        void Below(MLContext ml, IQueryable<Row> rows)
        {
            var data = ml.Data.LoadFromEnumerable({|MLG1005:rows|});
            Train(ml, data);
        }
        private static ITransformer Train(MLContext ml, IDataView data) => ml.Regression.Trainers.Sdca().Fit(data);
        void Local(MLContext ml)
        {
            var rows = Fresh();
            ml.Clustering.Trainers.KMeans().Fit(ml.Data.LoadFromEnumerable({|MLG1005:rows|}));
            static IEnumerable<Row> Fresh() { yield return new Row { Amount = DateTime.Now.Ticks }; }
        }
        void Asked(MLContext ml) =>
            ml.Regression.Trainers.OnlineGradientDescent(numberOfIterations: 5).Fit(ml.Data.LoadFromEnumerable({|MLG1005:Read()|}));
        void ByChance(MLContext ml) => ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable({|MLG1005:Drawn()|}));
        private readonly Random _random = new(1);
        private IEnumerable<Row> Drawn() { yield return Draw(); }
        private Row Draw() => new() { Amount = _random.Next() };
        """);

    public static TheoryData<string> Counted() => ["AveragedPerceptron", "LinearSvm", "SdcaLogisticRegression", "LbfgsLogisticRegression"];

    /// <summary>ML.NET is the judge of how often a trainer passes.</summary>
    [Theory]
    [MemberData(nameof(Counted))]
    public void Trainers_pass_as_often_as_the_table_says(string method)
    {
        var ml = new MLContext(seed: 1);
        var passes = 0;
        IEnumerable<Sample> Rows()
        {
            passes++;
            for (var i = 0; i < 1000; i++)
                yield return new Sample { Features = [i % 7, i % 3], Label = i % 2 == 0 };
        }

        var trainers = ml.BinaryClassification.Trainers;
        IEstimator<ITransformer> trainer = method switch
        {
            "AveragedPerceptron" => trainers.AveragedPerceptron(),
            "LinearSvm" => trainers.LinearSvm(),
            "SdcaLogisticRegression" => trainers.SdcaLogisticRegression(),
            _ => trainers.LbfgsLogisticRegression(),
        };
        trainer.Fit(ml.Data.LoadFromEnumerable(Rows()));

        var row = StepTable.All.Single(step => step.Method == method);
        Assert.Equal(row.Passes > 1, passes > 1);
    }

    private sealed class Sample
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    [Fact]
    public Task Fix_reads_them_once() => Fix.Method(
        Source
            + "void A(MLContext ml, IEstimator<ITransformer> pipeline, IQueryable<Row> rows) { "
            + "ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable({|MLG1005:Read()|})); "
            + "pipeline.Fit(ml.Data.LoadFromEnumerable({|MLG1005:rows|})); }",
        Source
            + "void A(MLContext ml, IEstimator<ITransformer> pipeline, IQueryable<Row> rows) { "
            + "ml.Regression.Trainers.Sdca().Fit(ml.Data.LoadFromEnumerable(Read().ToList())); "
            + "pipeline.Fit(ml.Data.LoadFromEnumerable(rows.ToList())); }");
}
