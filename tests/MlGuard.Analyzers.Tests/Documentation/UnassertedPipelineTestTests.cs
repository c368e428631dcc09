using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Documentation.UnassertedPipelineTestAnalyzer>;

namespace MlGuard.Analyzers.Tests.Documentation;

public sealed class UnassertedPipelineTestTests
{
    private static Task Check(string members, string more = "") => Rule.Code(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Microsoft.Extensions.AI;
        using Microsoft.ML;
        using Xunit;

        public class Row { public float Amount; public float Label; }
        public class Answer { public float Score; }
        public static class Product
        {
            public static ITransformer Train(MLContext ml) =>
                ml.Regression.Trainers.Sdca("Label", "Amount").Fit(ml.Data.LoadFromEnumerable(new Row[8]));
            public static float Score(PredictionEngine<Row, Answer> engine) => engine.Predict(new Row()).Score;
        }
        {{more}}
        public class PipelineTests
        {
            private readonly MLContext _ml = new(1);
            {{members}}
        }
        """,
        state => state.AdditionalReferences.AddRange(References.Xunit));

    [Theory]
    [InlineData("[Fact] public void Trains() => Assert.NotNull(Product.Train(_ml));")]
    [InlineData("[Fact] public void Trains() { var model = Product.Train(_ml); Looks(model); } private static void "
        + "Looks(ITransformer model) => Assert.NotNull(model);")]
    [InlineData("[Fact] public void Trains() { if (Product.Train(_ml) is null) throw new InvalidOperationException(); }")]
    [InlineData("[Fact] public async Task Trains() { await Task.Yield(); var model = Product.Train(_ml); Action check = () => "
        + "Assert.NotNull(model); check(); }")]
    // trains nothing
    [InlineData("[Fact] public void Adds() { var sum = 1 + 1; }")]
    // no test
    [InlineData("public void Helper() { Product.Train(_ml); }")]
    // an example of a chat
    [InlineData("[Fact] public async Task Asks() { IChatClient client = null!; Console.WriteLine(await client.GetResponseAsync(\"x\")); }")]
    public Task A_test_that_can_fail_DoesNotTrigger(string members) => Check(members);

    [Fact]
    public Task A_check_of_an_unknown_library_DoesNotTrigger() => Check(
        "[Fact] public Task Trains() => VerifyTests.Verifier.Verify(Product.Train(_ml));",
        "namespace VerifyTests { public static class Verifier { public static Task Verify(object it) => Console.Out.WriteLineAsync(it.ToString()); } }".Replace("public static Task Verify(object it) =>", "public static Task Verify(object it) => it is null ? throw new ArgumentNullException() :", StringComparison.Ordinal));

    [Fact]
    public Task A_check_that_does_not_bind_DoesNotTrigger() => Check("""
        [Fact] public void Trains() { var model = Product.Train(_ml); {|CS0103:Looks|}(model); }
        [Fact] public void Scores() { var model = Product.Train(_ml); model.{|CS1061:IsGood|}(); }
        """);

    [Theory]
    [InlineData("[Fact] public void {|MLG8010:Trains|}() => Product.Train(_ml);")]
    [InlineData("[Fact] public void {|MLG8010:Scores|}() { var engine = _ml.Model.CreatePredictionEngine<Row, "
        + "Answer>(Product.Train(_ml)); Console.WriteLine(Product.Score(engine)); }")]
    [InlineData("[Theory, InlineData(1)] public async Task {|MLG8010:Trains|}(int seed) { await Task.Yield(); var model = "
        + "Product.Train(new MLContext(seed)); }")]
    [InlineData("[Fact] public void {|MLG8010:Trains|}() { foreach (var fold in new[] { 1, 2 }) Run(fold); } private void Run(int "
        + "fold) => Product.Train(_ml);")]
    public Task A_test_that_cannot_fail_Triggers(string members) => Check(members);
}
