using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.UnevaluatedModelAnalyzer>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class UnevaluatedModelTests
{
    [Fact]
    public Task Measured_models_DoNotTrigger() => Rule.Method("""
        void Here(MLContext ml, IDataView data)
        {
            var model = ml.Regression.Trainers.FastTree(labelColumnName: "Label").Fit(data);
            ml.Regression.Evaluate(model.Transform(data));
            ml.Model.Save(model, data.Schema, "a.zip");
        }
        void InHelper(MLContext ml, IDataView data)
        {
            var model = ml.Regression.Trainers.FastTree(labelColumnName: "Label").Fit(data);
            Print(ml, model, data);
            ml.Model.Save(model, data.Schema, "a.zip");
        }
        private static void Print(MLContext ml, ITransformer model, IDataView data) =>
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(data)).RSquared);
        void Caller(MLContext ml, IDataView data)
        {
            ml.Regression.CrossValidate(data, ml.Regression.Trainers.FastTree());
            Train(ml, data);
        }
        private void Train(MLContext ml, IDataView data) =>
            ml.Model.Save(ml.Regression.Trainers.FastTree(labelColumnName: "Label").Fit(data), data.Schema, "a.zip");
        void Loaded(MLContext ml, ITransformer model, IDataView data) => ml.Model.Save(model, data.Schema, "a.zip");
        void Prepared(MLContext ml, IDataView data) => ml.Model.Save(ml.Transforms.CopyColumns("A", "B").Fit(data), data.Schema, "a.zip");
        void ClustersByOptions(MLContext ml, IDataView data) => ml.Model.Save(ml.Clustering.Trainers.KMeans(
            new Microsoft.ML.Trainers.KMeansTrainer.Options { NumberOfClusters = 3 }).Fit(data), data.Schema, "a.zip");
        void MeasuredByOptions(MLContext ml, IDataView data)
        {
            var model = ml.Regression.Trainers.FastTree(new Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options()).Fit(data);
            ml.Regression.Evaluate(model.Transform(data));
            ml.Model.Save(model, data.Schema, "a.zip");
        }
        void Clusters(MLContext ml, IDataView data) => ml.Model.Save(ml.Clustering.Trainers.KMeans().Fit(data), data.Schema, "a.zip");
        """);

    [Fact]
    public Task Recommendations_that_are_measured_DoNotTrigger() => Rule.Method("""
        void Recommend(MLContext ml, IDataView data, IDataView heldBack)
        {
            var model = ml.Regression.Trainers.FastTree(labelColumnName: "Label").Fit(data);
            Microsoft.ML.RecommenderCatalog.Recommendation(ml).Evaluate(model.Transform(heldBack));
            ml.Model.Save(model, data.Schema, "a.zip");
        }
        """, """
        namespace Microsoft.ML
        {
            public static class RecommenderCatalog { public static RecommendationCatalog Recommendation(MLContext ml) => new(); }
            public sealed class RecommendationCatalog { public object Evaluate(IDataView data, string labelColumnName = "Label") => data; }
        }
        """);

    [Fact]
    public Task Models_that_nobody_measured_Trigger() => Rule.Method("""
        void ByOptions(MLContext ml, IDataView data)
        {
            var options = new Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options { LabelColumnName = "Price" };
            var model = ml.Transforms.Concatenate("Features", "Amount").Append(ml.Regression.Trainers.FastTree(options)).Fit(data);
            ml.Model.{|MLG3006:Save|}(model, data.Schema, "b.zip");
        }
        void Caller(MLContext ml, IDataView data) => Train(ml, data);
        private static void Train(MLContext ml, IDataView data)
        {
            var model = ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastTree(labelColumnName: "Label"))
                .Fit(data);
            ml.Model.{|MLG3006:Save|}(model, data.Schema, "a.zip");
        }
        void Parts(MLContext ml, IDataView data)
        {
            IEstimator<ITransformer> preparation = ml.Transforms.Concatenate("Features", "A")
                .Append(ml.Transforms.NormalizeMinMax("Features")).AppendCacheCheckpoint(ml);
            var prepared = preparation.Fit(data);
            var model = preparation.Append(ml.Regression.Trainers.FastTree(labelColumnName: "Label")).Fit(prepared.Transform(data));
            ml.Model.Save(prepared, data.Schema, "preparation.zip");
            ml.Model.{|MLG3006:Save|}(model, data.Schema, "a.zip");
            ml.Model.Save(model, data.Schema, "copy.zip");
        }
        """);

    [Fact]
    public Task A_model_in_a_field_that_its_type_measures_DoesNotTrigger() => Rule.Code(Snippets.InClass("", """
        public class Trainer(MLContext ml, IDataView data)
        {
            private ITransformer? _model;
            public void Train() => _model = ml.Regression.Trainers.FastTree(labelColumnName: "Label").Fit(data);
            public double Measure() => ml.Regression.Evaluate(_model!.Transform(data)).RSquared;
            public void Save() => ml.Model.Save(_model, data.Schema, "a.zip");
        }
        public class Loader(MLContext ml, IDataView data)
        {
            private ITransformer? _model;
            public void Load() => _model = ml.Model.Load("a.zip", out _);
            public void Save() => ml.Model.Save(_model, data.Schema, "b.zip");
        }
        """));

    [Fact]
    public Task A_model_in_a_field_that_nobody_measures_Triggers() => Rule.Code(Snippets.InClass("", """
        public class Trainer(MLContext ml, IDataView data)
        {
            private ITransformer? _model;
            public void Train() => _model = ml.Regression.Trainers.FastTree(labelColumnName: "Label").Fit(data);
            public void Save() => ml.Model.{|MLG3006:Save|}(_model, data.Schema, "a.zip");
        }
        public class Other(MLContext ml, IDataView data)
        {
            public ITransformer? Model { get; private set; }
            public void Train() { var trainer = ml.Regression.Trainers.FastTree(labelColumnName: "Label"); Model = trainer.Fit(data); }
            public void Save() => ml.Model.{|MLG3006:Save|}(Model, data.Schema, "a.zip");
        }
        """));

    /// <summary>What is counted by hand is measured too.</summary>
    [Fact]
    public Task Models_that_are_measured_by_hand_DoNotTrigger() => Rule.Method("""
        class Row { public float Amount { get; set; } public bool Label { get; set; } public float Price { get; set; } }
        class Verdict { [ColumnName("PredictedLabel")] public bool Prediction { get; set; } public bool Label { get; set; } public float Score; }
        void Counted(MLContext ml, IDataView data, IDataView test)
        {
            var model = ml.Regression.Trainers.FastTree(labelColumnName: "Label").Fit(data);
            var right = ml.Data.CreateEnumerable<Verdict>(model.Transform(test), false).Count(it => it.Prediction == it.Label);
            Console.WriteLine(right);
            ml.Model.Save(model, data.Schema, "a.zip");
        }
        void InLoop(MLContext ml, IDataView data, System.Collections.Generic.List<Row> rows)
        {
            var model = ml.Regression.Trainers.FastTree(labelColumnName: "Price").Fit(data);
            Print(ml, model, rows);
            ml.Model.Save(model, data.Schema, "a.zip");
        }
        private static void Print(MLContext ml, ITransformer model, System.Collections.Generic.List<Row> rows)
        {
            var engine = ml.Model.CreatePredictionEngine<Row, Verdict>(model);
            var error = 0.0;
            foreach (var row in rows)
            {
                var score = engine.Predict(row).Score;
                error += Math.Abs(Math.Round(score) - row.Price);
            }
            Console.WriteLine(error / rows.Count);
        }
        void Columns(MLContext ml, IDataView data, IDataView test)
        {
            var model = ml.Regression.Trainers.FastTree(labelColumnName: "Price").Fit(data);
            var scored = model.Transform(test);
            var apart = scored.GetColumn<float>("Score").Zip(scored.GetColumn<float>("Price"), (one, other) => Math.Abs(one - other)).Average();
            ml.Model.Save(model, data.Schema, "a.zip");
        }
        """);

    /// <summary>What a model answers is only looked at.</summary>
    [Fact]
    public Task Models_that_are_only_tried_Trigger() => Rule.Method("""
        class Row { public float Amount { get; set; } public bool Label { get; set; } }
        class Verdict { [ColumnName("PredictedLabel")] public bool Prediction { get; set; } public float Score; }
        void Tried(MLContext ml, IDataView data, Row row)
        {
            var model = ml.Regression.Trainers.FastTree(labelColumnName: "Label").Fit(data);
            var engine = ml.Model.CreatePredictionEngine<Row, Verdict>(model);
            Console.WriteLine(engine.Predict(row).Prediction == true ? "bad" : "good");
            Console.WriteLine(engine.Predict(row).Score > 0.5f);
            foreach (var score in model.Transform(data).GetColumn<float>("Score"))
                Console.WriteLine(score);
            ml.Model.{|MLG3006:Save|}(model, data.Schema, "a.zip");
        }
        """);

    /// <summary>A trainer of images measures itself on the rows that it watches, and tells the program after each round.</summary>
    [Fact]
    public Task A_trainer_that_tells_how_it_does_DoesNotTrigger() => Rule.Method("""
        void Told(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var options = new VisionCatalog.Options { LabelColumnName = "Label", ValidationSet = split.TestSet };
            options.MetricsCallback = Console.WriteLine;
            var model = ml.MulticlassClassification.Trainers.ImageClassification(options).Fit(split.TrainSet);
            ml.Model.Save(model, split.TrainSet.Schema, "a.zip");
        }
        void Untold(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var options = new VisionCatalog.Options { LabelColumnName = "Label", ValidationSet = null, MetricsCallback = Console.WriteLine };
            var model = ml.MulticlassClassification.Trainers.ImageClassification(options).Fit(split.TrainSet);
            ml.Model.{|MLG3006:Save|}(model, split.TrainSet.Schema, "a.zip");
        }
        """, """
        public static class VisionCatalog
        {
            public class Options { public string LabelColumnName = "Label"; public IDataView? ValidationSet; public Action<object>? MetricsCallback; }
            public static IEstimator<ITransformer> ImageClassification(
                this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, Options options) => null!;
        }
        """);

    [Fact]
    public Task Models_that_a_helper_fits_and_somebody_measures_DoNotTrigger() => Rule.Method("""
        void Service(MLContext ml, IDataView data, IDataView test)
        {
            var model = Fit(ml, data);
            ml.Model.Save(model, data.Schema, "a.zip");
            ml.Regression.Evaluate(model.Transform(test));
        }
        private static ITransformer Fit(MLContext ml, IDataView data) =>
            ml.Regression.Trainers.FastTree(labelColumnName: "Label").Fit(data);
        void Within(MLContext ml, IDataView data) => ml.Model.Save(FitAndTell(ml, data), data.Schema, "a.zip");
        private static ITransformer FitAndTell(MLContext ml, IDataView data)
        {
            var model = ml.Regression.Trainers.FastTree(labelColumnName: "Label").Fit(data);
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(data)).RSquared);
            return model;
        }
        void ByHelper(MLContext ml, IDataView data, IDataView test)
        {
            var model = Fit(ml, data);
            Keep(ml, data.Schema, model);
            ml.Regression.Evaluate(model.Transform(test));
        }
        private static void Keep(MLContext ml, DataViewSchema schema, ITransformer model) => ml.Model.Save(model, schema, "a.zip");
        public static void KeepOfOthers(MLContext ml, DataViewSchema schema, ITransformer model) => ml.Model.Save(model, schema, "a.zip");
        public static void KeepOther(MLContext ml, IDataView data, ITransformer model)
        {
            model ??= Fit(ml, data);
            ml.Model.Save(model, data.Schema, "a.zip");
        }
        void Reread(MLContext ml, IDataView data) => KeepRead(ml, data.Schema, Load(ml));
        private static void KeepRead(MLContext ml, DataViewSchema schema, ITransformer model) => ml.Model.Save(model, schema, "a.zip");
        void Given(MLContext ml, IDataView data) => ml.Model.Save(Load(ml), data.Schema, "a.zip");
        private static ITransformer Load(MLContext ml) => ml.Model.Load("a.zip", out _);
        private static ITransformer Prepare(MLContext ml, IDataView data) => ml.Transforms.CopyColumns("A", "B").Fit(data);
        void Prepared(MLContext ml, IDataView data) => ml.Model.Save(Prepare(ml, data), data.Schema, "a.zip");
        """);

    [Fact]
    public Task Models_that_a_helper_fits_and_nobody_measures_Trigger() => Rule.Method("""
        void Serve(MLContext ml, IDataView data, int kind)
        {
            var model = kind switch { 1 => Tree(ml, data), _ => Forest(ml, data) };
            ml.Model.{|MLG3006:Save|}(model, data.Schema, "a.zip");
        }
        void ServeByHelper(MLContext ml, IDataView data)
        {
            var model = Tree(ml, data);
            Keep(ml, data.Schema, model);
        }
        private static void Keep(MLContext ml, DataViewSchema schema, ITransformer model) =>
            ml.Model.{|MLG3006:Save|}(model, schema, "a.zip");
        private static ITransformer Tree(MLContext ml, IDataView data)
        {
            var trainer = ml.Regression.Trainers.FastTree("Price");
            return trainer.Fit(data);
        }
        private static ITransformer Forest(MLContext ml, IDataView data) =>
            ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastForest("Price")).Fit(data);
        """);
}
