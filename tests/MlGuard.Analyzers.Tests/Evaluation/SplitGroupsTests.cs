using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.SplitGroupsAnalyzer>;
using RuleFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Evaluation.SplitGroupsAnalyzer,
    MlGuard.CodeFixes.Evaluation.SplitGroupsCodeFix>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class SplitGroupsTests
{
    [Fact]
    public Task Whole_groups_DoNotTrigger() => Rule.Method("""
        void Keyed(MLContext ml, IDataView data) =>
            ml.Ranking.Trainers.FastTree().Fit(ml.Data.TrainTestSplit(data, samplingKeyColumnName: "GroupId").TrainSet);
        void Unknown(MLContext ml, IDataView data, string key) =>
            ml.Ranking.Trainers.LightGbm().Fit(ml.Data.TrainTestSplit(data, samplingKeyColumnName: key).TrainSet);
        void Whole(MLContext ml, IDataView data) => ml.Ranking.Trainers.FastTree().Fit(data);
        void NoRanking(MLContext ml, IDataView data) => ml.Regression.Trainers.FastTree().Fit(ml.Data.TrainTestSplit(data).TrainSet);
        void Crossed(MLContext ml, IDataView data) => ml.Ranking.CrossValidate(data, ml.Ranking.Trainers.FastTree(), 5);
        """);

    [Fact]
    public Task Groups_taken_apart_Trigger() => Rule.Method("""
        void Split(MLContext ml, IDataView data)
        {
            var split = ml.Data.{|MLG3008:TrainTestSplit|}(data, testFraction: 0.2);
            var pipeline = ml.Transforms.Conversion.Hash("GroupId").Append(ml.Ranking.Trainers.LightGbm());
            ml.Ranking.Evaluate(pipeline.Fit(split.TrainSet).Transform(split.TestSet));
        }
        void Helper(MLContext ml, IDataView data) => Train(ml, ml.Data.{|MLG3008:TrainTestSplit|}(data).TrainSet);
        private static ITransformer Train(MLContext ml, IDataView rows) =>
            ml.Ranking.Trainers.FastTree(rowGroupColumnName: "Query").Fit(rows);
        void Folds(MLContext ml, IDataView data)
        {
            foreach (var fold in ml.Data.{|MLG3008:CrossValidationSplit|}(data))
                ml.Ranking.Trainers.FastTree().Fit(fold.TrainSet);
        }
        """);

    [Fact]
    public Task Fix_splits_by_the_group() => RuleFix.Method(
        """void A(MLContext ml, IDataView data) => """
            + """ml.Ranking.Trainers.FastTree(rowGroupColumnName: "Query").Fit(ml.Data.{|MLG3008:TrainTestSplit|}(data, 0.2).TrainSet);""",
        """void A(MLContext ml, IDataView data) => """
            + """ml.Ranking.Trainers.FastTree(rowGroupColumnName: "Query").Fit(ml.Data.TrainTestSplit(data, 0.2, """
            + """samplingKeyColumnName: "Query").TrainSet);""");
}
