using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>A test in which the training throws has not seen the model.</summary>
public sealed class ExpectedFailureTests
{
    private const string Training = "Fraud.Training.TrainPipeline.RunAsync(\"m.zip\")";

    private const string Stubs = """
        namespace NUnit.Framework
        {
            public class AssertionException : Exception;
            public delegate void TestDelegate();
            public delegate Task AsyncTestDelegate();
            public delegate T ActualValueDelegate<T>();
            public sealed class TestAttribute : Attribute;
            public static class Throws { public static object Exception => 1; public static object Nothing => 2; public static object InstanceOf<T>() => 3; }
            public static class Is { public static object GreaterThan(object value) => value; }
            public static class Assert
            {
                public static void That(TestDelegate code, object constraint) => code();
                public static void That<T>(ActualValueDelegate<T> code, object constraint) => code();
                public static void That<T>(T actual, object constraint) => GC.KeepAlive(actual);
                public static Exception? ThrowsAsync<T>(AsyncTestDelegate code) => null;
                public static Exception? Catch(TestDelegate code) => null;
                public static void Fail(string message) => throw new AssertionException();
            }
        }
        namespace Microsoft.VisualStudio.TestTools.UnitTesting
        {
            public sealed class TestMethodAttribute : Attribute;
            public sealed class ExpectedExceptionAttribute(Type type) : Attribute { public Type Type => type; }
            public static class Assert
            {
                public static Task<T> ThrowsExceptionAsync<T>(Func<Task> action) where T : Exception => Task.FromResult<T>(null!);
                public static void Fail(string message) => throw new Exception(message);
                public static void IsTrue(bool value) { if (!value) throw new Exception(); }
            }
        }
        namespace FluentAssertions
        {
            public static class AssertionExtensions
            {
                public static Specialized.Delegates Should(this Func<Task> action) => new(action);
                public static Func<Task> Awaiting<T>(this T subject, Func<T, Task> action) => () => action(subject);
                public static Specialized.Number Should(this double value) => new();
            }
        }
        namespace FluentAssertions.Specialized
        {
            public sealed class Delegates(Func<Task> action)
            {
                public Task<Exception> ThrowAsync<T>(string because = "") => Task.FromResult(new Exception(because));
                public Task NotThrowAsync(string because = "") => action();
            }
            public sealed class Number { public void BeGreaterThan(double value) { } }
        }
        """;

    public static TheoryData<string, string> Seen => Shapes("""
        # a failure beside a metric
        [Fact] public async Task Trains() { Assert.InRange(await TRAINING, 0, 1); await Assert.ThrowsAsync<ArgumentException>(() => TRAINING); }
        # bad input beside a good test
        [Fact] public Task Refuses() => Assert.ThrowsAsync<ArgumentException>(() => TRAINING); [Fact] public async Task Trains() => Assert.InRange(await TRAINING, 0, 1);
        # another member throws
        [Fact] public async Task Trains() { var metric = await TRAINING; Assert.InRange(metric, 0, 1); Assert.Throws<FormatException>(() => int.Parse("x")); }
        # looked at where it is expected to throw
        [Fact] public async Task Trains() => await Assert.ThrowsAsync<ArgumentException>(async () => { if (await TRAINING < 0.5) throw new ArgumentException(); });
        # NUnit
        [NUnit.Framework.Test] public async Task Trains() { NUnit.Framework.Assert.That(await TRAINING, NUnit.Framework.Is.GreaterThan(0.5f)); NUnit.Framework.Assert.ThrowsAsync<Exception>(() => TRAINING); }
        # NUnit, nothing is thrown
        [NUnit.Framework.Test] public void Trains() => NUnit.Framework.Assert.That(() => TRAINING.Result, NUnit.Framework.Throws.Nothing);
        # NUnit, a value that is computed in place
        [NUnit.Framework.Test] public void Trains() => NUnit.Framework.Assert.That(() => TRAINING.Result, NUnit.Framework.Is.GreaterThan(0.5f));
        # MSTest, a failure expected after the metric
        [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod, Microsoft.VisualStudio.TestTools.UnitTesting.ExpectedException(typeof(FormatException))] public async Task Trains() { Microsoft.VisualStudio.TestTools.UnitTesting.Assert.IsTrue(await TRAINING > 0.5); int.Parse("x"); }
        # FluentAssertions
        [Fact] public async Task Trains() { (await TRAINING).Should().BeGreaterThan(0.5f); Func<Task> act = () => TRAINING; await act.Should().ThrowAsync<Exception>(); }
        # caught, and then it fails
        [Fact] public async Task Trains() { try { await TRAINING; } catch (ArgumentException e) { Assert.Fail(e.Message); } }
        # whatever is caught, it fails
        [Fact] public void Trains() { try { TRAINING.Wait(); } catch (Exception e) { Assert.Fail(e.Message); } }
        # NUnit, caught, and then it fails
        [NUnit.Framework.Test] public async Task Trains() { try { await TRAINING; } catch (Exception e) { NUnit.Framework.Assert.Fail(e.Message); } }
        # MSTest, caught, and then it fails
        [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod] public void Trains() { try { TRAINING.Wait(); } catch (AggregateException e) { Microsoft.VisualStudio.TestTools.UnitTesting.Assert.Fail(e.Message); } }
        # caught, and thrown as what an assertion throws
        [Fact] public async Task Trains() { try { await TRAINING; } catch (ArgumentException e) { throw new Xunit.Sdk.XunitException(e.Message); } }
        # trained, and another member is tried that throws
        [Fact] public async Task Trains() { var metric = await TRAINING; try { int.Parse("x"); Assert.Fail("no number"); } catch (FormatException) { } Assert.InRange(metric, 0, 1); }
        # trained, and then refused
        [Fact] public async Task Trains() { var metric = await TRAINING; try { await TRAINING; Assert.Fail("not refused"); } catch (ArgumentException) { } Assert.InRange(metric, 0, 1); }
        # it fails where the metric is too low
        [Fact] public async Task Trains() { if (await TRAINING < 0.5) Assert.Fail("low"); }
        # thrown where the metric is too low
        [Fact] public async Task Trains() { try { if (await TRAINING < 0.5) throw new ArgumentException(); Assert.Fail("not low"); } catch (ArgumentException) { } }
        # tried three times
        [Fact] public async Task Trains() { for (var i = 0; i < 3; i++) { try { Assert.InRange(await TRAINING, 0, 1); return; } catch (TimeoutException) { } } Assert.Fail("three times"); }
        # FluentAssertions, nothing is thrown
        [Fact] public async Task Trains() { Func<Task> act = () => TRAINING; await act.Should().NotThrowAsync(); }
        """);

