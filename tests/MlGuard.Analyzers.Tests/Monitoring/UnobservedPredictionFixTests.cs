using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Monitoring.UnobservedPredictionAnalyzer,
    MlGuard.CodeFixes.Monitoring.UnobservedPredictionCodeFix>;

namespace MlGuard.Analyzers.Tests.Monitoring;

public sealed class UnobservedPredictionFixTests
{
    private static string Controller(string members) => $$"""
        using System.Diagnostics;
        using System.Diagnostics.Metrics;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.ML;

        public class Row { public float Amount; }
        public class Answer { public float Score { get; set; } }

        public class ScoreController(PredictionEngine<Row, Answer> engine) : ControllerBase
        {
        {{members}}
        }
        """;

    private const string Instruments = """
            private static readonly Meter s_meter = new("TestProject");
            private static readonly Counter<long> s_predictions = s_meter.CreateCounter<long>("ml.predictions", "{prediction}", "Predictions made");
            private static readonly Histogram<double> s_predictionDuration = s_meter.CreateHistogram<double>("ml.prediction.duration", "s", "Time that a prediction took");


        """;

    [Fact]
    public Task Two_predictions_of_a_type_share_its_instruments() => Fix.Code(
        Controller("""
            public Answer Score(Row row) => engine.{|MLG6001:Predict|}(row);

            public float Rate(Row row)
            {
                var answer = engine.{|MLG6001:Predict|}(row);
                return answer.Score;
            }
        """),
        Controller(Instruments + """
            public Answer Score(Row row)
            {
                var stopwatch = Stopwatch.StartNew();
                try
                {
                    return engine.Predict(row);
                }
                finally
                {
                    s_predictions.Add(1);
                    s_predictionDuration.Record(stopwatch.Elapsed.TotalSeconds);
                }
            }

            public float Rate(Row row)
            {
                var stopwatch = Stopwatch.StartNew();
                Answer answer;
                try
                {
                    answer = engine.Predict(row);
                }
                finally
                {
                    s_predictions.Add(1);
                    s_predictionDuration.Record(stopwatch.Elapsed.TotalSeconds);
                }
                return answer.Score;
            }
        """),
        iterations: null);
}
