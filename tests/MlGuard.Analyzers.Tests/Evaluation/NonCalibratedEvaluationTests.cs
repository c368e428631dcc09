using System.Reflection;
using System.Runtime.Loader;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlGuard.Analyzers.Tests.Infrastructure;
using Calibrator = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Evaluation.NonCalibratedEvaluationAnalyzer,
    MlGuard.CodeFixes.Evaluation.NonCalibratedEvaluationCalibratorCodeFix>;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Evaluation.NonCalibratedEvaluationAnalyzer,
    MlGuard.CodeFixes.Evaluation.NonCalibratedEvaluationCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.NonCalibratedEvaluationAnalyzer>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class NonCalibratedEvaluationTests
{
    [Fact]
    public Task Calibrated_or_without_probability_DoesNotTrigger() => Rule.Method("""
        void Calibrated(MLContext ml, IDataView data) =>
            ml.BinaryClassification.Evaluate(ml.BinaryClassification.Trainers.FastTree().Fit(data).Transform(data));
        void NonCalibrated(MLContext ml, IDataView data) =>
            ml.BinaryClassification.EvaluateNonCalibrated(ml.BinaryClassification.Trainers.LinearSvm().Fit(data).Transform(data));
        void Appended(MLContext ml, IDataView data) =>
            ml.BinaryClassification.Evaluate(ml.BinaryClassification.Trainers.AveragedPerceptron()
                .Append(ml.BinaryClassification.Calibrators.Platt()).Fit(data).Transform(data));
        void Crossed(MLContext ml, IDataView data) =>
            ml.BinaryClassification.CrossValidateNonCalibrated(data, ml.BinaryClassification.Trainers.FastForest());
        void OwnProbability(MLContext ml, IDataView data) =>
            ml.BinaryClassification.Evaluate(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data)
                .Transform(data), probabilityColumnName: "Chance");
        void Inner(MLContext ml, IDataView data) =>
            ml.MulticlassClassification.Evaluate(ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron()).Fit(data).Transform(data));
        void Either(MLContext ml, IDataView data, bool fast)
        {
            IEstimator<ITransformer> trainer = fast
                ? ml.BinaryClassification.Trainers.AveragedPerceptron() : ml.BinaryClassification.Trainers.FastTree();
            ml.BinaryClassification.Evaluate(trainer.Fit(data).Transform(data));
        }
        void Loaded(MLContext ml, IDataView data, ITransformer model) => ml.BinaryClassification.Evaluate(model.Transform(data));
        """);

    [Fact]
    public Task Probability_that_nobody_makes_Triggers() => Rule.Method("""
        void Perceptron(MLContext ml, IDataView data)
        {
            var split = ml.Data.TrainTestSplit(data);
            var model = ml.Transforms.Concatenate("Features", "A").Append(ml.BinaryClassification.Trainers.AveragedPerceptron())
                .Fit(split.TrainSet);
            var metrics = ml.BinaryClassification.{|MLG3004:Evaluate|}(model.Transform(split.TestSet));
        }
        void Crossed(MLContext ml, IDataView data) =>
            ml.BinaryClassification.{|MLG3004:CrossValidate|}(data, ml.BinaryClassification.Trainers.SdcaNonCalibrated());
        void Each(MLContext ml, IDataView data, int which)
        {
            IEstimator<ITransformer> trainer = which switch {
                0 => ml.BinaryClassification.Trainers.LinearSvm(), _ =>
                    ml.BinaryClassification.Trainers.LinearSvm(numberOfIterations: which) };
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
            var metrics = ml.BinaryClassification.{|MLG3004:Evaluate|}(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data)
                .Transform(data));
            return metrics.AreaUnderRocCurve;
        }
        """,
        """
        double Area(MLContext ml, IDataView data)
        {
            var metrics = ml.BinaryClassification.EvaluateNonCalibrated(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data)
                .Transform(data));
            return metrics.AreaUnderRocCurve;
        }
        """);

    [Fact]
    public Task Where_the_probability_is_wanted_there_is_no_fix() => Fix.NoFix(Snippets.InClass("""
        double Loss(MLContext ml, IDataView data)
        {
            var metrics = ml.BinaryClassification.{|MLG3004:Evaluate|}(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data)
                .Transform(data));
            return metrics.LogLoss;
        }
        CalibratedBinaryClassificationMetrics All(MLContext ml, IDataView data) =>
            ml.BinaryClassification.{|MLG3004:Evaluate|}(ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data).Transform(data));
        """));

    private const string Trained = """
        public class Flag { public float A; public bool Label; public bool IsFraud; }
        public static class Chains
        {
            public static IEstimator<ITransformer> Perceptron(MLContext ml)
            {
                var pipeline = ml.Transforms.Concatenate("Features", "A")
                    .Append(ml.Transforms.NormalizeMinMax("Features"))
                    .Append(ml.BinaryClassification.Trainers.AveragedPerceptron());
                return pipeline;
            }
            public static IEstimator<ITransformer> Svm(MLContext ml)
            {
                var trainer = ml.BinaryClassification.Trainers.LinearSvm(labelColumnName: "IsFraud");
                return ml.Transforms.Concatenate("Features", "A").Append(trainer);
            }
            public static IEstimator<ITransformer> Forest(MLContext ml) =>
                ml.Transforms.Concatenate("Features", "A").Append(ml.BinaryClassification.Trainers.FastForest());
            public static IEstimator<ITransformer> Sdca(MLContext ml)
            {
                IEstimator<ITransformer> pipeline = ml.Transforms.Concatenate("Features", "A");
                pipeline = pipeline.Append(ml.BinaryClassification.Trainers.SdcaNonCalibrated());
                return pipeline;
            }
            public static double Loss(MLContext ml, IDataView data)
            {
                var scored = Perceptron(ml).Fit(data).Transform(data);
                return ml.BinaryClassification.{|MLG3004:Evaluate|}(scored).LogLoss + ml.BinaryClassification.{|MLG3004:Evaluate|}(scored)
                    .Entropy
                    + ml.BinaryClassification.{|MLG3004:Evaluate|}(Svm(ml).Fit(data).Transform(data), labelColumnName: "IsFraud").LogLoss
                    + ml.BinaryClassification.{|MLG3004:CrossValidate|}(data, Forest(ml))[0].Metrics.LogLoss
                    + ml.BinaryClassification.{|MLG3004:Evaluate|}(Sdca(ml).Fit(data).Transform(data)).LogLoss;
            }
        }
        """;

    private static readonly string s_calibrated = Snippets.WithoutMarkup(Trained)
        .Replace(
            "Trainers.AveragedPerceptron())", "Trainers.AveragedPerceptron())\n            "
                + ".Append(ml.BinaryClassification.Calibrators.Platt())", StringComparison.Ordinal)
        .Replace(
            "LinearSvm(labelColumnName: \"IsFraud\")", "LinearSvm(labelColumnName: "
                + "\"IsFraud\").Append(ml.BinaryClassification.Calibrators.Platt(labelColumnName: \"IsFraud\"))", StringComparison.Ordinal)
        .Replace("FastForest())", "FastForest()).Append(ml.BinaryClassification.Calibrators.Platt())", StringComparison.Ordinal)
        .Replace(
            "SdcaNonCalibrated())", "SdcaNonCalibrated()).Append(ml.BinaryClassification.Calibrators.Platt())", StringComparison.Ordinal);

    [Fact]
    public Task Fix_appends_a_calibrator() => Calibrator.Code(Snippets.InClass("", Trained), Snippets.InClass("", s_calibrated));

    /// <summary>ML.NET says what a chain makes without training it.</summary>
    [Fact]
    public void ML_NET_accepts_what_the_fix_has_made_and_finds_the_probability_in_it()
    {
        Assert.SkipUnless(CompilerTests.IsFloor, "One compiler is enough: ML.NET does not depend on it.");

        Assert.All(OutputsOf(Snippets.WithoutMarkup(Trained)), columns => Assert.DoesNotContain("Probability", columns));
        Assert.All(OutputsOf(s_calibrated), columns => Assert.Contains("Probability", columns));
    }

    [Fact]
    public Task Where_a_calibrator_does_not_compile_there_is_no_fix() => Calibrator.NoFix(Snippets.InClass("""
        void Typed(MLContext ml, IDataView data)
        {
            Microsoft.ML.Trainers.AveragedPerceptronTrainer trainer = ml.BinaryClassification.Trainers.AveragedPerceptron();
            ml.BinaryClassification.{|MLG3004:Evaluate|}(trainer.Fit(data).Transform(data));
        }
        double Weights(MLContext ml, IDataView data)
        {
            var model = ml.BinaryClassification.Trainers.AveragedPerceptron().Fit(data);
            ml.BinaryClassification.{|MLG3004:Evaluate|}(model.Transform(data));
            return model.Model.Bias;
        }
        void Nameless(IDataView data)
        {
            var pipeline = new MLContext().BinaryClassification.Trainers.AveragedPerceptron();
            new MLContext().BinaryClassification.{|MLG3004:CrossValidate|}(data, pipeline);
        }
        void Elsewhere(BinaryClassificationCatalog binary, IDataView data) =>
            binary.{|MLG3004:CrossValidate|}(data, binary.Trainers.LinearSvm());
        """));

    private static List<string[]> OutputsOf(string chains)
    {
        using var image = new MemoryStream();
        Assert.True(AllAnalyzers.Compile([("Chains.cs", Snippets.InClass("", chains))]).Emit(image).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("calibrated", isCollectible: true);
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile(typeof(NonCalibratedEvaluationTests).Assembly.Location,
        [
            new("A", DataKind.Single, 0), new("Label", DataKind.Boolean, 1), new("IsFraud", DataKind.Boolean, 2),
        ]);
        var shape = (SchemaShape)typeof(SchemaShape).GetMethod("Create", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(
            null, [data.Schema])!;
        var outputs = context.LoadFromStream(image).GetType("Chains")!.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(IEstimator<ITransformer>))
            .Select(method =>
                ((IEstimator<ITransformer>)method.Invoke(null, [ml])!).GetOutputSchema(shape).Select(column => column.Name).ToArray())
            .ToList();
        context.Unload();
        Assert.Equal(4, outputs.Count);
        return outputs;
    }
}
