using ContractFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Documentation.UndocumentedContractAnalyzer,
    MlGuard.CodeFixes.Documentation.UndocumentedContractCodeFix>;
using HookFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Monitoring.UnobservedPredictionAnalyzer,
    MlGuard.CodeFixes.Monitoring.UnobservedPredictionCodeFix>;

namespace MlGuard.Analyzers.Tests.Robustness;

/// <summary>A mended file ends its lines as it did before, whatever the machine does.</summary>
public sealed class LineEndingTests
{
    private const string Rows = """
        public class Row { public float Amount; }
        public class Answer { public float Score { get; set; } }
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Statements_and_members(string lineEnd) => HookFix.Code(
        With(lineEnd, """
        using System.Diagnostics;
        using System.Diagnostics.Metrics;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.ML;

        public class ScoreController(PredictionEngine<Row, Answer> engine) : ControllerBase
        {
            public float Score(Row row)
            {
                var answer = engine.{|MLG6001:Predict|}(row);
                return answer.Score;
            }
        }

        """ + Rows),
        With(lineEnd, """
        using System.Diagnostics;
        using System.Diagnostics.Metrics;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.ML;

        public class ScoreController(PredictionEngine<Row, Answer> engine) : ControllerBase
        {
            private static readonly Meter s_meter = new("TestProject");
            private static readonly Counter<long> s_predictions = s_meter.CreateCounter<long>("ml.predictions", "{prediction}", "Predictions made");
            private static readonly Histogram<double> s_predictionDuration = s_meter.CreateHistogram<double>("ml.prediction.duration", "s", "Time that a prediction took");

            public float Score(Row row)
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
        }

        """ + Rows));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Comments(string lineEnd) => ContractFix.Code(
        With(lineEnd, """
        using Microsoft.ML;

        public class {|MLG8002:Row|}
        {
            public float Amount;
        }

        /// <summary>What comes out.</summary>
        public class Answer
        {
            /// <summary>From 0 to 1.</summary>
            public float Score;
        }

        public class Program { public object Make(MLContext ml, ITransformer model) => ml.Model.CreatePredictionEngine<Row, Answer>(model); }
        """),
        With(lineEnd, """
        using Microsoft.ML;

        /// <summary>TODO: what one Row stands for.</summary>
        public class {|MLG8002:Row|}
        {
            /// <summary>TODO: what Amount means, with its unit and range.</summary>
            public float Amount;
        }

        /// <summary>What comes out.</summary>
        public class Answer
        {
            /// <summary>From 0 to 1.</summary>
            public float Score;
        }

        public class Program { public object Make(MLContext ml, ITransformer model) => ml.Model.CreatePredictionEngine<Row, Answer>(model); }
        """));

    private static string With(string lineEnd, string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", lineEnd, StringComparison.Ordinal);
}
