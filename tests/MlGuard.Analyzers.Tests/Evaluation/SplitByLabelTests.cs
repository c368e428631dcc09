using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.SplitByLabelAnalyzer>;
using RuleFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Evaluation.SplitByLabelAnalyzer,
    MlGuard.CodeFixes.Evaluation.SplitByLabelCodeFix>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class SplitByLabelTests
{
    [Fact]
    public Task Other_keys_DoNotTrigger() => Rule.Method("""
        void Users(MLContext ml, IDataView data) => ml.Data.TrainTestSplit(data, samplingKeyColumnName: "UserId");
        void OtherLabel(MLContext ml, IDataView data) { ml.Data.TrainTestSplit(data, samplingKeyColumnName: "Label");
            ml.Regression.Trainers.FastTree(labelColumnName: "Price"); }
        void Unknown(MLContext ml, IDataView data, string key) => ml.Data.TrainTestSplit(data, samplingKeyColumnName: key);
        void None(MLContext ml, IDataView data) => ml.Data.CrossValidationSplit(data, 5);
        """);

    [Fact]
    public Task Split_by_the_label_Triggers() => Rule.Method("""
        private const string Target = "Price";
        void Default(MLContext ml, IDataView data) => ml.Data.TrainTestSplit(data, 0.2, samplingKeyColumnName: {|MLG3003:"Label"|});
        void Folds(MLContext ml, IDataView data) => ml.Data.CrossValidationSplit(data, 5, {|MLG3003:"Label"|});
        void Named(MLContext ml, IDataView data) =>
            ml.Regression.CrossValidate(data, ml.Regression.Trainers.FastTree(labelColumnName: Target), labelColumnName: Target,
                samplingKeyColumnName: {|MLG3003:Target|});
        """);

    [Fact]
    public Task Fix_leaves_the_key_out() => RuleFix.Method(
        """void A(MLContext ml, IDataView data) { ml.Data.TrainTestSplit(data, 0.2, samplingKeyColumnName: {|MLG3003:"Label"|}); """
            + """ml.Data.TrainTestSplit(data, 0.2, {|MLG3003:"Label"|}, 1); }""",
        """void A(MLContext ml, IDataView data) { ml.Data.TrainTestSplit(data, 0.2); ml.Data.TrainTestSplit(data, 0.2, null, 1); }""");
}
