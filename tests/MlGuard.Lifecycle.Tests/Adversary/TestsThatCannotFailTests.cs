using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>Tests that look as if they looked: a test that cannot fail has seen nothing.</summary>
public sealed class TestsThatCannotFailTests
{
    private const string Row = "architecture/technical/fallback/symbol";

    private const string Test = """
            public void The_rules_answer() => Assert.Equal(1, new Fraud.Serving.Scorer(null!).Score(new Fraud.Data.Transaction {
                AmountToUsual = 5 }));
        """;

    private const string Score = "new Fraud.Serving.Scorer(null!).Score(new Fraud.Data.Transaction { AmountToUsual = 5 })";

    public static TheoryData<string, string> Sound => Shapes("""
        # a block
        public void The_rules_answer() { var score = SCORE; Assert.Equal(1, score); }
        # a message
        public void The_rules_answer() { Assert.True(SCORE > 0, "no answer"); }
        # a helper
        public void The_rules_answer() => Answers(SCORE); private static void Answers(float score) => Assert.Equal(1, score);
        # a task
        public async Task The_rules_answer() { await Task.Yield(); Assert.Equal(1, SCORE); }
        # a task that is handed on
        public Task The_rules_answer() => Task.Run(() => Assert.Equal(1, SCORE));
        # an exception that is awaited
        public async Task The_rules_answer() { Assert.Equal(1, SCORE); await Assert.ThrowsAsync<InvalidOperationException>(() => throw new InvalidOperationException()); }
        # only an exception
        public void The_rules_answer() => Assert.Throws<InvalidOperationException>(() => { if (SCORE > 0) throw new InvalidOperationException(); });
        # a lambda that is run
        public void The_rules_answer() { Action look = () => Assert.Equal(1, SCORE); look(); }
        # all of a list
        public void The_rules_answer() => Assert.All(new[] { SCORE }, score => Assert.Equal(1, score));
        # a loop
        public void The_rules_answer() { foreach (var score in new[] { SCORE }) Assert.Equal(1, score); }
        # for each of a list
        public void The_rules_answer() => new List<float> { SCORE }.ForEach(score => Assert.Equal(1, score));
        # cleaned up
        public void The_rules_answer() { try { Assert.Equal(1, SCORE); } finally { Console.WriteLine(); } }
        # another exception is expected
        public void The_rules_answer() { try { var score = SCORE; Assert.Equal(1, score); } catch (TimeoutException) { } }
        # it fails if nothing is thrown
        public void The_rules_answer() { try { if (SCORE > 5) throw new InvalidOperationException(); Assert.Fail("nothing"); } catch (InvalidOperationException) { } }
        # caught, and then it fails
        public void The_rules_answer() { try { SCORE.ToString(); } catch (InvalidOperationException e) { Assert.Fail(e.Message); } }
        # caught, and then thrown
        public void The_rules_answer() { try { SCORE.ToString(); } catch (Exception e) { throw new Xunit.Sdk.XunitException(e.Message); } }
        # recorded
        public void The_rules_answer() { var thrown = Record.Exception(() => SCORE.ToString()); Assert.Null(thrown); }
        # wrapped
        public void The_rules_answer() { try { Assert.Equal(1, SCORE); } catch (Exception e) { throw new InvalidOperationException("see", e); } }
        # it throws by itself
        public void The_rules_answer() { var score = SCORE; if (score != 1) throw new InvalidOperationException($"{score} is no answer."); }
        # a theory
        public void The_rules_answer() { var expected = 1f; using var stream = new System.IO.MemoryStream(); Assert.InRange(SCORE, expected, expected); }
        """);