    public static TheoryData<string, string> Unseen => Shapes("""
        # only a failure
        [Fact] public Task Refuses() => Assert.ThrowsAsync<ArgumentException>(() => TRAINING);
        # any failure
        [Fact] public async Task Refuses() { await Assert.ThrowsAnyAsync<Exception>(async () => await TRAINING); }
        # a failure and its message
        [Fact] public async Task Refuses() { var thrown = await Assert.ThrowsAsync<ArgumentException>(() => TRAINING); Assert.Equal("no rows", thrown.Message); }
        # a failure beside another assertion
        [Fact] public async Task Refuses() { Assert.NotNull(Environment.GetEnvironmentVariable("PATH")); await Assert.ThrowsAsync<ArgumentException>(() => TRAINING); }
        # without a task
        [Fact] public void Refuses() => Assert.Throws<AggregateException>(() => { TRAINING.Wait(); });
        # a delegate in a variable
        [Fact] public async Task Refuses() { Func<Task> act = () => TRAINING; await Assert.ThrowsAsync<ArgumentException>(act); }
        # by a helper
        [Fact] public Task Refuses() => Fails(() => TRAINING); private static Task Fails(Func<Task> act) => Assert.ThrowsAsync<ArgumentException>(act);
        # in a helper
        [Fact] public Task Refuses() => Fails(); private static async Task Fails() { await Assert.ThrowsAsync<ArgumentException>(() => TRAINING); }
        # NUnit
        [NUnit.Framework.Test] public void Refuses() { NUnit.Framework.Assert.ThrowsAsync<Exception>(() => TRAINING); }
        # NUnit, caught
        [NUnit.Framework.Test] public void Refuses() { NUnit.Framework.Assert.Catch(() => TRAINING.Wait()); }
        # NUnit, by constraint
        [NUnit.Framework.Test] public void Refuses() => NUnit.Framework.Assert.That(() => TRAINING.Result, NUnit.Framework.Throws.InstanceOf<AggregateException>());
        # MSTest
        [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod] public Task Refuses() => Microsoft.VisualStudio.TestTools.UnitTesting.Assert.ThrowsExceptionAsync<Exception>(() => TRAINING);
        # MSTest, by attribute
        [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod, Microsoft.VisualStudio.TestTools.UnitTesting.ExpectedException(typeof(ArgumentException))] public async Task Refuses() => await TRAINING;
        # FluentAssertions
        [Fact] public async Task Refuses() { Func<Task> act = () => TRAINING; await act.Should().ThrowAsync<Exception>("no rows"); }
        # tried and caught
        [Fact] public async Task Refuses() { try { await TRAINING; Assert.Fail("not refused"); } catch (ArgumentException) { } }
        # tried and caught, without a task
        [Fact] public void Refuses() { try { TRAINING.Wait(); Assert.Fail("not refused"); } catch (AggregateException) { } }
        # tried and caught, whatever it is, and looked at
        [Fact] public async Task Refuses() { try { await TRAINING; Assert.Fail("not refused"); } catch (Exception e) { Assert.IsType<ArgumentException>(e); } }
        # tried and caught, and the metric is said
        [Fact] public async Task Refuses() { try { var metric = await TRAINING; Console.WriteLine(metric); Assert.Fail($"{metric}"); } catch (ArgumentException) { } }
        # tried and left
        [Fact] public async Task Refuses() { try { await TRAINING; } catch (ArgumentException) { return; } Assert.Fail("not refused"); }
        # tried and thrown
        [Fact] public async Task Refuses() { try { await TRAINING; throw new Xunit.Sdk.XunitException("not refused"); } catch (ArgumentException) { } }
        # tried, left and thrown
        [Fact] public void Refuses() { try { TRAINING.Wait(); } catch (AggregateException) { return; } throw new Xunit.Sdk.XunitException("not refused"); }
        # tried in a helper
        [Fact] public Task Refuses() => Fails(() => TRAINING); private static async Task Fails(Func<Task> act) { try { await act(); Assert.Fail("not refused"); } catch (ArgumentException) { } }
        # tried, and a helper fails
        [Fact] public async Task Refuses() { try { await TRAINING; Flunk(); } catch (ArgumentException) { } } private static void Flunk() => Assert.Fail("not refused");
        # tried, cleaned up and caught
        [Fact] public async Task Refuses() { try { try { await TRAINING; } finally { Console.WriteLine(); } Assert.Fail("not refused"); } catch (ArgumentException) { } }
        # tried beside another assertion
        [Fact] public async Task Refuses() { Assert.NotNull(Environment.GetEnvironmentVariable("PATH")); try { await TRAINING; Assert.Fail("not refused"); } catch (ArgumentException e) { Assert.Equal("no rows", e.Message); } }
        # NUnit, tried and caught
        [NUnit.Framework.Test] public async Task Refuses() { try { await TRAINING; NUnit.Framework.Assert.Fail("not refused"); } catch (ArgumentException) { } }
        # MSTest, tried and caught
        [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod] public void Refuses() { try { TRAINING.Wait(); Microsoft.VisualStudio.TestTools.UnitTesting.Assert.Fail("not refused"); } catch (AggregateException) { } }
        # FluentAssertions, on an object
        [Fact] public async Task Refuses() => await "m.zip".Awaiting(path => Fraud.Training.TrainPipeline.RunAsync(path)).Should().ThrowAsync<Exception>();
        """);

