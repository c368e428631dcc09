using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.RacingTrainerAnalyzer>;
using RuleFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Training.RacingTrainerAnalyzer,
    MlGuard.CodeFixes.Training.RacingTrainerCodeFix>;

namespace MlGuard.Analyzers.Tests.Training;

public class RacingTrainerTests
{
    [Fact]
    public Task Repeatable_or_unseeded_training_DoesNotTrigger() => Rule.Method("""
        void Unseeded() { var ml = new MLContext(); ml.Regression.Trainers.Sdca(); }
        void Null() { var ml = new MLContext(seed: null); ml.Regression.Trainers.Sdca(); }
        void Given(MLContext ml) => ml.Regression.Trainers.Sdca();
        void OneThread() { var ml = new MLContext(1); ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = 1 }); }
        void SomeThreads(int threads) { var ml = new MLContext(1); ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = threads }); }
        void Later() { var ml = new MLContext(1); var options = new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options(); options.NumberOfThreads = 1; ml.Regression.Trainers.Sdca(options); }
        void Others() { var ml = new MLContext(seed: 1); ml.Regression.Trainers.FastTree(); ml.BinaryClassification.Trainers.LbfgsLogisticRegression(); ml.BinaryClassification.Trainers.AveragedPerceptron(); }
        """);

    [Fact]
    public Task Racing_trainers_of_a_seeded_context_Trigger() => Rule.Method("""
        private readonly MLContext _ml = new(seed: 1);
        private static readonly MLContext s_ml = new MLContext(seed: 7);
        void Local() { var ml = new MLContext(seed: 0); ml.Transforms.CopyColumns("A", "B").Append(ml.BinaryClassification.Trainers.{|MLG2001:SdcaLogisticRegression|}()); }
        void Field() => _ml.MulticlassClassification.Trainers.{|MLG2001:SdcaMaximumEntropy|}();
        void Static(int threads) => s_ml.BinaryClassification.Trainers.{|MLG2001:SgdCalibrated|}(new Microsoft.ML.Trainers.SgdCalibratedTrainer.Options { NumberOfThreads = 4 });
        void Direct() => new MLContext(1).Regression.Trainers.{|MLG2001:Sdca|}(labelColumnName: "Label");
        void Catalog(int seed) { var ml = new MLContext(seed); var trainers = ml.Regression.Trainers; trainers.{|MLG2001:Sdca|}(); }
        """);

    /// <summary>A context is one, wherever it is kept and whoever hands it over.</summary>
    [Theory]
    [InlineData("class A { private readonly MLContext _ml; public A() => _ml = new MLContext(1); void T() => _ml.Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class A { private MLContext _ml = new(1); void T() => _ml.Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class A { private MLContext? _ml; void T() { _ml ??= new MLContext(1); _ml.Regression.Trainers.{|MLG2001:Sdca|}(); } }")]
    [InlineData("class A { private MLContext Ml { get; } = new(1); void T() => Ml.Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class A { private static MLContext Ml => new(1); void T() => Ml.Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class B { protected MLContext Ml = new(1); } class A : B { void T() => Ml.Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class B { protected readonly MLContext Ml; protected B() { Ml = new MLContext(1); } } class A : B { void T() => Ml.Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class A { void R() => T(new MLContext(1)); void T(MLContext ml) => ml.Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class A { void R() => new C(new MLContext(1)).T(); } class C { private readonly MLContext _ml; public C(MLContext ml) => _ml = ml; public void T() => _ml.Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class A { void R() => new C(new MLContext(1)).T(); } class C(MLContext ml) { public void T() => ml.Regression.Trainers.{|MLG2001:Sdca|}(); }")]
    [InlineData("class A { static MLContext Make() => new(1); void T() { var ml = Make(); ml.Regression.Trainers.{|MLG2001:Sdca|}(); } }")]
    [InlineData("class A { private MLContext _ml = new(1); void Reset() => _ml = new MLContext(); void T() => _ml.Regression.Trainers.Sdca(); }")]
    [InlineData("class A { public MLContext Ml = new(1); void T() => Ml.Regression.Trainers.Sdca(); } class B { void R(A a) => a.Ml = new MLContext(); }")]
    [InlineData("class A { void R() => T(new MLContext(1)); void S() => T(new MLContext()); void T(MLContext ml) => ml.Regression.Trainers.Sdca(); }")]
    [InlineData("class A { void R(bool a) => T(a ? new MLContext(1) : new MLContext()); void T(MLContext ml) => ml.Regression.Trainers.Sdca(); }")]
    [InlineData("class A { void R(System.Func<MLContext> make) => T(make()); void T(MLContext ml) => ml.Regression.Trainers.Sdca(); }")]
    public Task A_context_is_followed_to_where_it_is_made(string types) =>
        Rule.Code("#nullable enable\nusing Microsoft.ML;\n" + types);

    [Fact]
    public Task Fix_uses_one_thread() => RuleFix.Code(
        Snippets.InClass(
        """
        void A()
        {
            var ml = new MLContext(seed: 0);
            ml.Regression.Trainers.{|MLG2001:Sdca|}("Price", featureColumnName: "X", maximumNumberOfIterations: 10);
            ml.BinaryClassification.Trainers.{|MLG2001:SdcaLogisticRegression|}();
            ml.Regression.Trainers.{|MLG2001:Sdca|}(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { LabelColumnName = "A", NumberOfThreads = 4 });
        }
        """),
        Snippets.InClass(
        """
        void A()
        {
            var ml = new MLContext(seed: 0);
            ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { LabelColumnName = "Price", FeatureColumnName = "X", MaximumNumberOfIterations = 10, NumberOfThreads = 1 });
            ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 });
            ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { LabelColumnName = "A", NumberOfThreads = 1 });
        }
        """)
            .Replace("using Microsoft.ML.Data;", "using Microsoft.ML.Data;\nusing Microsoft.ML.Trainers;", StringComparison.Ordinal));
}
