using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.UnsavableMappingAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class UnsavableMappingTests
{
    private const string Save = "void Save(MLContext ml, ITransformer model) => ml.Model.Save(model, null, \"a.zip\");";

    private const string Factory = """
        [Microsoft.ML.Transforms.CustomMappingFactoryAttribute("twice")]
        public class Twice : Microsoft.ML.Transforms.CustomMappingFactory<Row, Answer> {
            public override Action<Row, Answer> GetMapping() => (row, answer) => { }; }
        """;

    [Fact]
    public Task Mappings_with_a_factory_DoNotTrigger() => Rule.Method(Save + """
        void Known(MLContext ml) => ml.Transforms.CustomMapping<Row, Answer>((a, b) => { }, "twice");
        void Shown(MLContext ml, IDataView data) { var model = ml.Transforms.CustomMapping<Row, Answer>((a, b) => { }, null).Fit(data);
            model.Transform(data).Preview(); }
        void Given(MLContext ml, string contract) => ml.Transforms.CustomMapping<Row, Answer>((a, b) => { }, contract);
        """, Factory);

    [Fact]
    public Task What_is_no_part_of_the_saved_model_DoesNotTrigger() => Rule.Method("""
        void Baseline(MLContext ml, IDataView data)
        {
            var rule = ml.Transforms.CustomMapping<Row, Answer>((a, b) => { }, contractName: null);
            ml.Regression.Evaluate(rule.Fit(data).Transform(data));
            ml.Model.Save(ml.Regression.Trainers.FastTree().Fit(data), data.Schema, "a.zip");
        }
        void Built(MLContext ml, IDataView data)
        {
            Rule(ml).Fit(data).Transform(data).Preview();
            ml.Model.Save(ml.Regression.Trainers.FastTree().Fit(data), data.Schema, "b.zip");
        }
        private static IEstimator<ITransformer> Rule(MLContext ml) => ml.Transforms.CustomMapping<Row, Answer>((a, b) => { }, null);
        """);

    [Fact]
    public Task What_a_helper_saves_Triggers() => Rule.Method("""
        void Handed(MLContext ml, IDataView data)
        {
            var model = ml.Transforms.CustomMapping<Row, Answer>((a, b) => { }, {|MLG2020:null|}).Append(ml.Regression.Trainers.FastTree())
                .Fit(data);
            Write(ml, model, data);
        }
        private static void Write(MLContext ml, ITransformer model, IDataView data) => ml.Model.Save(model, data.Schema, "a.zip");
        """);

    [Fact]
    public Task What_nobody_saves_DoesNotTrigger() =>
        Rule.Method("void Never(MLContext ml) => ml.Transforms.CustomMapping<Row, Answer>((a, b) => { }, null);");

    [Fact]
    public Task Mappings_that_cannot_be_read_back_Trigger() => Rule.Method(Save + """
        void Null(MLContext ml) => ml.Transforms.CustomMapping<Row, Answer>((a, b) => { }, {|MLG2020:null|});
        void Empty(MLContext ml) => ml.Transforms.CustomMapping<Row, Answer>((a, b) => { }, contractName: {|MLG2020:""|});
        ITransformer Returned(MLContext ml, IDataView data) { var model = ml.Transforms.CustomMapping<Row, Answer>((a, b) => {
            }, {|MLG2020:null|}).Fit(data); return model; }
        void Unknown(MLContext ml) => ml.Transforms.CustomMapping<Row, Answer>((a, b) => { }, {|MLG2020:"thrice"|});
        """, Factory);
}