    [Theory]
    [MemberData(nameof(Seen))]
    public void A_test_that_looks_at_the_training_proves_it(string shape, string code)
    {
        foreach (var optimization in new[] { OptimizationLevel.Debug, OptimizationLevel.Release })
        {
            using var product = Product(Stubs, code, optimization);
            foreach (var name in new[] { "docs/tests", "docs/tests/results" })
                Assert.True(product.Row(name) is { State: RowState.Proven }, $"{shape}, {optimization}: {product.Row(name).Reason}");
        }
    }

    [Theory]
    [MemberData(nameof(Unseen))]
    public void A_test_that_only_expects_the_training_to_throw_proves_nothing(string shape, string code)
    {
        foreach (var optimization in new[] { OptimizationLevel.Debug, OptimizationLevel.Release })
        {
            using var product = Product(Stubs, code, optimization);
            foreach (var name in new[] { "docs/tests", "docs/tests/results" })
            {
                var row = product.Row(name);
                Assert.True(row.State == RowState.Failed, $"{shape}, {optimization}: {row.State} {row.Reason}");
                Assert.Contains("only expects it to throw", row.Reason);
            }
        }
    }

    internal static TestProduct Product(string library, string code, OptimizationLevel optimization) => GrowthProduct.Create(
        tests: text => text[..text.IndexOf("public class PipelineTests", StringComparison.Ordinal)]
                .Replace("namespace Fraud.Tests;", "namespace Fraud.Tests;\nusing FluentAssertions;", StringComparison.Ordinal)
            + $$"""
            public class PipelineTests
            {
                {{code.Replace("] public", "]\npublic", StringComparison.Ordinal)}}
            }
            """,
        testLibrary: library, testing: optimization);

    /// <summary>Each shape of a test has a line with its name and one with its code.</summary>
    internal static TheoryData<string, string> Shapes(string text, string training = Training)
    {
        var all = new TheoryData<string, string>();
        var lines = text.Split('\n');
        for (var i = 0; i + 1 < lines.Length; i += 2)
            all.Add(lines[i].TrimStart('#', ' '), lines[i + 1].Replace("TRAINING", training, StringComparison.Ordinal));
        return all;
    }
}
