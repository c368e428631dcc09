using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Evaluation.TrainingDataEvaluationAnalyzer,
    MlGuard.CodeFixes.Evaluation.TrainingDataEvaluationCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.TrainingDataEvaluationAnalyzer>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class TrainingDataEvaluationTests
{
    [Fact]
    public Task Where_nothing_learns_DoesNotTrigger() => Rule.Method("""
        void Rule(MLContext ml, IDataView data)
        {
            var rule = ml.Transforms.CustomMapping<Row, Answer>((row, answer) => answer.Score = 2 * row.Amount, contractName: null);
            ml.Regression.Evaluate(rule.Fit(data).Transform(data));
        }
        void Onnx(MLContext ml, IDataView data)
        {
            var scored = Pretrained(ml).Fit(data).Transform(data);
            ml.BinaryClassification.EvaluateNonCalibrated(scored);
        }
        void Keys(MLContext ml, IDataView data)
        {
            var steps = ml.Transforms.Conversion.MapValueToKey("Label").Append(Pretrained(ml));
            var model = steps.Fit(data);
            ml.MulticlassClassification.Evaluate(model.Transform(data));
        }
        void Loaded(MLContext ml, IDataView data)
        {
            var prepared = ml.Transforms.NormalizeMinMax("Amount").Fit(data).Transform(data);
            ml.Regression.Evaluate(ml.Model.Load("a.zip", out _).Transform(prepared));
        }
        private static IEstimator<ITransformer> Pretrained(MLContext ml) => ml.Transforms.ApplyOnnxModel("Score", "Amount", "a.onnx")
            .Append(ml.Transforms.CopyColumns("PredictedLabel", "Score"));
        """);

    /// <summary>A preparation and a model that were fitted one after the other are one model.</summary>
    [Fact]
    public Task A_chain_that_is_evaluated_on_other_rows_DoesNotTrigger() => Rule.Method("""
        void Test(MLContext ml, IDataView data)
        {
            var split = ml.Data.TrainTestSplit(data, testFraction: 0.2);
            ITransformer preparation = ml.Transforms.NormalizeMinMax("Features", "Amount").Fit(split.TrainSet);
            var prepared = preparation.Transform(split.TrainSet);
            var model = preparation.Append(ml.Regression.Trainers.Sdca().Fit(prepared));
            ml.Regression.Evaluate(model.Transform(split.TestSet));
        }
        void Other(MLContext ml, IDataView data, IDataView later)
        {
            ITransformer preparation = ml.Transforms.NormalizeMinMax("Features", "Amount").Fit(data);
            var model = preparation.Append(ml.Regression.Trainers.Sdca().Fit(preparation.Transform(data)));
            ml.Regression.Evaluate(model.Transform(later));
        }
        void Loaded(MLContext ml, IDataView data)
        {
            ITransformer preparation = ml.Transforms.NormalizeMinMax("Features", "Amount").Fit(data);
            var model = preparation.Append(ml.Model.Load("a.zip", out _));
            ml.Regression.Evaluate(model.Transform(data));
        }
        """);

    [Fact]
    public Task A_chain_that_is_evaluated_on_its_rows_Triggers() => Rule.Method("""
        void Raw(MLContext ml, IDataView data)
        {
            ITransformer preparation = ml.Transforms.NormalizeMinMax("Features", "Amount").Fit(data);
            var prepared = preparation.Transform(data);
            var model = preparation.Append(ml.Regression.Trainers.Sdca().Fit(prepared));
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(data));
        }
        void Prepared(MLContext ml, IDataView data)
        {
            ITransformer preparation = ml.Transforms.NormalizeMinMax("Features", "Amount").Fit(data);
            var prepared = preparation.Transform(data);
            var model = preparation.Append(ml.Regression.Trainers.Sdca().Fit(prepared));
            var scored = model.Transform(prepared);
            ml.Regression.{|MLG3001:Evaluate|}(scored);
        }
        void Behind(MLContext ml, IDataView data)
        {
            var trained = ml.Transforms.Concatenate("Features", "Amount").Append(ml.Regression.Trainers.Sdca()).Fit(data);
            var scored = trained.Transform(data);
            var model = trained.Append(ml.Transforms.CopyColumns("Estimate", "Score").Fit(scored));
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(data));
        }
        """);

    /// <summary>Another method loads the model that this one has just trained and put there.</summary>
    [Fact]
    public Task A_model_in_a_field_that_is_loaded_elsewhere_Triggers() => Rule.Method("""
        private ITransformer _model = null!;
        private ITransformer Kept { get; set; } = null!;
        void Load(MLContext ml) => _model = Kept = ml.Model.Load("a.zip", out _);
        void Train(MLContext ml, IDataView data)
        {
            _model = ml.Transforms.Concatenate("Features", "Amount").Append(ml.Regression.Trainers.Sdca()).Fit(data);
            var scored = _model.Transform(data);
            ml.Regression.{|MLG3001:Evaluate|}(scored);
        }
        void TrainPart(MLContext ml, IDataView data)
        {
            _model = ml.Transforms.Concatenate("Features", "Amount").Append(ml.Regression.Trainers.Sdca()).Fit(data);
            var split = ml.Data.TrainTestSplit(data, testFraction: 0.2);
            ml.Regression.{|MLG3001:Evaluate|}(_model.Transform(split.TestSet));
        }
        void TrainKept(MLContext ml, IDataView data)
        {
            Kept = ml.Transforms.Concatenate("Features", "Amount").Append(ml.Regression.Trainers.Sdca()).Fit(data);
            ml.Regression.{|MLG3001:Evaluate|}(Kept.Transform(data));
        }
        """);

    [Fact]
    public Task A_model_in_a_field_that_may_be_another_by_then_DoesNotTrigger() => Rule.Method("""
        private ITransformer _model = null!;
        void Load(MLContext ml) => _model = ml.Model.Load("a.zip", out _);
        void Reload(MLContext ml, IDataView data)
        {
            _model = ml.Transforms.Concatenate("Features", "Amount").Append(ml.Regression.Trainers.Sdca()).Fit(data);
            Load(ml);
            ml.Regression.Evaluate(_model.Transform(data));
        }
        void HeldBack(MLContext ml, IDataView data)
        {
            var split = ml.Data.TrainTestSplit(data, testFraction: 0.2);
            _model = ml.Transforms.Concatenate("Features", "Amount").Append(ml.Regression.Trainers.Sdca()).Fit(split.TrainSet);
            ml.Regression.Evaluate(_model.Transform(split.TestSet));
        }
        void Measure(MLContext ml, IDataView data) => ml.Regression.Evaluate(_model.Transform(data));
        """);

    [Fact]
    public Task Where_a_trainer_stands_behind_a_rule_Triggers() => Rule.Method("""
        void Both(MLContext ml, IDataView data)
        {
            var rule = ml.Transforms.CustomMapping<Row, Answer>((row, answer) => answer.Score = 2 * row.Amount, contractName: null);
            var model = rule.Append(ml.Regression.Trainers.FastTree()).Fit(data);
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(data));
        }
        void Either(MLContext ml, IDataView data, bool isRule)
        {
            IEstimator<ITransformer> steps = isRule ? ml.Transforms.CopyColumns("Score", "Amount") : ml.Regression.Trainers.FastTree();
            ml.Regression.{|MLG3001:Evaluate|}(steps.Fit(data).Transform(data));
        }
        """);

    [Fact]
    public Task Held_back_data_DoesNotTrigger() => Rule.Method("""
        void Split(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var split = ml.Data.TrainTestSplit(data, testFraction: 0.2);
            var model = pipeline.Fit(split.TrainSet);
            var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        }
        void Files(MLContext ml, IEstimator<ITransformer> pipeline)
        {
            var train = ml.Data.LoadFromTextFile<Row>("train.tsv");
            var test = ml.Data.LoadFromTextFile<Row>("test.tsv");
            var model = pipeline.Fit(train);
            ml.Regression.Evaluate(model.Transform(test));
        }
        void Tuple(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var split = ml.Data.TrainTestSplit(data);
            var (train, test) = (split.TrainSet, split.TestSet);
            ml.Regression.Evaluate(pipeline.Fit(train).Transform(test));
        }
        void Halves(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            (IDataView train, IDataView test) = Divide(data);
            ml.Regression.Evaluate(pipeline.Fit(train).Transform(test));
        }
        static (IDataView, IDataView) Divide(IDataView data) => (data, data);
        """);

    [Fact]
    public Task What_may_have_changed_in_between_DoesNotTrigger() => Rule.Method("""
        private IDataView? _data;
        void Reassigned(MLContext ml, IDataView data, IDataView test, IEstimator<ITransformer> pipeline)
        {
            var model = pipeline.Fit(data);
            data = test;
            ml.Regression.Evaluate(model.Transform(data));
        }
        void Field(MLContext ml, IDataView train, IDataView test, IEstimator<ITransformer> pipeline)
        {
            _data = train;
            var model = pipeline.Fit(_data);
            _data = test;
            ml.Regression.Evaluate(model.Transform(_data));
        }
        void OtherModel(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline, ITransformer loaded)
        {
            var model = pipeline.Fit(data);
            ml.Regression.Evaluate(loaded.Transform(data));
        }
        void ByReference(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var model = pipeline.Fit(data);
            Swap(ref data);
            ml.Regression.Evaluate(model.Transform(data));
        }
        static void Swap(ref IDataView data) { }
        """);

    [Fact]
    public Task Comparison_with_other_data_DoesNotTrigger() => Rule.Method("""
        void Both(MLContext ml, IDataView train, IDataView test, IEstimator<ITransformer> pipeline)
        {
            var model = pipeline.Fit(train);
            var first = ml.Regression.Evaluate(model.Transform(train));
            var second = ml.Regression.Evaluate(model.Transform(test));
        }
        void Folds(MLContext ml, IDataView train, IEstimator<ITransformer> pipeline)
        {
            var folds = ml.Regression.CrossValidate(train, pipeline);
            var metrics = ml.Regression.Evaluate(pipeline.Fit(train).Transform(train));
        }
        void Named(MLContext ml, IDataView train, IEstimator<ITransformer> pipeline)
        {
            var trainMetrics = ml.Regression.Evaluate(pipeline.Fit(train).Transform(train));
        }
        """);

    [Fact]
    public Task Clustering_and_anomalies_DoNotTrigger() => Rule.Method("""
        void M(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var model = pipeline.Fit(data);
            ml.Clustering.Evaluate(model.Transform(data));
            ml.AnomalyDetection.Evaluate(model.Transform(data));
        }
        """);

    [Fact]
    public Task Test_DoesNotTrigger() => Rule.Code(Snippets.InClass("""
        [Xunit.Fact] public void Learns()
        {
            var ml = new MLContext();
            var data = ml.Data.LoadFromEnumerable(new Row[0]);
            Xunit.Assert.True(ml.Regression.Evaluate(ml.Regression.Trainers.Sdca().Fit(data).Transform(data)).RSquared > 0);
        }
        """, """
        namespace Xunit { public class FactAttribute : Attribute { } public static class Assert { public static void True(bool it) { } } }
        """));

    [Fact]
    public Task Evaluation_on_fitted_data_Triggers() => Rule.Method("""
        private readonly IDataView _rows = null!;
        void Plain(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var model = pipeline.Fit(data);
            var predictions = model.Transform(data);
            var metrics = ml.BinaryClassification.{|MLG3001:Evaluate|}(predictions);
            var again = ml.BinaryClassification.EvaluateNonCalibrated(predictions);
        }
        void Nested(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline) =>
            ml.MulticlassClassification.{|MLG3001:Evaluate|}(pipeline.Fit(data).Transform(data), labelColumnName: "Label");
        void Field(MLContext ml, IEstimator<ITransformer> pipeline) =>
            ml.Ranking.{|MLG3001:Evaluate|}(pipeline.Fit(_rows).Transform(_rows));
        void Concrete(MLContext ml, IDataView data)
        {
            ITransformer model = ml.Transforms.Concatenate("Features", "Amount").Append(ml.Regression.Trainers.Sdca()).Fit(data);
            foreach (var i in new[] { 1, 2 })
            {
                var copy = data;
                Console.WriteLine(ml.Regression.{|MLG3001:Evaluate|}(model.Transform(copy)).RSquared);
            }
        }
        void Prepared(MLContext ml, IDataView data, IEstimator<ITransformer> preparation, IEstimator<ITransformer> trainer)
        {
            IDataView prepared = preparation.Fit(data).Transform(data);
            var model = trainer.Fit(prepared);
            IDataView test = model.Transform(prepared);
            ml.Regression.{|MLG3001:Evaluate|}(test);
        }
        void Lambda(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var model = pipeline.Fit(data);
            Func<double> score = () => ml.Regression.{|MLG3001:Evaluate|}(model.Transform(data)).RSquared;
        }
        async Task Async(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var model = await Task.Run(() => pipeline.Fit(data));
            await Task.Yield();
        }
        void LocalFunction(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var model = pipeline.Fit(data);
            Print();
            void Print() => ml.Regression.{|MLG3001:Evaluate|}(model.Transform(data));
        }
        """);

    [Fact]
    public Task Top_level_statements_Trigger() => Rule.Code("""
        using Microsoft.ML;
        using static Microsoft.ML.DataOperationsCatalog;

        var ml = new MLContext();
        var data = ml.Data.LoadFromEnumerable(new Row[0]);
        TrainTestData split = ml.Data.TrainTestSplit(data);
        var model = ml.Regression.Trainers.Sdca().Fit(split.TrainSet);
        ml.Regression.{|MLG3001:Evaluate|}(model.Transform(split.TrainSet));

        class Row { public float Label; }
        """);

    [Fact]
    public Task Training_half_whose_test_half_nobody_reads_Triggers() => Rule.Method("""
        void M(MLContext ml, IDataView data, ITransformer model)
        {
            var split = ml.Data.TrainTestSplit(data);
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(split.TrainSet));
        }
        """);

    [Fact]
    public Task Split_Fix() => Fix.Method("""
        void M(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
            {
                var split = ml.Data.TrainTestSplit(data);
                var model = pipeline.Fit(split.TrainSet);
                ml.Regression.{|MLG3001:Evaluate|}(model.Transform(/* all */ split.TrainSet));
            }
            void Alias(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
            {
                var split = ml.Data.TrainTestSplit(data);
                var train = split.TrainSet;
                ml.Regression.{|MLG3001:Evaluate|}(pipeline.Fit(train).Transform(train));
            }
        """, """
        void M(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
            {
                var split = ml.Data.TrainTestSplit(data);
                var model = pipeline.Fit(split.TrainSet);
                ml.Regression.Evaluate(model.Transform(/* all */ split.TestSet));
            }
            void Alias(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
            {
                var split = ml.Data.TrainTestSplit(data);
                var train = split.TrainSet;
                ml.Regression.Evaluate(pipeline.Fit(train).Transform(split.TestSet));
            }
        """);

    [Fact]
    public Task No_split_NoFix() => Fix.NoFix(Snippets.InClass("""
        void M(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline) =>
            ml.Regression.{|MLG3001:Evaluate|}(pipeline.Fit(data).Transform(data));
        """));
}
