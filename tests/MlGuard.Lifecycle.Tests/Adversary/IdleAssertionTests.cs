using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>An assertion that holds whatever the model does looks at nothing.</summary>
public sealed class IdleAssertionTests
{
    private const string Training = "Fraud.Training.TrainPipeline.RunAsync(\"m.zip\").Result";

    private const string Stubs = """
        namespace NUnit.Framework
        {
            public sealed class TestAttribute : Attribute;
            public static class Is
            {
                public static Constraints.Constraint EqualTo(object? value) => new();
                public static Constraints.Constraint GreaterThan(object? value) => new();
                public static Constraints.Constraint True => new();
                public static Constraints.Expression Not => new();
            }
            public static class Assert
            {
                public static void That(bool condition, string message = "") { if (!condition) throw new Exception(message); }
                public static void That<T>(T actual, Constraints.IResolve constraint) => GC.KeepAlive(actual);
                public static void AreEqual(object? expected, object? actual) => GC.KeepAlive(actual);
            }
        }
        namespace NUnit.Framework.Constraints
        {
            public interface IResolve;
            public class Constraint : IResolve { public Constraint Within(object amount) => this; }
            public sealed class Expression { public Constraint Null => new(); public Constraint EqualTo(object? value) => new(); }
        }
        namespace Microsoft.VisualStudio.TestTools.UnitTesting
        {
            public sealed class TestMethodAttribute : Attribute;
            public static class Assert
            {
                public static void IsTrue(bool value, string message = "") { if (!value) throw new Exception(message); }
                public static void IsNotNull(object? value) { }
                public static void AreEqual<T>(T expected, T actual) { }
            }
        }
        namespace FluentAssertions
        {
            public static class AssertionExtensions
            {
                public static Primitives.Number Should(this double value) => new();
                public static Primitives.Truth Should(this bool value) => new();
                public static Primitives.Any Should(this object? value) => new();
            }
        }
        namespace FluentAssertions.Primitives
        {
            public sealed class And<T>(T value) { public T Also => value; }
            public sealed class Number
            {
                public And<Number> Be(double value, string because = "", params object[] reasons) => new(this);
                public And<Number> BeGreaterThan(double value) => new(this);
                public And<Number> BePositive() => new(this);
            }
            public sealed class Truth { public And<Truth> BeTrue() => new(this); }
            public sealed class Any { public And<Any> NotBeNull() => new(this); }
        }
        """;

    public static TheoryData<string, string> Real => Shapes("""
        # a metric
        [Fact] public void Trains() { var metric = TRAINING; Assert.True(metric > 0.5); }
        # a metric beside what always holds
        [Fact] public void Trains() { var metric = TRAINING; Assert.True(true); Assert.Equal(metric, metric); Assert.InRange(metric, 0, 1); }
        # two runs
        [Fact] public void Trains() => Assert.Equal(TRAINING, TRAINING);
        # two variables
        [Fact] public void Trains() { var first = TRAINING; var second = TRAINING; Assert.Equal(first, second); }
        # a variable that changes
        [Fact] public void Trains() { var last = 0d; for (var i = 0; i < 2; i++) { var metric = TRAINING; Assert.True(metric >= last); last = metric; } }
        # a flag that a way sets
        [Fact] public void Trains() { var passed = false; if (TRAINING > 0.5) passed = true; Assert.True(passed); }
        # a flag that decides
        [Fact] public void Trains() { var passed = TRAINING > 0.5 || Environment.ProcessorCount > 99; Assert.True(passed); }
        # the presence of an object
        [Fact] public void Trains() { var metric = (object?)TRAINING.ToString(); Assert.NotNull(metric); }
        # the presence of a nullable
        [Fact] public void Trains() { double? metric = TRAINING; Assert.NotNull(metric); }
        # a field
        private double _metric; [Fact] public void Trains() { _metric = TRAINING; Assert.Equal(0.9, _metric, 1.0); }
        # it fails on a way
        [Fact] public void Trains() { if (TRAINING < 0.5) Assert.Fail("bad"); }
        # NUnit
        [NUnit.Framework.Test] public void Trains() => NUnit.Framework.Assert.That(TRAINING, NUnit.Framework.Is.EqualTo(0.9).Within(0.1));
        # NUnit, different from itself
        [NUnit.Framework.Test] public void Trains() { var metric = TRAINING; NUnit.Framework.Assert.That(metric, NUnit.Framework.Is.Not.EqualTo(metric)); }
        # FluentAssertions
        [Fact] public void Trains() { var metric = TRAINING; metric.Should().BePositive(); }
        # FluentAssertions, one more after itself
        [Fact] public void Trains() { var metric = TRAINING; metric.Should().Be(metric).Also.BeGreaterThan(0.5); }
        # MSTest
        [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod] public void Trains() => Microsoft.VisualStudio.TestTools.UnitTesting.Assert.IsTrue(TRAINING > 0.5, "too low");
        """);

