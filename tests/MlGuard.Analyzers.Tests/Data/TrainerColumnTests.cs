using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.TrainerColumnAnalyzer,
    MlGuard.CodeFixes.Data.TrainerColumnCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.TrainerColumnAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class TrainerColumnTests
{
    private const string Rows = """
        public class Mail { [VectorType(3)] public float[] Features = new float[3]; public string Kind = ""; public bool IsSpam; public float Weight; public int Count; [KeyType(4)] public uint Category; public float Single; }
        """;

    private const string Prepare = """
        private static IDataView Load(MLContext ml) => ml.Data.LoadFromEnumerable(new List<Mail>());
        """;

    [Fact]
    public Task Right_types_DoNotTrigger() => Rule.Method(Prepare + """
        void Binary(MLContext ml) => ml.BinaryClassification.Trainers.SdcaLogisticRegression("IsSpam", exampleWeightColumnName: "Weight").Fit(Load(ml));
        void Multiclass(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy()).Fit(Load(ml));
        void Keys(MLContext ml) => ml.MulticlassClassification.Trainers.NaiveBayes("Category").Fit(Load(ml));
        void Converted(MLContext ml) => ml.Transforms.Conversion.ConvertType("Label", "Count").Append(ml.Regression.Trainers.LbfgsPoissonRegression()).Fit(Load(ml));
        void Ranked(MLContext ml) => ml.Ranking.Trainers.FastTree("Category").Fit(Load(ml));
        void Unlabelled(MLContext ml) => ml.Clustering.Trainers.KMeans(numberOfClusters: 2).Fit(Load(ml));
        void Options(MLContext ml, string label) => ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { LabelColumnName = label }).Fit(Load(ml));
        """, Rows);

    [Fact]
    public Task Wrong_types_Trigger() => Rule.Method(Prepare + """
        void Text(MLContext ml) => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy({|MLG1011:"Kind"|}).Fit(Load(ml));
        void Number(MLContext ml) => ml.BinaryClassification.Trainers.FastTree({|MLG1011:"Weight"|}).Fit(Load(ml));
        void Whole(MLContext ml) => ml.Regression.Trainers.FastTree({|MLG1011:"Count"|}, exampleWeightColumnName: {|MLG1011:"IsSpam"|}).Fit(Load(ml));
        void Flag(MLContext ml) => ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { LabelColumnName = {|MLG1011:"IsSpam"|} }).Fit(Load(ml));
        void Single(MLContext ml) => ml.Regression.Trainers.FastTree("Weight", {|MLG1011:"Single"|}).Fit(Load(ml));
        void Made(MLContext ml, IDataView any) => ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.BinaryClassification.Trainers.{|MLG1011:FastTree|}()).Fit(any);
        void Default(MLContext ml) => ml.Transforms.CopyColumns("Label", "Kind").Append(ml.Regression.Trainers.{|MLG1011:Sdca|}()).Fit(Load(ml));
        """, Rows);

    [Fact]
    public Task Fix_maps_the_label_to_keys() => Fix.Method(
        Prepare + """void Train(MLContext ml) => ml.Transforms.CopyColumns("A", "Kind").Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy({|MLG1011:"Kind"|})).Fit(Load(ml));""",
        Prepare + """void Train(MLContext ml) => ml.Transforms.CopyColumns("A", "Kind").Append(ml.Transforms.Conversion.MapValueToKey("Kind")).Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Kind")).Fit(Load(ml));""", Rows);

    [Fact]
    public Task Fix_keeps_one_call_a_line_and_the_step_at_the_head() => Fix.Method(
        Prepare + """
        void Train(MLContext ml) => ml.Transforms.CopyColumns("A", "Kind")
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy({|MLG1011:"Kind"|})) // learns
            .Fit(Load(ml));
        void Head(MLContext ml) => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy({|MLG1011:"Kind"|}).Append(ml.Transforms.CopyColumns("A", "Kind")).Fit(Load(ml));
        """,
        Prepare + """
        void Train(MLContext ml) => ml.Transforms.CopyColumns("A", "Kind")
            .Append(ml.Transforms.Conversion.MapValueToKey("Kind"))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Kind")) // learns
            .Fit(Load(ml));
        void Head(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Kind").Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Kind")).Append(ml.Transforms.CopyColumns("A", "Kind")).Fit(Load(ml));
        """,
        Rows);

    [Fact]
    public Task Fix_converts_the_label() => Fix.Method(
        Prepare + """void Train(MLContext ml) => ml.Transforms.CopyColumns("A", "Kind").Append(ml.Regression.Trainers.Sdca({|MLG1011:"Count"|})).Fit(Load(ml));""",
        Prepare + """void Train(MLContext ml) => ml.Transforms.CopyColumns("A", "Kind").Append(ml.Transforms.Conversion.ConvertType("Count", outputKind: DataKind.Single)).Append(ml.Regression.Trainers.Sdca("Count")).Fit(Load(ml));""", Rows);
}
