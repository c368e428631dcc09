using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.ColumnMismatchAnalyzer>;

namespace MlGuard.Analyzers.Tests.Pipelines;

/// <summary>How far the checker follows data and pipelines through code, and where it stops.</summary>
public class PipelineFollowingTests
{
    private const string Rows = """
        public class House { [LoadColumn(0)] public float Size { get; set; } [LoadColumn(1)] public float Rooms;
            [LoadColumn(2)] public string City = ""; [LoadColumn(3), ColumnName("Label")] public float Price; }
        """;

    [Fact]
    public Task What_is_not_known_DoesNotTrigger() => Rule.Method("""
        private IEstimator<ITransformer>? _changing;
        public IEstimator<ITransformer>? Shared;
        void DataOfSomebody(MLContext ml, IDataView data) => ml.Transforms.Concatenate("Features", "A", "B").Fit(data);
        void PipelineOfSomebody(MLContext ml, IEstimator<ITransformer> before)
        {
            var data = ml.Data.LoadFromTextFile<House>("a.tsv");
            before.Append(ml.Transforms.Concatenate("Features", "Nowhere")).Fit(data);
        }
        void NamesOfSomebody(MLContext ml, string[] names, string output)
        {
            var data = ml.Data.LoadFromTextFile<House>("a.tsv");
            ml.Transforms.Concatenate("Features", names).Append(ml.Transforms.CopyColumns(output, "Size"))
                .Append(ml.Transforms.NormalizeMinMax("Nowhere")).Fit(data);
        }
        void OwnSchema(MLContext ml, List<House> houses, SchemaDefinition schema)
        {
            var data = ml.Data.LoadFromEnumerable(houses, schema);
            ml.Transforms.NormalizeMinMax("Nowhere").Fit(data);
        }
        void Branch(MLContext ml, bool both)
        {
            var data = ml.Data.LoadFromTextFile<House>("a.tsv");
            IEstimator<ITransformer> pipeline = both ? ml.Transforms.CopyColumns("Extra", "Size") : ml.Transforms.CopyColumns("Other",
                "Size");
            pipeline.Append(ml.Transforms.NormalizeMinMax("Extra")).Fit(data);
        }
        void Loop(MLContext ml, string[] texts)
        {
            var data = ml.Data.LoadFromTextFile<House>("a.tsv");
            IEstimator<ITransformer> pipeline = ml.Transforms.CopyColumns("Area", "Size");
            foreach (var text in texts)
                pipeline = pipeline.Append(ml.Transforms.CopyColumns(text, "Size"));
            pipeline.Append(ml.Transforms.NormalizeMinMax("Extra")).Fit(data);
        }
        void Written(MLContext ml, ref IEstimator<ITransformer> given)
        {
            var data = ml.Data.LoadFromTextFile<House>("a.tsv");
            IEstimator<ITransformer> pipeline = ml.Transforms.CopyColumns("Area", "Size");
            Replace(ref pipeline);
            pipeline.Append(ml.Transforms.NormalizeMinMax("Extra")).Fit(data);
        }
        void Replace(ref IEstimator<ITransformer> pipeline) { }
        void Callback(MLContext ml)
        {
            IEstimator<ITransformer> pipeline = ml.Transforms.CopyColumns("Area", "Size");
            void Add(string name) => pipeline = pipeline.Append(ml.Transforms.CopyColumns(name, "Size"));
            Add("Extra");
            new List<string> { "Other" }.ForEach(name => pipeline = pipeline.Append(ml.Transforms.CopyColumns(name, "Size")));
            pipeline.Append(ml.Transforms.Concatenate("Features", "Extra", "Other")).Fit(ml.Data.LoadFromTextFile<House>("a.tsv"));
        }
        void Fields(MLContext ml, IDataView data)
        {
            _changing!.Append(ml.Transforms.NormalizeMinMax("Extra")).Fit(data);
            Shared!.Append(ml.Transforms.NormalizeMinMax("Extra")).Fit(data);
        }
        protected virtual IDataView Loaded => new MLContext().Data.LoadFromTextFile<House>("a.tsv");
        void OverriddenProperty(MLContext ml) => ml.Transforms.NormalizeMinMax("Extra").Fit(Loaded);
        protected virtual IDataView Load(MLContext ml) => ml.Data.LoadFromTextFile<House>("a.tsv");
        void Overridden(MLContext ml) => ml.Transforms.NormalizeMinMax("Extra").Fit(Load(ml));
        void Generic<T>(MLContext ml, IEnumerable<T> rows) where T : class =>
            ml.Transforms.NormalizeMinMax("Extra").Fit(ml.Data.LoadFromEnumerable(rows));
        void Jump(MLContext ml)
        {
            var data = ml.Data.LoadFromTextFile<House>("a.tsv");
            goto End;
            End:
            ml.Transforms.NormalizeMinMax("Extra").Fit(data);
        }
        """, Rows);

