using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.ArbitraryFoldAnalyzer>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class ArbitraryFoldTests
{
    [Fact]
    public Task A_fold_chosen_by_its_metric_DoesNotTrigger() => Rule.Method("""
        void Best(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var folds = ml.Regression.CrossValidate(data, pipeline);
            var best = folds.OrderByDescending(fold => fold.Metrics.RSquared).First().Model;
            ml.Model.Save(best, data.Schema, "a.zip");
            ml.Model.Save(folds.MaxBy(fold => fold.Metrics.RSquared)!.Model, data.Schema, "b.zip");
            ml.Model.Save(folds.Where(fold => fold.Metrics.RSquared > 0.9).First().Model, data.Schema, "c.zip");
            foreach (var fold in folds)
                ml.Model.Save(fold.Model, data.Schema, fold.Fold + ".zip");
        }
        void Looked(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var folds = ml.Regression.CrossValidate(data, pipeline);
            Console.WriteLine(folds[0].Metrics.RSquared);
            folds[0].Model.Transform(data).Preview();
            ml.Model.Save(pipeline.Fit(data), data.Schema, "a.zip");
        }
        """);

    [Fact]
    public Task A_fold_taken_by_its_place_Triggers() => Rule.Method("""
        void Index(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var folds = ml.Regression.CrossValidate(data, pipeline);
            var best = {|MLG3011:folds[0].Model|};
            ml.Model.Save(best, data.Schema, "a.zip");
        }
        void First(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline) =>
            ml.Model.Save({|MLG3011:ml.Regression.CrossValidate(data, pipeline).First().Model|}, data.Schema, "a.zip");
        void Selected(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline)
        {
            var models = ml.Regression.CrossValidate(data, pipeline).Select(fold => fold.Model);
            ml.Model.CreatePredictionEngine<Row, Answer>({|MLG3011:models.First()|});
        }
        ITransformer Returned(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline) =>
            {|MLG3011:ml.Regression.CrossValidate(data, pipeline)[0].Model|};
        """);
}
