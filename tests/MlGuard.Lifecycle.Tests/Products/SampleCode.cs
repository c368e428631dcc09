namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>The code of a product that earns mvp.</summary>
internal static class SampleCode
{
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.ML;
        using Xunit;

        """;

    public const string Training = """
        namespace Fraud.Training;

        public sealed class Row { public float Amount { get; set; } public bool Label { get; set; } }

        public static class TrainPipeline
        {
            public static async Task<double> RunAsync(IEnumerable<Row> rows)
            {
                await Task.Yield();
                var ml = new MLContext(1);
                var data = ml.Data.LoadFromEnumerable(rows);
                var pipeline = ml.Transforms.Concatenate("Features",
                    "Amount").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
                var model = pipeline.Fit(data);
                return ml.BinaryClassification.Evaluate(model.Transform(data)).AreaUnderRocCurve;
            }
        }
        """;

    public const string Tests = """
        namespace Fraud.Tests;

        public class PipelineTests
        {
            [Fact]
            public async Task Trains() => Check(await Fraud.Training.TrainPipeline.RunAsync(new List<Fraud.Training.Row>()));

            private static void Check(double auc) => Assert.InRange(auc, 0.5, 1);
        }
        """;
}