    [Fact]
    public Task Right_columns_DoNotTrigger() => Rule.Method("""
        private const string Features = nameof(Features);
        private static readonly string[] s_numbers = { nameof(House.Size), "Rooms" };
        private readonly MLContext _ml = new();
        private IDataView? _data;
        void Fluent()
        {
            var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>("a.tsv"), testFraction: 0.2);
            var pipeline = _ml.Transforms.Categorical.OneHotEncoding("CityEncoded", "City")
                .Append(_ml.Transforms.Concatenate(Features, ["Size", nameof(House.Rooms), "CityEncoded"]))
                .Append(_ml.Transforms.NormalizeMinMax(Features))
                .AppendCacheCheckpoint(_ml)
                .Append(_ml.Regression.Trainers.Sdca());
            var model = pipeline.Fit(split.TrainSet);
            _ml.Regression.Evaluate(model.Transform(split.TestSet));
            var engine = _ml.Model.CreatePredictionEngine<House, Answer>(model);
        }
        async Task Stepwise(string path)
        {
            _data = await Task.Run(() => _ml.Data.LoadFromTextFile<House>(path));
            var estimator = Prepare(_ml).Append(_ml.Regression.Trainers.FastTree(labelColumnName: "Label"));
            foreach (var fold in _ml.Data.CrossValidationSplit(_data))
                _ml.Regression.Evaluate(estimator.Fit(fold.TrainSet).Transform(fold.TestSet));
        }
        private static EstimatorChain<ColumnConcatenatingTransformer> Prepare(MLContext ml) =>
            new EstimatorChain<ITransformer>().Append(ml.Transforms.Concatenate("Features", "Size", "Rooms"));
        void Options()
        {
            var loader = _ml.Data.CreateTextLoader(new TextLoader.Options { Columns = new[] {
                new TextLoader.Column("X", DataKind.Single, 0, 3), new TextLoader.Column("Y", DataKind.Boolean, 4) } });
            _ml.BinaryClassification.Trainers.FastTree(new Microsoft.ML.Trainers.FastTree.FastTreeBinaryTrainer.Options {
                LabelColumnName = "Y", FeatureColumnName = "X" }).Fit(loader.Load("a.tsv"));
        }
        void Either(bool big)
        {
            IEstimator<ITransformer> pipeline = _ml.Transforms.CopyColumns("A", "Size");
            if (big)
                pipeline = pipeline.Append(_ml.Transforms.CopyColumns("B", "Rooms"));
            else
                pipeline = pipeline.Append(_ml.Transforms.CopyColumns("B", "Size"));
            pipeline.Append(_ml.Transforms.NormalizeMinMax("B")).Fit(_ml.Data.LoadFromTextFile<House>("a.tsv"));
        }
        """, Rows);

    [Fact]
    public Task Data_is_followed_to_where_it_is_fitted() => Rule.Method("""
        private readonly IDataView _field = new MLContext().Data.LoadFromTextFile<House>("a.tsv");
        private IDataView? _later;
        private static (IDataView Train, IDataView Test) Split(MLContext ml)
        {
            var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("a.tsv"));
            return (split.TrainSet, split.TestSet);
        }
        void OneExpression(MLContext ml) => ml.Transforms.NormalizeMinMax({|MLG1010:"Sise"|}).Fit(ml.Data.LoadFromTextFile<House>("a.tsv"));
        void Field(MLContext ml) => ml.Transforms.NormalizeMinMax({|MLG1010:"Sise"|}).Fit(_field);
        void Prepare(MLContext ml) => _later = ml.Data.LoadFromEnumerable(new List<House>());
        void Later(MLContext ml) => ml.Transforms.NormalizeMinMax({|MLG1010:"Sise"|}).Fit(_later!);
        void Halves(MLContext ml)
        {
            var (train, _) = Split(ml);
            ml.Transforms.NormalizeMinMax({|MLG1010:"Sise"|}).Fit(train);
            ml.Transforms.NormalizeMinMax({|MLG1010:"Room"|}).Fit(Split(ml).Test);
        }
        void Loader(MLContext ml)
        {
            var loader = ml.Data.CreateTextLoader<House>();
            ml.Transforms.NormalizeMinMax({|MLG1010:"Sise"|}).Fit(loader.Load("a.tsv"));
        }
        void Columns(MLContext ml)
        {
            var data = ml.Data.LoadFromTextFile("a.tsv", [new TextLoader.Column("Size", DataKind.Single, 0)]);
            ml.Transforms.NormalizeMinMax({|MLG1010:"Sise"|}).Fit(ml.Data.TakeRows(ml.Data.ShuffleRows(data), 10));
        }
        void Folds(MLContext ml)
        {
            foreach (var fold in ml.Data.CrossValidationSplit(_field, numberOfFolds: 3))
                ml.Transforms.NormalizeMinMax({|MLG1010:"Sise"|}).Fit(fold.TrainSet);
        }
        void Lambda(MLContext ml)
        {
            var data = ml.Data.LoadFromTextFile<House>("a.tsv");
            Task.Run(() => ml.Transforms.NormalizeMinMax({|MLG1010:"Sise"|}).Fit(data));
        }
        void Local(MLContext ml)
        {
            Train(ml.Data.LoadFromTextFile<House>("a.tsv"));
            void Train(IDataView data) => ml.Transforms.NormalizeMinMax({|MLG1010:"Sise"|}).Fit(data);
        }
        """, Rows);

