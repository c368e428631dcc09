using Racing = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.RacingTrainerAnalyzer>;
using RacingFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.RacingTrainerAnalyzer, MlGuard.CodeFixes.Training.RacingTrainerCodeFix>;
using Seed = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.UnseededContextAnalyzer>;
using SeedFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.UnseededContextAnalyzer, MlGuard.CodeFixes.Training.UnseededContextCodeFix>;

namespace MlGuard.Analyzers.Tests.Training;

public class SeedTests
{
    [Fact]
    public Task Repeatable_or_unseeded_training_DoesNotTrigger() => Racing.Method("""
        void Unseeded() { var ml = new MLContext(); ml.Regression.Trainers.Sdca(); }
        void Null() { var ml = new MLContext(seed: null); ml.Regression.Trainers.Sdca(); }
        void Given(MLContext ml) => ml.Regression.Trainers.Sdca();
        void OneThread() { var ml = new MLContext(1); ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = 1 }); }
        void SomeThreads(int threads) { var ml = new MLContext(1); ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = threads }); }
        void Later() { var ml = new MLContext(1); var options = new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options(); options.NumberOfThreads = 1; ml.Regression.Trainers.Sdca(options); }
        void Others() { var ml = new MLContext(seed: 1); ml.Regression.Trainers.FastTree(); ml.BinaryClassification.Trainers.LbfgsLogisticRegression(); ml.BinaryClassification.Trainers.AveragedPerceptron(); }
        """);

    [Fact]
    public Task Racing_trainers_of_a_seeded_context_Trigger() => Racing.Method("""
        private readonly MLContext _ml = new(seed: 1);
        private static readonly MLContext s_ml = new MLContext(seed: 7);
        void Local() { var ml = new MLContext(seed: 0); ml.Transforms.CopyColumns("A", "B").Append(ml.BinaryClassification.Trainers.{|MLG2001:SdcaLogisticRegression|}()); }
        void Field() => _ml.MulticlassClassification.Trainers.{|MLG2001:SdcaMaximumEntropy|}();
        void Static(int threads) => s_ml.BinaryClassification.Trainers.{|MLG2001:SgdCalibrated|}(new Microsoft.ML.Trainers.SgdCalibratedTrainer.Options { NumberOfThreads = 4 });
        void Direct() => new MLContext(1).Regression.Trainers.{|MLG2001:Sdca|}(labelColumnName: "Label");
        void Catalog(int seed) { var ml = new MLContext(seed); var trainers = ml.Regression.Trainers; trainers.Sdca(); }
        """);

    [Fact]
    public Task Fix_uses_one_thread() => RacingFix.Method(
        """
        void A()
        {
            var ml = new MLContext(seed: 0);
            ml.Regression.Trainers.{|MLG2001:Sdca|}("Price", featureColumnName: "X", maximumNumberOfIterations: 10);
            ml.BinaryClassification.Trainers.{|MLG2001:SdcaLogisticRegression|}();
            ml.Regression.Trainers.{|MLG2001:Sdca|}(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { LabelColumnName = "A", NumberOfThreads = 4 });
        }
        """,
        """
        void A()
        {
            var ml = new MLContext(seed: 0);
            ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { LabelColumnName = "Price", FeatureColumnName = "X", MaximumNumberOfIterations = 10, NumberOfThreads = 1 });
            ml.BinaryClassification.Trainers.SdcaLogisticRegression(new Microsoft.ML.Trainers.SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 });
            ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { LabelColumnName = "A", NumberOfThreads = 1 });
        }
        """);

    [Fact]
    public Task What_draws_from_no_context_DoesNotTrigger() => Seed.Method("""
        void Deterministic(IDataView data) { var ml = new MLContext(); ml.Data.TrainTestSplit(data); ml.Data.CrossValidationSplit(data); ml.Regression.Trainers.FastTree().Fit(data); ml.BinaryClassification.Trainers.LinearSvm(); ml.BinaryClassification.Trainers.LbfgsLogisticRegression(); ml.BinaryClassification.Trainers.AveragedPerceptron(); }
        void Inference() { var ml = new MLContext(); ml.Model.Load("a.zip", out _); }
        void Seeded(IDataView data) { var ml = new MLContext(seed: 1); ml.Clustering.Trainers.KMeans(); }
        void OwnSeed(IDataView data) { var ml = new MLContext(); ml.Data.ShuffleRows(data, seed: 3); ml.Transforms.ApproximatedKernelMap("A", seed: 1); }
        void Given(MLContext ml) => ml.Clustering.Trainers.KMeans();
        """);

    [Fact]
    public Task What_draws_from_an_unseeded_context_Triggers() => Seed.Method("""
        private readonly MLContext _ml = {|MLG2002:new()|};
        void Clusters() { var ml = {|MLG2002:new MLContext()|}; ml.Clustering.Trainers.KMeans(); ml.Regression.Trainers.Sdca(); }
        void Shuffled(IDataView data) => _ml.Data.ShuffleRows(data);
        void Options() { var ml = {|MLG2002:new MLContext { GpuDeviceId = 0 }|}; ml.AnomalyDetection.Trainers.RandomizedPca(); }
        """);

    [Fact]
    public Task Fix_passes_a_seed() => SeedFix.Method(
        "private readonly MLContext _ml = {|MLG2002:new()|}; void A(IDataView data) { var ml = {|MLG2002:new MLContext()|}; ml.Clustering.Trainers.KMeans(); _ml.Data.ShuffleRows(data); }",
        "private readonly MLContext _ml = new(seed: 0); void A(IDataView data) { var ml = new MLContext(seed: 0); ml.Clustering.Trainers.KMeans(); _ml.Data.ShuffleRows(data); }");
}
