using Microsoft.ML;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.TwicePreparedAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class TwicePreparedTests
{
    private const string Load = """
        private static IDataView Load(MLContext ml) => ml.Data.LoadFromEnumerable(new List<Row>());

        """;

    [Fact]
    public Task Rows_prepared_once_DoNotTrigger() => Rule.Method(Load + """
        void Apart(MLContext ml)
        {
            var data = Load(ml);
            var steps = ml.Transforms.NormalizeMinMax("Amount");
            var prepared = steps.Fit(data).Transform(data);
            ml.Transforms.Concatenate("Features", "Amount").Append(ml.Regression.Trainers.FastTree()).Fit(prepared);
        }
        void Looked(MLContext ml)
        {
            var data = Load(ml);
            var steps = ml.Transforms.NormalizeMinMax("Amount");
            steps.Fit(data).Transform(data).Preview();
            steps.Append(ml.Transforms.Concatenate("Features", "Amount")).Append(ml.Regression.Trainers.FastTree()).Fit(data);
        }
        void Beside(MLContext ml)
        {
            var data = Load(ml);
            var steps = ml.Transforms.NormalizeMinMax("Scaled", "Amount");
            var prepared = steps.Fit(data).Transform(data);
            steps.Append(ml.Transforms.Concatenate("Features", "Scaled")).Append(ml.Regression.Trainers.FastTree()).Fit(prepared);
        }
        """);

    [Fact]
    public Task Rows_prepared_twice_Trigger() => Rule.Method(Load + """
        void Twice(MLContext ml)
        {
            var data = Load(ml);
            var steps = ml.Transforms.NormalizeMinMax("Amount");
            var prepared = steps.Fit(data).Transform(data);
            steps.Append(ml.Transforms.Concatenate("Features", "Amount")).Append(ml.Regression.Trainers.FastTree()).Fit({|MLG2024:prepared|});
        }
        void Built(MLContext ml)
        {
            var data = Load(ml);
            var train = ml.Data.TrainTestSplit(Steps(ml).Fit(data).Transform(data)).TrainSet;
            Steps(ml).Append(ml.Regression.Trainers.FastTree()).Fit({|MLG2024:train|});
        }
        private static IEstimator<ITransformer> Steps(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.Concatenate("Features", "Amount"));
        """);

    /// <summary>ML.NET is the judge: a chain that learnt from rows that it had prepared itself meets new rows as they are.</summary>
    [Fact]
    public void A_chain_fitted_on_its_own_output_scores_new_rows_wrong()
    {
        var ml = new MLContext(seed: 1);
        var rows = Enumerable.Range(0, 200).Select(i => new Trip { Distance = 100 + i, Label = i }).ToList();
        var data = ml.Data.LoadFromEnumerable(rows);
        var steps = ml.Transforms.NormalizeMeanVariance("Distance");
        var chain = steps.Append(ml.Transforms.Concatenate("Features", "Distance")).Append(ml.Regression.Trainers.LbfgsPoissonRegression());

        var right = Score(chain.Fit(data));
        var wrong = Score(chain.Fit(steps.Fit(data).Transform(data)));

        Assert.True(Math.Abs(right - wrong) > 10, $"{right} {wrong}");

        float Score(ITransformer model) => ml.Model.CreatePredictionEngine<Trip, Fare>(model).Predict(new Trip { Distance = 250 }).Score;
    }

    private sealed class Trip
    {
        public float Distance { get; set; }

        public float Label { get; set; }
    }

    private sealed class Fare
    {
        public float Score { get; set; }
    }
}