    [Fact]
    public Task Pipeline_is_followed_to_where_it_is_fitted() => Rule.Method("""
        private readonly IEstimator<ITransformer> _field = new MLContext().Transforms.CopyColumns("Area", {|MLG1010:"Sise"|});
        void Field(MLContext ml, List<House> houses) => _field.Fit(ml.Data.LoadFromEnumerable(houses));
        void Stepwise(MLContext ml, bool normalize)
        {
            var data = ml.Data.LoadFromTextFile<House>("a.tsv");
            IEstimator<ITransformer> pipeline = ml.Transforms.CopyColumns("Area", "Size");
            if (normalize)
                pipeline = pipeline.Append(ml.Transforms.NormalizeMinMax({|MLG1010:"Are"|}));
            pipeline = pipeline.Append(ml.Transforms.Concatenate("Features", "Area", {|MLG1010:"City"|}));
            pipeline.Fit(data);
        }
        private static IEstimator<ITransformer> Build(MLContext ml, string column)
        {
            var start = ml.Transforms.CopyColumns("Area", {|MLG1010:column|});
            return start.Append(ml.Transforms.Concatenate("Features", "Area"));
        }
        void Helper(MLContext ml) => Build(ml, "Sise").Fit(ml.Data.LoadFromTextFile<House>("a.tsv"));
        void Train(MLContext ml, IDataView data, IEstimator<ITransformer> before) =>
            before.Append(ml.Transforms.NormalizeMinMax({|MLG1010:"Volume"|})).Fit(data);
        private static MLContext Context { get; } = new();
        private static IEstimator<ITransformer> Arrow => Context.Transforms.CopyColumns("Area", {|MLG1010:"Sise"|});
        private static IDataView Getter { get { return Context.Data.LoadFromTextFile<House>("a.tsv"); } }
        void Properties(MLContext ml) { Arrow.Fit(Getter); ml.Transforms.NormalizeMinMax({|MLG1010:"Garage"|}).Fit(Getter); }
        void Given(MLContext ml) => Train(ml, ml.Data.LoadFromTextFile<House>("a.tsv"), ml.Transforms.CopyColumns("Area", "Size"));
        void Crossed(MLContext ml) => ml.Regression.CrossValidate(ml.Data.LoadFromTextFile<House>("a.tsv"),
            ml.Transforms.Concatenate("Features", "Size", {|MLG1010:"Room"|}).Append(ml.Regression.Trainers.FastTree()));
        void Dropped(MLContext ml) => ml.Transforms.DropColumns("Size").Append(ml.Transforms.NormalizeMinMax({|MLG1010:"Size"|}))
            .Fit(ml.Data.LoadFromTextFile<House>("a.tsv"));
        void Selected(MLContext ml, IDataView any) =>
            ml.Transforms.SelectColumns("Size", "Label").Append(ml.Transforms.NormalizeMinMax({|MLG1010:"Rooms"|})).Fit(any);
        IEstimator<ITransformer> OnlyMade(MLContext ml) =>
            ml.Transforms.Text.TokenizeIntoWords("Words", "Comment").Append(ml.Transforms.NormalizeMinMax({|MLG1010:"Words"|}));
        """, Rows);

    [Fact]
    public Task Top_level_statements_are_followed() => Rule.Code($$"""
        using Microsoft.ML;
        using Microsoft.ML.Data;
        var ml = new MLContext();
        var data = ml.Data.LoadFromTextFile<House>("a.tsv");
        var model = ml.Transforms.NormalizeMinMax({|MLG1010:"Sise"|}).Fit(data);
        {{Rows}}
        """);
}
