using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.DiscardedResultAnalyzer, MlGuard.CodeFixes.Training.DiscardedResultCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.DiscardedResultAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class DiscardedResultTests
{
    [Fact]
    public Task Kept_results_and_effects_DoNotTrigger() => Rule.Method("""
        IEstimator<ITransformer> Kept(MLContext ml, IEstimator<ITransformer> pipeline, System.Text.StringBuilder text, List<string> list)
        {
            pipeline = pipeline.Append(ml.Transforms.CopyColumns("A", "B"));
            text.Append("a");
            list.Append("b");
            _ = ml.Data.TrainTestSplit(null!);
            return pipeline.Append(ml.Transforms.CopyColumns("A", "B"));
        }
        void Effects(MLContext ml, ITransformer model, IDataView data) { model.Transform(data); ml.Model.Save(model, null, "a"); data.Preview(); }
        IEstimator<ITransformer> Arrow(MLContext ml) => ml.Transforms.CopyColumns("A", "B").Append(ml.Transforms.DropColumns("B"));
        """);

    [Fact]
    public Task Thrown_away_results_Trigger() => Rule.Method("""
        void Pipelines(MLContext ml, IEstimator<ITransformer> pipeline, IDataView data)
        {
            pipeline.{|MLG2021:Append|}(ml.Transforms.CopyColumns("A", "B"));
            new EstimatorChain<ITransformer>().{|MLG2021:Append|}(ml.Transforms.CopyColumns("A", "B")).{|MLG2021:AppendCacheCheckpoint|}(ml);
            ml.Data.{|MLG2021:ShuffleRows|}(data);
            ml.Data.{|MLG2021:FilterRowsByMissingValues|}(data, "A");
            ml.Transforms.{|MLG2021:NormalizeMinMax|}("A");
        }
        """.Replace("new EstimatorChain<ITransformer>().{|MLG2021:Append|}", "new EstimatorChain<ITransformer>().Append", StringComparison.Ordinal));

    [Fact]
    public Task Fix_keeps_the_result() => Fix.Method(
        """
        void A(MLContext ml, IEstimator<ITransformer> pipeline, IDataView data)
        {
            pipeline.{|MLG2021:Append|}(ml.Transforms.CopyColumns("A", "B"));
            ml.Data.{|MLG2021:ShuffleRows|}(data);
        }
        """,
        """
        void A(MLContext ml, IEstimator<ITransformer> pipeline, IDataView data)
        {
            pipeline = pipeline.Append(ml.Transforms.CopyColumns("A", "B"));
            data = ml.Data.ShuffleRows(data);
        }
        """);

    [Fact]
    public Task Where_the_type_would_not_fit_there_is_no_fix() => Fix.NoFix(Infrastructure.Snippets.InClass("""
        void A(MLContext ml)
        {
            var pipeline = ml.Transforms.CopyColumns("A", "B");
            pipeline.{|MLG2021:Append|}(ml.Transforms.DropColumns("B"));
        }
        """));
}
