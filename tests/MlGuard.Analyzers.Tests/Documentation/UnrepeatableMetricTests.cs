using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Documentation.UnrepeatableMetricAnalyzer>;

namespace MlGuard.Analyzers.Tests.Documentation;

public sealed class UnrepeatableMetricTests
{
    private static Task Check(string context, string trainer, string assertion) => Rule.Code(
        $$"""
        using System;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Microsoft.ML.Trainers;
        using Xunit;

        public class Row { [VectorType(2)] public float[] Features = []; public float Label; }
        public class RegressionTests
        {
            [Fact]
            public void Fits()
            {
                var ml = {{context}};
                var data = ml.Data.LoadFromEnumerable(new Row[8]);
                var model = {{trainer}}.Fit(data);
                var metrics = ml.Regression.Evaluate(model.Transform(data));
                {{assertion}}
            }
        }
        """,
        state => state.AdditionalReferences.AddRange(References.Xunit));

    private const string Racing = "ml.Regression.Trainers.Sdca()";

    [Theory]
    [InlineData("new MLContext(1)", Racing, "Assert.True(metrics.RSquared > 0.8);")]
    [InlineData("new MLContext(1)", Racing, "Assert.InRange(metrics.RSquared, 0.8, 1);")]
    [InlineData("new MLContext(1)", Racing, "Assert.Equal(0.93, metrics.RSquared, 1);")]
    [InlineData("new MLContext(1)", Racing, "Assert.Equal(0.93, metrics.RSquared, 0.05);")]
    [InlineData("new MLContext(1)", Racing, "Assert.Equal(8, data.GetRowCount());")]
    // the same in every run
    [InlineData("new MLContext(1)", "ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1 "
        + "})", "Assert.Equal(0.93, metrics.RSquared);")]
    [InlineData("new MLContext()", "ml.Regression.Trainers.FastTree()", "Assert.Equal(0.93, metrics.RSquared, 6);")]
    public Task Room_or_a_repeatable_model_DoesNotTrigger(string context, string trainer, string assertion) =>
        Check(context, trainer, assertion);

    [Theory]
    [InlineData("new MLContext(1)", Racing, "Assert.{|MLG8011:Equal|}(0.93, metrics.RSquared);")]
    [InlineData("new MLContext()", Racing, "Assert.{|MLG8011:Equal|}(0.93, metrics.RSquared, 4);")]
    [InlineData("new MLContext(1)", Racing, "var error = metrics.RootMeanSquaredError; const double Expected = 1.5; "
        + "Assert.{|MLG8011:Equal|}(Expected, error, 0.0001);")]
    public Task An_exact_value_of_an_unrepeatable_model_Triggers(string context, string trainer, string assertion) =>
        Check(context, trainer, assertion);
}
