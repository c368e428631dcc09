using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.LabelAmongFeaturesAnalyzer,
    MlGuard.CodeFixes.Data.LabelAmongFeaturesCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.LabelAmongFeaturesAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class LabelAmongFeaturesTests
{
    [Fact]
    public Task Features_without_the_label_DoNotTrigger() => Rule.Method("""
        IEstimator<ITransformer> Plain(MLContext ml) =>
            ml.Transforms.Concatenate("Features", "A", "B").Append(ml.Regression.Trainers.FastTree());
        IEstimator<ITransformer> OtherLabel(MLContext ml) =>
            ml.Transforms.Concatenate("Features", "A", "Label").Append(ml.Regression.Trainers.FastTree("Price"));
        IEstimator<ITransformer> OtherColumn(MLContext ml) =>
            ml.Transforms.Concatenate("All", "A", "Label").Append(ml.Transforms.Concatenate("Features", "A"))
                .Append(ml.Regression.Trainers.FastTree());
        IEstimator<ITransformer> Overwritten(MLContext ml) =>
            ml.Transforms.Concatenate("Features", "A", "Label").Append(ml.Transforms.CopyColumns("Label", "Price"))
                .Append(ml.Regression.Trainers.FastTree());
        IEstimator<ITransformer> Unsupervised(MLContext ml) =>
            ml.Transforms.Concatenate("Features", "A", "Label").Append(ml.Clustering.Trainers.KMeans());
        IEstimator<ITransformer> Unknown(MLContext ml, string label) =>
            ml.Transforms.Concatenate("Features", "A", "Label").Append(ml.Regression.Trainers.FastTree(label));
        IEstimator<ITransformer> Separate(MLContext ml)
        {
            var other = ml.Transforms.Concatenate("Features", "A", "Label");
            return ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastTree());
        }
        IEstimator<ITransformer> Computed(MLContext ml) => ml.Transforms.CustomMapping<Row, Computed>((row, made) => {
            }, "both").Append(ml.Transforms.Concatenate("Features", "Size", "Rooms")).Append(ml.Regression.Trainers.FastTree());
        IEstimator<ITransformer> Ranked(MLContext ml) =>
            ml.Transforms.Concatenate("Features", "A", "Label").Append(ml.Ranking.Trainers.FastTree());
        """, "public class Computed { public float Size; public float Rooms; public float Label; }");

    private static Task Family(string blamed, params string[] derived) => Rule.Code($$"""
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Microsoft.ML.Trainers;

        public abstract class TrainerBase<T> where T : class
        {
            protected readonly MLContext Ml = new(1);
            protected ITrainerEstimator<RegressionPredictionTransformer<T>, T> _trainer;
            protected ITransformer _model;
            public void Fit(IDataView rows) => _model = Prepared().Append(_trainer).Fit(rows);
            private EstimatorChain<ColumnConcatenatingTransformer> Prepared() =>
                Ml.Transforms.CopyColumns("Label", "Price").Append(Ml.Transforms.Concatenate("Features", "Size", {{blamed}}));
        }

        public abstract class Steps
        {
            protected MLContext Ml { get; } = new(1);
            protected abstract IEstimator<ITransformer> Trainer();
            public ITransformer Train(IDataView rows) => Ml.Transforms.CopyColumns("Label", "Price")
                .Append(Ml.Transforms.Concatenate("Features", "Size", {{blamed}})).Append(Trainer()).Fit(rows);
        }

        {{string.Join("\n", derived)}}
        """);

    private const string Sdca = "public class Sdca : TrainerBase<LinearRegressionModelParameters> "
        + "{ public Sdca() => _trainer = Ml.Regression.Trainers.Sdca(); }";

    private const string Trees = "public class Trees : Steps { protected override IEstimator<ITransformer> Trainer() => Ml.Regression.Trainers.FastTree(); }";

    [Fact]
    public Task Trainers_of_derived_classes_without_the_label_DoNotTrigger() => Family("\"Rooms\"", Sdca, Trees);

    [Fact]
    public Task Trainers_that_nobody_sees_DoNotTrigger() => Family("\"Price\"");

    [Fact]
    public Task Trainers_that_learn_another_column_DoNotTrigger() => Family(
        "\"Price\"", Sdca.Replace("Trainers.Sdca()", "Trainers.Sdca(\"Rooms\")", StringComparison.Ordinal),
        Trees.Replace("FastTree()", "FastTree(\"Rooms\")", StringComparison.Ordinal));

    /// <summary>The label that a base class copies, and trainers that its derived classes bring.</summary>
    [Fact]
    public Task Trainers_of_derived_classes_Trigger() => Family("{|MLG1013:\"Price\"|}", Sdca, Trees);

    /// <summary>Nothing is what a field holds before it is given a value.</summary>
    [Theory]
    [InlineData("= null")]
    [InlineData("= null!")]
    [InlineData("= default!")]
    public Task Trainers_of_a_field_that_begins_as_nothing_Trigger(string start) => Rule.Code($$"""
        using Microsoft.ML;

        public abstract class TrainerBase
        {
            protected readonly MLContext Ml = new(1);
            protected IEstimator<ITransformer> Trainer {{start}};
            public ITransformer Fit(IDataView rows) => Ml.Transforms.CopyColumns("Label", "Price")
                .Append(Ml.Transforms.Concatenate("Features", "Size", {|MLG1013:"Price"|})).Append(Trainer).Fit(rows);
        }

        public class Trees : TrainerBase { public Trees() => Trainer = Ml.Regression.Trainers.FastTree(); }
        """);

    [Fact]
    public Task Several_trainers_of_derived_classes_Trigger() => Family(
        "{|MLG1013:\"Price\"|}", Sdca, Sdca.Replace("Sdca", "Lbfgs", StringComparison.Ordinal)
            .Replace("Trainers.Lbfgs", "Trainers.Sdca", StringComparison.Ordinal), Trees,
        Trees.Replace("Trees", "Forest", StringComparison.Ordinal).Replace("FastTree", "FastForest", StringComparison.Ordinal));

    [Fact]
    public Task Label_or_its_copy_among_the_features_Triggers() => Rule.Method("""
        IEstimator<ITransformer> Plain(MLContext ml) =>
            ml.Transforms.Concatenate("Features", "A", {|MLG1013:"Label"|}).Append(ml.Regression.Trainers.FastTree());
        IEstimator<ITransformer> Source(MLContext ml) =>
            ml.Transforms.CopyColumns("Label", "Price").Append(ml.Transforms.Concatenate("Features", "A", {|MLG1013:"Price"|}))
                .Append(ml.Regression.Trainers.FastTree());
        IEstimator<ITransformer> Encoded(MLContext ml) =>
            ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(ml.Transforms.Categorical.OneHotEncoding("K", "Kind"))
            .Append(ml.Transforms.Concatenate("Features", "A", {|MLG1013:"K"|}))
                .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy());
        IEstimator<ITransformer> Nested(MLContext ml) =>
            ml.Transforms.Concatenate("Numbers", "A", {|MLG1013:"Label"|}).Append(ml.Transforms.Concatenate("Features", "Numbers", "B"))
            .Append(ml.Transforms.NormalizeMinMax("Features")).Append(ml.Regression.Trainers.Sdca());
        IEstimator<ITransformer> Stepwise(MLContext ml)
        {
            const string label = "Price";
            string[] features = { "A", {|MLG1013:"Price"|} };
            IEstimator<ITransformer> pipeline = ml.Transforms.Concatenate("X", features);
            pipeline = pipeline.Append(ml.Regression.Trainers.LightGbm(label, "X"));
            return pipeline;
        }
        """);

    [Fact]
    public Task Fix_takes_it_out() => Fix.Method(
        """
        IEstimator<ITransformer> Plain(MLContext ml) =>
            ml.Transforms.Concatenate("Features", "A", {|MLG1013:"Label"|}, "B").Append(ml.Regression.Trainers.FastTree());
        IEstimator<ITransformer> List(MLContext ml) => ml.Transforms.Concatenate("Features", new[] {
            "A", {|MLG1013:"Label"|} }).Append(ml.Regression.Trainers.FastTree());
        """,
        """
        IEstimator<ITransformer> Plain(MLContext ml) =>
            ml.Transforms.Concatenate("Features", "A", "B").Append(ml.Regression.Trainers.FastTree());
        IEstimator<ITransformer> List(MLContext ml) => ml.Transforms.Concatenate("Features", new[] {
            "A" }).Append(ml.Regression.Trainers.FastTree());
        """);
}
