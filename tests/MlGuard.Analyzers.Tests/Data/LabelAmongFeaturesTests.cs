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
