using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.LabelMappedBackAnalyzer,
    MlGuard.CodeFixes.Data.LabelMappedBackCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.LabelMappedBackAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class LabelMappedBackTests
{
    [Fact]
    public Task Prediction_mapped_back_DoesNotTrigger() => Rule.Method("""
        IEstimator<ITransformer> Short(MLContext ml) => Trained(ml).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        IEstimator<ITransformer> Named(MLContext ml) =>
            Trained(ml).Append(ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        IEstimator<ITransformer> Both(MLContext ml) =>
            Trained(ml).Append(ml.Transforms.Conversion.MapKeyToValue("Label"))
                .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        IEstimator<ITransformer> Before(MLContext ml) =>
            ml.Transforms.Conversion.MapKeyToValue("PredictedLabel", "Label")
                .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy());
        private static IEstimator<ITransformer> Trained(MLContext ml) =>
            ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy());
        """);

    [Fact]
    public Task Label_mapped_back_Triggers() => Rule.Method("""
        IEstimator<ITransformer> Default(MLContext ml) =>
            ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel", {|MLG1014:"Label"|}));
        IEstimator<ITransformer> Other(MLContext ml)
        {
            var trainer = ml.MulticlassClassification.Trainers.LightGbm(labelColumnName: "Kind");
            return ml.Transforms.Conversion.MapValueToKey("Kind").Append(trainer)
                .Append(ml.Transforms.Conversion.MapKeyToValue(inputColumnName: {|MLG1014:"Kind"|}, outputColumnName: "PredictedLabel"));
        }
        """);

    [Fact]
    public Task Fix_maps_the_prediction() => Fix.Method(
        """IEstimator<ITransformer> A(MLContext ml) => """
            + """ml.MulticlassClassification.Trainers.NaiveBayes().Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel", """
            + """{|MLG1014:"Label"|}));""",
        """IEstimator<ITransformer> A(MLContext ml) => """
            + """ml.MulticlassClassification.Trainers.NaiveBayes().Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel", "PredictedLabel"));""");
}