    public static TheoryData<string, string> Unsound => Shapes("""
        # nothing
        public void The_rules_answer() { var score = SCORE; Console.WriteLine(score); }
        # always so
        public void The_rules_answer() { var score = SCORE; Assert.True(true); GC.KeepAlive(score); }
        # equal to itself
        public void The_rules_answer() { var score = SCORE; Assert.Equal(1, 1); Assert.NotNull("score"); GC.KeepAlive(score); }
        # swallowed
        public void The_rules_answer() { try { Assert.Equal(1, SCORE); } catch (Exception) { } }
        # swallowed by its type
        public void The_rules_answer() { try { Assert.Equal(1, SCORE); } catch (Xunit.Sdk.XunitException) { } }
        # what it throws is swallowed
        public void The_rules_answer() { try { if (SCORE != 1) throw new InvalidOperationException(); } catch (InvalidOperationException) { } }
        # swallowed and said
        public void The_rules_answer() { try { Assert.Equal(1, SCORE); } catch (Exception e) { Console.WriteLine(e); } }
        # what it says is swallowed
        public void The_rules_answer() { try { SCORE.ToString(); Assert.Fail("nothing"); } catch (Exception) { } }
        # what the handler says is swallowed
        public void The_rules_answer() { try { try { SCORE.ToString(); } catch (InvalidOperationException e) { Assert.Fail(e.Message); } } catch (Exception) { } }
        # what an assertion throws is swallowed
        public void The_rules_answer() { try { if (SCORE != 1) throw new Xunit.Sdk.XunitException("no"); } catch (Exception) { } }
        # swallowed by a helper
        public void The_rules_answer() => Quiet(() => Assert.Equal(1, SCORE)); private static void Quiet(Action look) { try { look(); } catch (Exception) { } }
        # swallowed in a helper
        public void The_rules_answer() => Look(SCORE); private static void Look(float score) { try { Assert.Equal(1, score); } catch { } }
        # nobody waits
        public void The_rules_answer() { Task.Run(() => Assert.Equal(1, SCORE)); }
        # an exception that nobody awaits
        public void The_rules_answer() { var score = SCORE; Assert.ThrowsAsync<InvalidOperationException>(() => Task.FromResult(score)); }
        # async void
        public void The_rules_answer() { Look(); async void Look() { await Task.Yield(); Assert.Equal(1, SCORE); } }
        # on a thread
        public void The_rules_answer() { new System.Threading.Thread(() => Assert.Equal(1, SCORE)).Start(); }
        # never run
        public void The_rules_answer() { Action look = () => Assert.Equal(1, SCORE); GC.KeepAlive(look); }
        # left before
        public void The_rules_answer() { var score = SCORE; GC.KeepAlive(score); const bool isOff = true; if (isOff) return; Assert.Equal(1, score); }
        # a query that nobody reads
        public void The_rules_answer() { var looks = new[] { SCORE }.Select(score => { Assert.Equal(1, score); return score; }); GC.KeepAlive(looks); }
        """);

    [Theory]
    [MemberData(nameof(Sound))]
    public void A_test_that_can_fail_has_seen_it(string shape, string code)
    {
        using var product = Product(code);
        var row = product.Row(Row);
        Assert.True(row.State == RowState.Proven, $"{shape}: {row.State} {row.Reason}");
    }

    [Theory]
    [MemberData(nameof(Unsound))]
    public void A_test_that_cannot_fail_has_seen_nothing(string shape, string code)
    {
        using var product = Product(code);
        var row = product.Row(Row);
        Assert.True(row.State == RowState.Failed, $"{shape}: {row.State} {row.Reason}");
        Assert.Contains("cannot fail", row.Reason);
    }

    /// <summary>The manifest names the team's own assertion, and a line of it does not make one of what asserts nothing.</summary>
    [Theory]
    [InlineData("if (score < 0) throw new InvalidOperationException();", true)]
    [InlineData("Assert.InRange(score, 0, 1);", true)]
    [InlineData("Console.WriteLine(score);", false)]
    public void A_declared_assertion_has_to_assert(string body, bool isOne)
    {
        using var product = Product(
            $"public void The_rules_answer() => Look(SCORE); public static void Look(float score) {{ {body} }}",
            manifest => manifest + "\napis: { assert: Fraud.Tests.FallbackTests.Look }\n");

        Assert.Equal(isOne ? RowState.Proven : RowState.Failed, product.Row(Row).State);
    }

    private static TestProduct Product(string code, Func<string, string>? edit = null) =>
        GrowthProduct.Create(
            edit, tests: text => LaterRowTests.Replaced(text, Test, code.Replace("SCORE", Score, StringComparison.Ordinal)));

    private static TheoryData<string, string> Shapes(string text)
    {
        var all = new TheoryData<string, string>();
        var lines = text.Split('\n');
        for (var i = 0; i + 1 < lines.Length; i += 2)
            all.Add(lines[i].TrimStart('#', ' '), lines[i + 1]);
        return all;
    }
}