    public static TheoryData<string, string> Idle => Shapes("""
        # always true
        [Fact] public void Trains() { var metric = TRAINING; GC.KeepAlive(metric); Assert.True(true, $"metric {metric}"); }
        # always true, by a name
        [Fact] public void Trains() { GC.KeepAlive(TRAINING); var ok = true; Assert.True(ok); }
        # constants
        [Fact] public void Trains() { GC.KeepAlive(TRAINING); Assert.Equal(2.5, 2.5); Assert.Equal("a", "a"); Assert.NotEqual(1, 2); }
        # a value and itself
        [Fact] public void Trains() { var metric = TRAINING; Assert.Equal(metric, metric); }
        # a value and itself, awaited
        [Fact] public async Task Trains() { var metric = await Fraud.Training.TrainPipeline.RunAsync("m.zip"); await Task.Yield(); Assert.Equal(metric, metric); }
        # the same object
        [Fact] public void Trains() { var metric = TRAINING.ToString(); Assert.Same(metric, metric); }
        # compared in place
        [Fact] public void Trains() { var metric = TRAINING; Assert.True(metric == metric); }
        # not unequal
        [Fact] public void Trains() { var metric = TRAINING; Assert.False(metric != metric); }
        # compared by an operator
        [Fact] public void Trains() { var metric = TRAINING.ToString(); Assert.True(metric == metric); }
        # compared by a method
        [Fact] public void Trains() { var metric = TRAINING; Assert.True(metric.Equals(metric)); }
        # a number that is there
        [Fact] public void Trains() { var metric = TRAINING; Assert.NotNull((object)metric); }
        # a constant that is there
        [Fact] public void Trains() { GC.KeepAlive(TRAINING); Assert.NotNull((object)5); }
        # an object that was just made
        [Fact] public void Trains() { GC.KeepAlive(TRAINING); Assert.NotNull(new List<int>()); }
        # in a helper
        [Fact] public void Trains() => Look(TRAINING); private static void Look(double metric) => Assert.Equal(metric, metric);
        # NUnit, true
        [NUnit.Framework.Test] public void Trains() { GC.KeepAlive(TRAINING); NUnit.Framework.Assert.That(true); NUnit.Framework.Assert.That(true, NUnit.Framework.Is.True); }
        # NUnit, a value and itself
        [NUnit.Framework.Test] public void Trains() { var metric = TRAINING; NUnit.Framework.Assert.That(metric, NUnit.Framework.Is.EqualTo(metric)); }
        # NUnit, boxed
        [NUnit.Framework.Test] public void Trains() { var metric = TRAINING; NUnit.Framework.Assert.AreEqual(metric, metric); }
        # NUnit, a number that is there
        [NUnit.Framework.Test] public void Trains() { object metric = TRAINING; NUnit.Framework.Assert.That((object)TRAINING, NUnit.Framework.Is.Not.Null); }
        # MSTest
        [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod] public void Trains() { var metric = TRAINING; Microsoft.VisualStudio.TestTools.UnitTesting.Assert.AreEqual(metric, metric); Microsoft.VisualStudio.TestTools.UnitTesting.Assert.IsNotNull(metric); }
        # FluentAssertions
        [Fact] public void Trains() { GC.KeepAlive(TRAINING); true.Should().BeTrue(); }
        # FluentAssertions, a value and itself
        [Fact] public void Trains() { var metric = TRAINING; metric.Should().Be(metric, "it is {0}", metric); }
        # FluentAssertions, a number that is there
        [Fact] public void Trains() { var metric = TRAINING; ((object)metric).Should().NotBeNull(); }
        """);

    [Theory]
    [MemberData(nameof(Real))]
    public void An_assertion_that_can_fail_proves(string shape, string code)
    {
        foreach (var optimization in new[] { OptimizationLevel.Debug, OptimizationLevel.Release })
        {
            using var product = ExpectedFailureTests.Product(Stubs, code, optimization);
            var row = product.Row("docs/tests");
            Assert.True(row.State == RowState.Proven, $"{shape}, {optimization}: {row.Reason}");
        }
    }

    [Theory]
    [MemberData(nameof(Idle))]
    public void An_assertion_that_always_holds_proves_nothing(string shape, string code)
    {
        foreach (var optimization in new[] { OptimizationLevel.Debug, OptimizationLevel.Release })
        {
            using var product = ExpectedFailureTests.Product(Stubs, code, optimization);
            var row = product.Row("docs/tests");
            Assert.True(row.State == RowState.Failed, $"{shape}, {optimization}: {row.State} {row.Reason}");
            Assert.Contains("asserts only what always holds", row.Reason);
        }
    }

    private static TheoryData<string, string> Shapes(string text) => ExpectedFailureTests.Shapes(text, Training);
}
