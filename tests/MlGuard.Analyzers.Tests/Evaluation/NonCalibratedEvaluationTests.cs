using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.NonCalibratedEvaluationAnalyzer, MlGuard.CodeFixes.Evaluation.NonCalibratedEvaluationCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.NonCalibratedEvaluationAnalyzer>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class NonCalibratedEvaluationTests
{
    [Fact]
    public Task Calibrated_or_without_probability_DoesNotTrigger() => Rule.Method("""
        void Calibrated(MLContext ml, IDataView data) => ml.BinaryClassification.Evaluate(ml.BinaryClassification.Trainers.FastTree().Fit(data).Transform(data));
        void NonCalibrated(MLContext ml, IDataView data) => ml.BinaryClassification.EvaluateNonCalibrated(ml.BinaryClassification.Trainers.LinearSvm().Fit(data).Transform(data));
        void Appended(MLContext ml, IDataView data) => ml.BinaryClassification.Evaluate(ml.BinaryClassification.Trainers.AveragedPerceptron().Append(ml.BinaryClassification.Calibrators.Platt()).Fit(data).Transform(data));
        void Crossed(MLContext ml, IDataView data) => ml.BinaryClassification.CrossValidateNonCalibrated(data, ml.BinaryClassification.Trainers.FastForest());
        void OwnProbability(MLContext ml, IDataView data) => ml.BinaryClassification.Evaluate(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data).Transform(data), probabilityColumnName: "Chance");
        void Inner(MLContext ml, IDataView data) => ml.MulticlassClassification.Evaluate(ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron()).Fit(data).Transform(data));
        void Either(MLContext ml, IDataView data, bool fast)
        {
            IEstimator<ITransformer> trainer = fast ? ml.BinaryClassification.Trainers.AveragedPerceptron() : ml.BinaryClassification.Trainers.FastTree();
            ml.BinaryClassification.Evaluate(trainer.Fit(data).Transform(data));
        }
        void Loaded(MLContext ml, IDataView data, ITransformer model) => ml.BinaryClassification.Evaluate(model.Transform(data));
        """);

    [Fact]
    public Task Probability_that_nobody_makes_Triggers() => Rule.Method("""
        void Perceptron(MLContext ml, IDataView data)
        {
            var split = ml.Data.TrainTestSplit(data);
            var model = ml.Transforms.Concatenate("Features", "A").Append(ml.BinaryClassification.Trainers.AveragedPerceptron()).Fit(split.TrainSet);
            var metrics = ml.BinaryClassification.{|MLG3004:Evaluate|}(model.Transform(split.TestSet));
        }
        void Crossed(MLContext ml, IDataView data) => ml.BinaryClassification.{|MLG3004:CrossValidate|}(data, ml.BinaryClassification.Trainers.SdcaNonCalibrated());
        void Each(MLContext ml, IDataView data, int which)
        {
            IEstimator<ITransformer> trainer = which switch { 0 => ml.BinaryClassification.Trainers.LinearSvm(), _ => ml.BinaryClassification.Trainers.LinearSvm(numberOfIterations: which) };
            ml.BinaryClassification.{|MLG3004:Evaluate|}(ml.BinaryClassification.Trainers.LdSvm().Fit(data).Transform(data));
            ml.BinaryClassification.{|MLG3004:Evaluate|}(ml.BinaryClassification.Trainers.FastForest().Fit(data).Transform(data));
            ml.BinaryClassification.{|MLG3004:Evaluate|}(ml.BinaryClassification.Trainers.SgdNonCalibrated().Fit(data).Transform(data));
        }
        private readonly ITransformer _model = new MLContext().BinaryClassification.Trainers.AveragedPerceptron().Fit(null!);
        void Kept(MLContext ml, IDataView data) => ml.BinaryClassification.{|MLG3004:Evaluate|}(_model.Transform(data));
        """);

    [Fact]
    public Task Fix_asks_for_the_smaller_metrics() => Fix.Method(
        """
        double Area(MLContext ml, IDataView data)
        {
            var metrics = ml.BinaryClassification.{|MLG3004:Evaluate|}(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data).Transform(data));
            return metrics.AreaUnderRocCurve;
        }
        """,
        """
        double Area(MLContext ml, IDataView data)
        {
            var metrics = ml.BinaryClassification.EvaluateNonCalibrated(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data).Transform(data));
            return metrics.AreaUnderRocCurve;
        }
        """);

    [Fact]
    public Task Where_the_probability_is_wanted_there_is_no_fix() => Fix.NoFix(Infrastructure.Snippets.InClass("""
        double Loss(MLContext ml, IDataView data)
        {
            var metrics = ml.BinaryClassification.{|MLG3004:Evaluate|}(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data).Transform(data));
            return metrics.LogLoss;
        }
        CalibratedBinaryClassificationMetrics All(MLContext ml, IDataView data) => ml.BinaryClassification.{|MLG3004:Evaluate|}(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data).Transform(data));
        """));
}
