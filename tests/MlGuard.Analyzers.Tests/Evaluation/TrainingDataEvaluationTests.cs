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

    private const string CellRows = "public class Cells { [LoadColumn(0, 3)] public float[] Features = []; [LoadColumn(4)] public float Label; }";

    /// <summary>Two loads give the same rows only where nothing can have come between them.</summary>
    [Fact]
    public Task Two_loads_of_what_may_be_other_rows_DoNotTrigger() => Rule.Method("""
        private static readonly string s_train = Path.Combine(AppContext.BaseDirectory, "train.csv");
        private static readonly string s_test = Path.Combine(AppContext.BaseDirectory, "test.csv");
        private static string Latest => Path.Combine("data", DateTime.Now.ToString() + ".csv");
        private string _path = "a.csv";

        private static IDataView Load(MLContext ml, string path) => ml.Data.LoadFromTextFile<Cells>(path, separatorChar: ',');
        private static IDataView LoadLatest(MLContext ml) => ml.Data.LoadFromTextFile<Cells>(Latest, separatorChar: ',');
        private static ITransformer Fitted(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);

        public void OtherFile(MLContext ml) => ml.Regression.Evaluate(Fitted(ml, Load(ml, s_train)).Transform(Load(ml, s_test)));
        public void SameSplit(MLContext ml)
        {
            var training = ml.Data.TrainTestSplit(Load(ml, s_train), 0.2, seed: 1).TrainSet;
            var test = ml.Data.TrainTestSplit(Load(ml, s_train), 0.2, seed: 1).TestSet;
            ml.Regression.Evaluate(Fitted(ml, training).Transform(test));
        }
        public void OtherPath(MLContext ml, string path, string other)
        {
            var model = Fitted(ml, Load(ml, path));
            path = other;
            ml.Regression.Evaluate(model.Transform(Load(ml, path)));
        }
        public void Given(MLContext ml, string one, string two) =>
            ml.Regression.Evaluate(Fitted(ml, Load(ml, one.Trim())).Transform(Load(ml, two.Trim())));
        public void Computed(MLContext ml) => ml.Regression.Evaluate(Fitted(ml, LoadLatest(ml)).Transform(LoadLatest(ml)));
        public void Field(MLContext ml, string path)
        {
            var model = Fitted(ml, Load(ml, _path));
            Next();
            ml.Regression.Evaluate(model.Transform(Load(ml, _path)));
        }
        private void Next() => _path = "b.csv";
        public void Written(MLContext ml, string path)
        {
            var model = Fitted(ml, Load(ml, path));
            File.Copy("new.csv", path, overwrite: true);
            ml.Regression.Evaluate(model.Transform(Load(ml, path)));
        }
        public void WrittenInHelper(MLContext ml)
        {
            var model = Fitted(ml, Load(ml, "rows.csv"));
            Write("1,2,3,4,5");
            ml.Regression.Evaluate(model.Transform(Load(ml, "rows.csv")));
        }
        private static void Write(string text) => File.WriteAllText("rows.csv", text);
        public void Each(MLContext ml, string[] paths)
        {
            ITransformer? model = null;
            foreach (var path in paths)
            {
                if (model is not null)
                    ml.Regression.Evaluate(model.Transform(Load(ml, path)));
                model = Fitted(ml, Load(ml, path));
            }
        }
        public void Either(MLContext ml, bool isFirst)
        {
            var path = isFirst ? s_train : s_test;
            var model = Fitted(ml, Load(ml, s_train));
            ml.Regression.Evaluate(model.Transform(Load(ml, path)));
        }
        public void First(MLContext ml)
        {
            var loader = ml.Data.CreateTextLoader(new TextLoader.Options { MaxRows = 100, Separators = [','] });
            var model = Fitted(ml, loader.Load("a.csv"));
            var others = ml.Data.LoadFromTextFile<Cells>("a.csv", new TextLoader.Options { MaxRows = 100, Separators = [','] });
            ml.Regression.Evaluate(model.Transform(others));
        }
        public void Several(MLContext ml)
        {
            var loader = ml.Data.CreateTextLoader<Cells>(separatorChar: ',');
            ml.Regression.Evaluate(Fitted(ml, loader.Load("a.csv")).Transform(loader.Load("a.csv", "b.csv")));
        }
        public void Compared(MLContext ml)
        {
            var model = Fitted(ml, Load(ml, s_train));
            var train = ml.Regression.Evaluate(model.Transform(Load(ml, s_train)));
            var test = ml.Regression.Evaluate(model.Transform(Load(ml, s_test)));
        }
        """, CellRows);

    [Fact]
    public Task Two_loads_of_objects_that_may_be_others_DoNotTrigger() => Rule.Method("""
        private static ITransformer Fitted(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);
        private static void Shuffle(IList<Cells> rows) => rows.Clear();

        public void Others(MLContext ml, List<Cells> rows, List<Cells> others) =>
            ml.Regression.Evaluate(Fitted(ml, ml.Data.LoadFromEnumerable(rows)).Transform(ml.Data.LoadFromEnumerable(others)));
        public void Parts(MLContext ml, IEnumerable<Cells> rows)
        {
            var training = ml.Data.LoadFromEnumerable(rows.Take(80));
            var test = ml.Data.LoadFromEnumerable(rows.Skip(80));
            ml.Regression.Evaluate(Fitted(ml, training).Transform(test));
        }
        public void Grown(MLContext ml, List<Cells> rows, Cells more)
        {
            var model = Fitted(ml, ml.Data.LoadFromEnumerable(rows));
            rows.Clear();
            rows.Add(more);
            ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(rows)));
        }
        public void Handed(MLContext ml, List<Cells> rows)
        {
            var model = Fitted(ml, ml.Data.LoadFromEnumerable(rows));
            Shuffle(rows);
            ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(rows)));
        }
        public void Set(MLContext ml, Cells[] rows, Cells more)
        {
            var model = Fitted(ml, ml.Data.LoadFromEnumerable(rows));
            rows[0] = more;
            ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(rows)));
        }
        public void Reassigned(MLContext ml, IEnumerable<Cells> rows, IEnumerable<Cells> others)
        {
            var model = Fitted(ml, ml.Data.LoadFromEnumerable(rows));
            rows = others;
            ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(rows)));
        }
        """, CellRows);

    /// <summary>The test rows were read, and then the training rows are loaded in their place.</summary>
    [Fact]
    public Task A_second_load_of_the_objects_that_were_learnt_Triggers() => Rule.Method("""
        private static ITransformer Fitted(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);
        private static IEnumerable<Cells> Read(string folder) => [];

        public void Mixed(MLContext ml)
        {
            IEnumerable<Cells> rows = Read("train");
            var split = ml.Data.TrainTestSplit(ml.Data.ShuffleRows(ml.Data.LoadFromEnumerable(rows)), 0.2);
            var model = Fitted(ml, split.TrainSet);
            IEnumerable<Cells> testRows = Read("test");
            var test = ml.Data.LoadFromEnumerable(rows);
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(test));
        }
        public void Listed(MLContext ml, List<Cells> rows)
        {
            var model = Fitted(ml, ml.Data.LoadFromEnumerable(rows));
            Console.WriteLine(rows.Count);
            var test = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows), 0.2).TestSet;
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(test));
        }
        """, CellRows);

    /// <summary>Microsoft.ML.Vision's trainer is not among the steps that are known, but it watches rows.</summary>
    [Fact]
    public Task A_trainer_that_watches_other_rows_and_is_evaluated_on_those_that_it_learnt_from_Triggers() => Rule.Method("""
        public void Again(MLContext ml, IEnumerable<Cells> rows)
        {
            var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows));
            var trainer = ml.MulticlassClassification.Trainers.ImageClassification("Features", validationSet: split.TestSet);
            var model = trainer.Fit(split.TrainSet);
            Measure(ml.Data.LoadFromEnumerable(rows));
            void Measure(IDataView measured) => ml.MulticlassClassification.{|MLG3001:Evaluate|}(model.Transform(measured));
        }
        public void Held(MLContext ml, IEnumerable<Cells> rows, IEnumerable<Cells> others)
        {
            var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows));
            var trainer = ml.MulticlassClassification.Trainers.ImageClassification("Features", validationSet: split.TestSet);
            var model = trainer.Fit(split.TrainSet);
            ml.MulticlassClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(others)));
        }
        """, CellRows + """

        public static class VisionCatalog
        {
            public static IEstimator<ITransformer> ImageClassification(
                this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string feature, IDataView? validationSet = null) => null!;
        }
        """);

    private const string Experiments = """

        namespace Microsoft.ML.AutoML
        {
            public class RunDetail<TMetrics> { public ITransformer Model => null!; public TMetrics ValidationMetrics => default!; }
            public class ExperimentResult<TMetrics> { public RunDetail<TMetrics> BestRun => null!; }
            public abstract class ExperimentBase<TMetrics, TSettings>
            {
                public ExperimentResult<TMetrics> Execute(IDataView trainData, string labelColumnName = "Label") => null!;
                public ExperimentResult<TMetrics> Execute(IDataView trainData, IDataView validationData, string label = "Label") => null!;
            }
            public sealed class RegressionExperiment : ExperimentBase<Microsoft.ML.Data.RegressionMetrics, object> { }
        }
        """;

    [Fact]
    public Task The_best_model_of_an_experiment_on_held_back_rows_DoesNotTrigger() => Rule.Method("""
        public void Held(MLContext ml, Microsoft.ML.AutoML.RegressionExperiment experiment, IDataView data)
        {
            var split = ml.Data.TrainTestSplit(data);
            var result = experiment.Execute(split.TrainSet, labelColumnName: "Label");
            ml.Regression.Evaluate(result.BestRun.Model.Transform(split.TestSet));
        }
        public void Validated(MLContext ml, Microsoft.ML.AutoML.RegressionExperiment experiment, IDataView data, IDataView test)
        {
            var split = ml.Data.TrainTestSplit(data);
            var model = experiment.Execute(split.TrainSet, split.TestSet).BestRun.Model;
            ml.Regression.Evaluate(model.Transform(test));
        }
        """, CellRows + Experiments);

    [Fact]
    public Task The_best_model_of_an_experiment_on_its_rows_Triggers() => Rule.Method("""
        public void Result(MLContext ml, Microsoft.ML.AutoML.RegressionExperiment experiment, IDataView data)
        {
            var result = experiment.Execute(data, "Label");
            var best = result.BestRun.Model;
            ml.Regression.{|MLG3001:Evaluate|}(best.Transform(data));
        }
        public void Part(MLContext ml, Microsoft.ML.AutoML.RegressionExperiment experiment, IDataView data)
        {
            var run = experiment.Execute(data).BestRun;
            ml.Regression.{|MLG3001:Evaluate|}(run.Model.Transform(ml.Data.TrainTestSplit(data).TestSet));
        }
        """, CellRows + Experiments);

    [Fact]
    public Task A_second_load_of_the_file_that_was_learnt_Triggers() => Rule.Method("""
        private static readonly string s_path = Path.Combine(AppContext.BaseDirectory, "rows.csv");
        private static string s_kept = Path.Combine(AppContext.BaseDirectory, "kept.csv");
        private readonly string _path;
        public Subject(string path) => _path = path;

        private static IDataView Load(MLContext ml, string path) => ml.Data.LoadFromTextFile<Cells>(path, separatorChar: ',');
        private static ITransformer Fitted(MLContext ml, IDataView rows) => ml.Regression.Trainers.Sdca().Fit(rows);
        private static ITransformer Trained(MLContext ml, string path) => Fitted(ml, Load(ml, path));

        public void Constant(MLContext ml)
        {
            var model = Fitted(ml, Load(ml, "rows.csv"));
            var test = ml.Data.TrainTestSplit(Load(ml, "rows.csv"), 0.2, seed: 1).TestSet;
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(test));
        }
        public void Parameter(MLContext ml, string path)
        {
            var model = Trained(ml, path);
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(Load(ml, path)));
        }
        public void Static(MLContext ml)
        {
            var model = Trained(ml, s_path);
            var split = ml.Data.TrainTestSplit(Load(ml, s_path));
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(split.TestSet));
        }
        public void Kept(MLContext ml) => ml.Regression.{|MLG3001:Evaluate|}(Trained(ml, s_kept).Transform(Load(ml, s_kept)));
        public void Readonly(MLContext ml) => ml.Regression.{|MLG3001:Evaluate|}(Trained(ml, _path).Transform(Load(ml, _path)));
        public void Joined(MLContext ml, string folder)
        {
            var model = Trained(ml, Path.Combine(folder, "rows.csv"));
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(Load(ml, Path.Combine(folder, "rows.csv"))));
        }
        public void Local(MLContext ml, string? given)
        {
            var path = Path.Combine(given ?? ".", "rows.csv");
            var loader = ml.Data.CreateTextLoader<Cells>(separatorChar: ',');
            var model = Fitted(ml, loader.Load(path));
            File.WriteAllText("metrics.json", "{}");
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(loader.Load(path)));
        }
        public void Whole(MLContext ml)
        {
            var model = Fitted(ml, ml.Data.TrainTestSplit(Load(ml, s_path)).TrainSet);
            ml.Regression.{|MLG3001:Evaluate|}(model.Transform(Load(ml, s_path)));
        }
        """, CellRows);

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
