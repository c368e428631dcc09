using Fraction = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.TestFractionAnalyzer>;
using FractionFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.TestFractionAnalyzer, MlGuard.CodeFixes.Evaluation.TestFractionCodeFix>;
using Groups = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.SplitGroupsAnalyzer>;
using GroupsFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.SplitGroupsAnalyzer, MlGuard.CodeFixes.Evaluation.SplitGroupsCodeFix>;
using Label = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.SplitByLabelAnalyzer>;
using LabelFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.SplitByLabelAnalyzer, MlGuard.CodeFixes.Evaluation.SplitByLabelCodeFix>;
using Raw = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.RawFeaturesAnalyzer>;
using RawFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.RawFeaturesAnalyzer, MlGuard.CodeFixes.Evaluation.RawFeaturesCodeFix>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class SplitTests
{
    private const string Houses = "public class House { [LoadColumn(0)] public float Size; [LoadColumn(1)] public float Rooms; [LoadColumn(2)] public string City = \"\"; [LoadColumn(3)] public float Label; }";

    [Fact]
    public Task Other_keys_DoNotTrigger() => Label.Method("""
        void Users(MLContext ml, IDataView data) => ml.Data.TrainTestSplit(data, samplingKeyColumnName: "UserId");
        void OtherLabel(MLContext ml, IDataView data) { ml.Data.TrainTestSplit(data, samplingKeyColumnName: "Label"); ml.Regression.Trainers.FastTree(labelColumnName: "Price"); }
        void Unknown(MLContext ml, IDataView data, string key) => ml.Data.TrainTestSplit(data, samplingKeyColumnName: key);
        void None(MLContext ml, IDataView data) => ml.Data.CrossValidationSplit(data, 5);
        """);

    [Fact]
    public Task Split_by_the_label_Triggers() => Label.Method("""
        private const string Target = "Price";
        void Default(MLContext ml, IDataView data) => ml.Data.TrainTestSplit(data, 0.2, samplingKeyColumnName: {|MLG3003:"Label"|});
        void Folds(MLContext ml, IDataView data) => ml.Data.CrossValidationSplit(data, 5, {|MLG3003:"Label"|});
        void Named(MLContext ml, IDataView data) => ml.Regression.CrossValidate(data, ml.Regression.Trainers.FastTree(labelColumnName: Target), labelColumnName: Target, samplingKeyColumnName: {|MLG3003:Target|});
        """);

    [Fact]
    public Task Fix_leaves_the_key_out() => LabelFix.Method(
        """void A(MLContext ml, IDataView data) { ml.Data.TrainTestSplit(data, 0.2, samplingKeyColumnName: {|MLG3003:"Label"|}); ml.Data.TrainTestSplit(data, 0.2, {|MLG3003:"Label"|}, 1); }""",
        """void A(MLContext ml, IDataView data) { ml.Data.TrainTestSplit(data, 0.2); ml.Data.TrainTestSplit(data, 0.2, null, 1); }""");

    [Fact]
    public Task Usual_fractions_DoNotTrigger() => Fraction.Method("""
        void Usual(MLContext ml, IDataView data, double part) { ml.Data.TrainTestSplit(data); ml.Data.TrainTestSplit(data, 0.2); ml.Data.TrainTestSplit(data, testFraction: 0.4); ml.Data.TrainTestSplit(data, 0.02); ml.Data.TrainTestSplit(data, part); }
        """);

    [Fact]
    public Task Turned_around_fractions_Trigger() => Fraction.Method("""
        private const double Most = 0.9;
        void Unusual(MLContext ml, IDataView data) { ml.Data.TrainTestSplit(data, {|MLG3009:0.8|}); ml.Data.TrainTestSplit(data, testFraction: {|MLG3009:Most|}); ml.Data.TrainTestSplit(data, {|MLG3009:0.5|}); ml.Data.TrainTestSplit(data, {|MLG3009:0.001|}); }
        """);

    [Fact]
    public Task Fix_turns_the_fraction_around() => FractionFix.Method(
        "void A(MLContext ml, IDataView data) => ml.Data.TrainTestSplit(data, testFraction: {|MLG3009:0.8|});", "void A(MLContext ml, IDataView data) => ml.Data.TrainTestSplit(data, testFraction: 0.2);");

    [Fact]
    public Task Whole_groups_DoNotTrigger() => Groups.Method("""
        void Keyed(MLContext ml, IDataView data) => ml.Ranking.Trainers.FastTree().Fit(ml.Data.TrainTestSplit(data, samplingKeyColumnName: "GroupId").TrainSet);
        void Unknown(MLContext ml, IDataView data, string key) => ml.Ranking.Trainers.LightGbm().Fit(ml.Data.TrainTestSplit(data, samplingKeyColumnName: key).TrainSet);
        void Whole(MLContext ml, IDataView data) => ml.Ranking.Trainers.FastTree().Fit(data);
        void NoRanking(MLContext ml, IDataView data) => ml.Regression.Trainers.FastTree().Fit(ml.Data.TrainTestSplit(data).TrainSet);
        void Crossed(MLContext ml, IDataView data) => ml.Ranking.CrossValidate(data, ml.Ranking.Trainers.FastTree(), 5);
        """);

    [Fact]
    public Task Groups_taken_apart_Trigger() => Groups.Method("""
        void Split(MLContext ml, IDataView data)
        {
            var split = ml.Data.{|MLG3008:TrainTestSplit|}(data, testFraction: 0.2);
            var pipeline = ml.Transforms.Conversion.Hash("GroupId").Append(ml.Ranking.Trainers.LightGbm());
            ml.Ranking.Evaluate(pipeline.Fit(split.TrainSet).Transform(split.TestSet));
        }
        void Helper(MLContext ml, IDataView data) => Train(ml, ml.Data.{|MLG3008:TrainTestSplit|}(data).TrainSet);
        private static ITransformer Train(MLContext ml, IDataView rows) => ml.Ranking.Trainers.FastTree(rowGroupColumnName: "Query").Fit(rows);
        void Folds(MLContext ml, IDataView data)
        {
            foreach (var fold in ml.Data.{|MLG3008:CrossValidationSplit|}(data))
                ml.Ranking.Trainers.FastTree().Fit(fold.TrainSet);
        }
        """);

    [Fact]
    public Task Fix_splits_by_the_group() => GroupsFix.Method(
        """void A(MLContext ml, IDataView data) => ml.Ranking.Trainers.FastTree(rowGroupColumnName: "Query").Fit(ml.Data.{|MLG3008:TrainTestSplit|}(data, 0.2).TrainSet);""",
        """void A(MLContext ml, IDataView data) => ml.Ranking.Trainers.FastTree(rowGroupColumnName: "Query").Fit(ml.Data.TrainTestSplit(data, 0.2, samplingKeyColumnName: "Query").TrainSet);""");

    [Fact]
    public Task Scaled_and_encoded_features_DoNotTrigger() => Raw.Method("""
        private static IDataView Load(MLContext ml) => ml.Data.LoadFromTextFile<House>("a.tsv");
        void Trees(MLContext ml) => ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.FastTree()).Fit(Load(ml));
        void Scaled(MLContext ml) => ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Transforms.NormalizeMinMax("Features")).Append(ml.Regression.Trainers.Sdca()).Fit(Load(ml));
        void Partly(MLContext ml) => ml.Transforms.NormalizeMeanVariance("Size").Append(ml.Transforms.Concatenate("Features", "Size", "Rooms")).Append(ml.Regression.Trainers.Sdca()).Fit(Load(ml));
        void Text(MLContext ml) => ml.Transforms.Text.FeaturizeText("Features", "City").Append(ml.Regression.Trainers.Sdca()).Fit(Load(ml));
        void Encoded(MLContext ml) => ml.Transforms.Categorical.OneHotEncoding("City").Append(ml.Transforms.Concatenate("Features", "City")).Append(ml.Regression.Trainers.Sdca()).Fit(Load(ml));
        void Single(MLContext ml) => ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.Sdca()).Fit(Load(ml));
        void Unknown(MLContext ml, IDataView data) => ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.Sdca()).Fit(data);
        """, Houses);

    [Fact]
    public Task Raw_features_Trigger() => Raw.Method("""
        private static IDataView Load(MLContext ml) => ml.Data.LoadFromTextFile<House>("a.tsv");
        void Two(MLContext ml) => ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.{|MLG3007:Sdca|}()).Fit(Load(ml));
        void Clusters(MLContext ml) => ml.Clustering.Trainers.{|MLG3007:KMeans|}("X").Fit(ml.Data.LoadFromTextFile("a.tsv", [new TextLoader.Column("X", DataKind.Single, 0, 9)]));
        """, Houses);

    [Fact]
    public Task Fix_normalizes() => RawFix.Method(
        """void A(MLContext ml) => ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.{|MLG3007:Sdca|}()).Fit(ml.Data.LoadFromTextFile<House>("a.tsv"));""",
        """void A(MLContext ml) => ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Transforms.NormalizeMinMax("Features")).Append(ml.Regression.Trainers.Sdca()).Fit(ml.Data.LoadFromTextFile<House>("a.tsv"));""", Houses);
}
