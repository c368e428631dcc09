using Microsoft.CodeAnalysis.Testing;
using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Documentation.UnassertedPipelineTestAnalyzer>;

namespace MlGuard.Analyzers.Tests.Documentation;

public sealed class UnassertedPipelineTestTests
{
    private const string Libraries = """
        namespace NUnit.Framework
        {
            public static class Is
            {
                public static Constraints.Constraint EqualTo(object value) => new();
                public static Constraints.Constraint True => new();
                public static Constraints.Expression Not => new();
            }
            public static class Assert
            {
                public static void That(bool condition) { }
                public static void That<T>(T actual, Constraints.Constraint constraint) { }
            }
        }
        namespace NUnit.Framework.Constraints
        {
            public sealed class Constraint { }
            public sealed class Expression { public Constraint Null => new(); public Constraint EqualTo(object value) => new(); }
        }
        namespace FluentAssertions.Primitives
        {
            public sealed class And<T> { public T Also => default!; }
            public sealed class Number { public And<Number> Be(double value) => new(); }
            public sealed class Truth { public And<Truth> BeTrue() => new(); }
        }
        namespace FluentAssertions
        {
            public static class AssertionExtensions
            {
                public static Primitives.Number Should(this double value) => new();
                public static Primitives.Truth Should(this bool value) => new();
            }
        }
        """;

    private static Task Check(string members, string more = "", Action<SolutionState>? state = null) => Rule.Code(
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
        it =>
        {
            it.AdditionalReferences.AddRange(References.Xunit);
            state?.Invoke(it);
        });

    [Theory]
    [InlineData("[Fact] public void Trains() => Assert.NotNull(Product.Train(_ml));")]
    [InlineData("[Fact] public void Trains() { var model = Product.Train(_ml); Looks(model); } private static void "
        + "Looks(ITransformer model) => Assert.NotNull(model);")]
    [InlineData("[Fact] public void Trains() { if (Product.Train(_ml) is null) throw new InvalidOperationException(); }")]
    [InlineData("[Fact] public async Task Trains() { await Task.Yield(); var model = Product.Train(_ml); Action check = () => "
        + "Assert.NotNull(model); check(); }")]
    [InlineData("[Fact] public void Trains() { var one = Product.Train(_ml); var two = Product.Train(_ml); Assert.NotSame(one, two); "
        + "Assert.True(true); }")]
    [InlineData("[Fact] public void Trains() => Assert.Equal(Product.Train(_ml), Product.Train(_ml));")]
    [InlineData("[Fact] public void Trains() { double? rows = Product.Train(_ml).GetHashCode(); Assert.NotNull(rows); }")]
    [InlineData("[Fact] public void Trains() { if (Product.Train(_ml) is null) Assert.Fail(\"no model\"); }")]
    [InlineData("[Fact] public void Trains() { var passed = false; if (Product.Train(_ml) is not null) passed = true; Assert.True(passed); }")]
    [InlineData("[Fact] public void Trains() { var model = Product.Train(_ml); NUnit.Framework.Assert.That(model, "
        + "NUnit.Framework.Is.Not.EqualTo(model)); }", Libraries)]
    [InlineData("[Fact] public void Trains() { double rows = Product.Train(_ml).GetHashCode(); FluentAssertions.AssertionExtensions.Should(rows).Be(rows).Also.Be(3); }", Libraries)]
    // trains nothing
    [InlineData("[Fact] public void Adds() { var sum = 1 + 1; }")]
    // no test
    [InlineData("public void Helper() { Product.Train(_ml); }")]
    // an example of a chat
    [InlineData("[Fact] public async Task Asks() { IChatClient client = null!; Console.WriteLine(await client.GetResponseAsync(\"x\")); }")]
    public Task A_test_that_can_fail_DoesNotTrigger(string members, string more = "") => Check(members, more);

