using System.Globalization;
using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.UnseededContextAnalyzer>;
using RuleFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Training.UnseededContextAnalyzer,
    MlGuard.CodeFixes.Training.UnseededContextCodeFix>;

namespace MlGuard.Analyzers.Tests.Training;

public class UnseededContextTests
{
    [Fact]
    public Task What_draws_from_no_context_DoesNotTrigger() => Rule.Method("""
        void Deterministic(IDataView data) { var ml = new MLContext(); ml.Data.TrainTestSplit(data); ml.Data.CrossValidationSplit(data);
            ml.Regression.Trainers.FastTree().Fit(data); ml.BinaryClassification.Trainers.LinearSvm();
                ml.BinaryClassification.Trainers.LbfgsLogisticRegression(); ml.BinaryClassification.Trainers.AveragedPerceptron(); }
        void Inference() { var ml = new MLContext(); ml.Model.Load("a.zip", out _); }
        void Seeded(IDataView data) { var ml = new MLContext(seed: 1); ml.Clustering.Trainers.KMeans(); }
        void OwnSeed(IDataView data) { var ml = new MLContext(); ml.Data.ShuffleRows(data, seed: 3);
            ml.Transforms.ApproximatedKernelMap("A", seed: 1); }
        void Given(MLContext ml) => ml.Clustering.Trainers.KMeans();
        """);

    [Fact]
    public Task What_draws_from_an_unseeded_context_Triggers() => Rule.Method("""
        private readonly MLContext _ml = {|MLG2002:new()|};
        void Clusters() { var ml = {|MLG2002:new MLContext()|}; ml.Clustering.Trainers.KMeans(); ml.Regression.Trainers.Sdca(); }
        void Shuffled(IDataView data) => _ml.Data.ShuffleRows(data);
        void Options() { var ml = {|MLG2002:new MLContext { GpuDeviceId = 0 }|}; ml.AnomalyDetection.Trainers.RandomizedPca(); }
        """);

    [Theory]
    [InlineData("Regression.Trainers.Sdca()", true)]
    [InlineData("Clustering.Trainers.KMeans()", false)]
    public async Task A_seed_alone_is_no_advice_where_threads_race(string trainer, bool races)
    {
        var compilation = AllAnalyzers.Compile([("A.cs", $$"""
            using Microsoft.ML;
            public class A { public object B() { var ml = new MLContext(); return ml.{{trainer}}; } }
            """)]);

        var finding = Assert.Single(await AllAnalyzers.RunAsync(compilation), finding => finding.Id == "MLG2002");

        var message = finding.GetMessage(CultureInfo.InvariantCulture);
        Assert.Equal(races, message.Contains("NumberOfThreads to 1 for the trainer (MLG2001)", StringComparison.Ordinal));
    }

    [Fact]
    public Task Fix_passes_a_seed() => RuleFix.Method(
        "private readonly MLContext _ml = {|MLG2002:new()|}; void A(IDataView data) { var ml = {|MLG2002:new MLContext()|}; "
            + "ml.Clustering.Trainers.KMeans(); _ml.Data.ShuffleRows(data); }",
        "private readonly MLContext _ml = new(seed: 0); void A(IDataView data) { var ml = new MLContext(seed: 0); "
            + "ml.Clustering.Trainers.KMeans(); _ml.Data.ShuffleRows(data); }");
}
