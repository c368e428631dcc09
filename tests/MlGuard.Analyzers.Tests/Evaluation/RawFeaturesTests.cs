using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.RawFeaturesAnalyzer>;
using RuleFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Evaluation.RawFeaturesAnalyzer,
    MlGuard.CodeFixes.Evaluation.RawFeaturesCodeFix>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class RawFeaturesTests
{
    private const string Houses =
        "public class House { [LoadColumn(0)] public float Size; [LoadColumn(1)] public float Rooms; [LoadColumn(2)] public string "
            + "City = \"\"; [LoadColumn(3)] public float Label; }";

    [Fact]
    public Task Scaled_and_encoded_features_DoNotTrigger() => Rule.Method("""
        private static IDataView Load(MLContext ml) => ml.Data.LoadFromTextFile<House>("a.tsv");
        void Trees(MLContext ml) => ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.FastTree())
            .Fit(Load(ml));
        void Scaled(MLContext ml) => ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Transforms.NormalizeMinMax("Features")).Append(ml.Regression.Trainers.Sdca()).Fit(Load(ml));
        void Partly(MLContext ml) => ml.Transforms.NormalizeMeanVariance("Size")
            .Append(ml.Transforms.Concatenate("Features", "Size", "Rooms")).Append(ml.Regression.Trainers.Sdca()).Fit(Load(ml));
        void Text(MLContext ml) => ml.Transforms.Text.FeaturizeText("Features", "City").Append(ml.Regression.Trainers.Sdca()).Fit(Load(ml));
        void Encoded(MLContext ml) => ml.Transforms.Categorical.OneHotEncoding("City")
            .Append(ml.Transforms.Concatenate("Features", "City")).Append(ml.Regression.Trainers.Sdca()).Fit(Load(ml));
        void Single(MLContext ml) => ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.Sdca()).Fit(Load(ml));
        void Unknown(MLContext ml, IDataView data) =>
            ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.Sdca()).Fit(data);
        """, Houses);

    [Fact]
    public Task Raw_features_Trigger() => Rule.Method("""
        private static IDataView Load(MLContext ml) => ml.Data.LoadFromTextFile<House>("a.tsv");
        void Two(MLContext ml) => ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.{|MLG3007:Sdca|}())
            .Fit(Load(ml));
        void Clusters(MLContext ml) => ml.Clustering.Trainers.{|MLG3007:KMeans|}("X")
            .Fit(ml.Data.LoadFromTextFile("a.tsv", [new TextLoader.Column("X", DataKind.Single, 0, 9)]));
        """, Houses);

    [Fact]
    public Task Fix_normalizes() => RuleFix.Method(
        """void A(MLContext ml) => """
            + """ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.{|MLG3007:Sdca|}()).Fit(ml.Data.LoadFromTextFile<House>("a.tsv"));""",
        """void A(MLContext ml) => """
            + """ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Transforms.NormalizeMinMax("Features")).Append(ml.Regression.Trainers.Sdca()).Fit(ml.Data.LoadFromTextFile<House>("a.tsv"));""", Houses);
}