    [Fact]
    public Task A_check_of_an_unknown_library_DoesNotTrigger() => Check(
        "[Fact] public Task Trains() => VerifyTests.Verifier.Verify(Product.Train(_ml));",
        "namespace VerifyTests { public static class Verifier { public static Task Verify(object it) => Console.Out.WriteLineAsync(it.ToString()); } }".Replace("public static Task Verify(object it) =>", "public static Task Verify(object it) => it is null ? throw new ArgumentNullException() :", StringComparison.Ordinal));

    /// <summary>An extension member of C# 14 is declared in a nested type without a name, as those of NUnit 5 are.</summary>
    [Fact]
    public Task A_check_of_an_extension_block_DoesNotTrigger() => Check(
        """
        [Fact] public void Trains() => Classic.ClassicAssertExtensions.Block.IsFalse(Product.Train(_ml) is null);
        [Fact] public void {|MLG8010:Tells|}() => Classic.Writer.Block.Tell(Product.Train(_ml) is null);
        """,
        state: it => it.AddProject("""
            namespace Classic
            {
                public static class ClassicAssertExtensions { public static class Block { public static void IsFalse(bool it) { } } }
                public static class Writer { public static class Block { public static void Tell(bool it) { } } }
            }
            """));

    [Fact]
    public Task A_check_that_does_not_bind_DoesNotTrigger() => Check("""
        [Fact] public void Trains() { var model = Product.Train(_ml); {|CS0103:Looks|}(model); }
        [Fact] public void Scores() { var model = Product.Train(_ml); model.{|CS1061:IsGood|}(); }
        """);

    [Theory]
    [InlineData("[Fact] public void {|MLG8010:Trains|}() => Product.Train(_ml);")]
    // assertions that always hold
    [InlineData("[Fact] public void {|MLG8010:Trains|}() { Product.Train(_ml); Assert.True(true); Assert.Equal(2.5, 2.5); }")]
    [InlineData("[Fact] public void {|MLG8010:Trains|}() { var model = Product.Train(_ml); Assert.Same(model, model); Assert.True(model == model); }")]
    [InlineData("[Fact] public void {|MLG8010:Trains|}() { var rows = Product.Train(_ml).GetHashCode(); Assert.NotNull((object)rows); "
        + "Assert.Equal(rows, rows); Assert.False(!rows.Equals(rows)); Assert.NotNull(new List<int>()); }")]
    [InlineData("[Fact] public void {|MLG8010:Trains|}() { Product.Train(_ml); NUnit.Framework.Assert.That(true); "
        + "NUnit.Framework.Assert.That(true, NUnit.Framework.Is.True); }", Libraries)]
    [InlineData("[Fact] public void {|MLG8010:Trains|}() { var model = Product.Train(_ml); NUnit.Framework.Assert.That(model, "
        + "NUnit.Framework.Is.EqualTo(model)); NUnit.Framework.Assert.That(5, NUnit.Framework.Is.Not.Null); }", Libraries)]
    [InlineData("[Fact] public void {|MLG8010:Trains|}() { double rows = Product.Train(_ml).GetHashCode(); FluentAssertions.AssertionExtensions.Should(rows).Be(rows); "
        + "FluentAssertions.AssertionExtensions.Should(true).BeTrue(); }", Libraries)]
    [InlineData("[Fact] public void {|MLG8010:Scores|}() { var engine = _ml.Model.CreatePredictionEngine<Row, "
        + "Answer>(Product.Train(_ml)); Console.WriteLine(Product.Score(engine)); }")]
    [InlineData("[Theory, InlineData(1)] public async Task {|MLG8010:Trains|}(int seed) { await Task.Yield(); var model = "
        + "Product.Train(new MLContext(seed)); }")]
    [InlineData("[Fact] public void {|MLG8010:Trains|}() { foreach (var fold in new[] { 1, 2 }) Run(fold); } private void Run(int "
        + "fold) => Product.Train(_ml);")]
    public Task A_test_that_cannot_fail_Triggers(string members, string more = "") => Check(members, more);
}
