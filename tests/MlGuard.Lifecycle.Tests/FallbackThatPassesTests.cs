using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A fallback that passes the policy or the log itself needs nobody to pass it again; one that only seems to, does.</summary>
public sealed class FallbackThatPassesTests
{
    private const string Policy = "serving/postProcessing", Log = "serving/log";

    private const string Raw = "public static float Score(Fraud.Data.Transaction t) => t.AmountToUsual > 4 ? 1 : 0;";

    private const string Decides = Raw + " public static bool Decide(Fraud.Data.Transaction t) => DecisionPolicy.Stops(Score(t));";

    private const string Asks = "try { return DecisionPolicy.Stops(Predict(transaction)); } catch (Exception) { return ";

    /// <summary>What stands in, how the scorer asks it, and whether every answer has passed the policy.</summary>
    public static TheoryData<string, string, bool> Deciding => new()
    {
        { Decides, Asks + "RulesFallback.Decide(transaction); }", true },
        {
            Decides,
            Asks + "Rescue(transaction); } } private bool Rescue(Fraud.Data.Transaction t) { return RulesFallback.Decide(t);", true
        },
        {
            Raw, Asks + "Rescue(transaction); } } private bool Rescue(Fraud.Data.Transaction t) { "
                + "return DecisionPolicy.Stops(RulesFallback.Score(t));",
            true
        },
        {
            Decides, "try { var p = Predict(transaction); return float.IsFinite(p) ? DecisionPolicy.Stops(p) : RulesFallback.Decide(transaction);"
                + " } catch (Exception) { return RulesFallback.Decide(transaction); }",
            true
        },
        {
            Raw + " public static bool Decide(Fraud.Data.Transaction t) => Clamped(t);"
                + " private static bool Clamped(Fraud.Data.Transaction t) { var s = Score(t); return DecisionPolicy.Stops(s); }",
            Asks + "RulesFallback.Decide(transaction); }",
            true
        },
        {
            Raw + " public static bool Decide(Fraud.Data.Transaction t) { _ = DecisionPolicy.Stops(Score(t)); "
                + "return t.AmountToUsual > 4; }",
            Asks + "RulesFallback.Decide(transaction); }",
            false
        },
        {
            Raw + " public static bool Decide(Fraud.Data.Transaction t) => t.AmountToUsual > 9 || DecisionPolicy.Stops(Score(t));",
            Asks + "RulesFallback.Decide(transaction); }",
            false
        },
        {
            Raw + " public static bool Decide(Fraud.Data.Transaction t) => t.AmountToUsual > 4;", Asks + "RulesFallback.Decide(transaction); }",
            false
        },
        { Decides, Asks + "RulesFallback.Score(transaction) > 0.5f; }", false },
    };

    [Theory]
    [MemberData(nameof(Deciding))]
    public void A_fallback_may_pass_the_policy_itself(string fallback, string scorer, bool passes)
    {
        using var product = Product(fallback, scorer);

        var row = product.Row(Policy);

        Assert.True(row.State == (passes ? RowState.Proven : RowState.Conditional), $"{row.State} {row.Reason}");
        Assert.Equal(!passes, row.Reason.Contains("with the prediction only"));
    }

    /// <summary>What stands in, and whether it is written down.</summary>
    public static TheoryData<string, bool> Writing => new()
    {
        {
            Raw + " public static bool Decide(Fraud.Data.Transaction t) { var s = Score(t); DecisionLog.Keep(s, \"rules\"); "
                + "return DecisionPolicy.Stops(s); }",
            true
        },
        {
            Raw + " public static bool Decide(Fraud.Data.Transaction t) { var s = Score(t); Note(s); return DecisionPolicy.Stops(s); }"
                + " private static void Note(float s) => DecisionLog.Keep(s, \"rules\");",
            true
        },
        {
            Raw + " public static bool Decide(Fraud.Data.Transaction t) { DecisionLog.Keep(0, \"rules\"); return DecisionPolicy.Stops(Score(t)); }",
            false
        },
        {
            Raw + " public static bool Decide(Fraud.Data.Transaction t) { var s = Score(t); if (s > 0) DecisionLog.Keep(s, \"rules\"); "
                + "return DecisionPolicy.Stops(s); }",
            false
        },
        { Decides, false },
    };

    [Theory]
    [MemberData(nameof(Writing))]
    public void A_fallback_may_write_itself_down(string fallback, bool writes)
    {
        using var product = Product(
            fallback, "try { var p = Predict(transaction); DecisionLog.Keep(p, \"fraud-2.3.0\"); return DecisionPolicy.Stops(p); } "
                + "catch (Exception) { return RulesFallback.Decide(transaction); }");

        var row = product.Row(Log);

        Assert.True(row.State == (writes ? RowState.Proven : RowState.Conditional), $"{row.State} {row.Reason}");
    }

    private static TestProduct Product(string fallback, string scorer) => GrowthProduct.Create(
        tests: _ => "public class Nothing;",
        serving: code => Replaced(
            code,
            ("public static float Score(Fraud.Data.Transaction transaction) => transaction.AmountToUsual > 4 ? 1 : 0;", fallback),
            ("float Score(Fraud.Data.Transaction transaction);", "bool Score(Fraud.Data.Transaction transaction);"),
            (Body(code), $"public bool Score(Fraud.Data.Transaction transaction) {{ {scorer} }}\n"),
            ("var probability = scorer.Score(transaction);", "return scorer.Score(transaction);"),
            ("DecisionLog.Keep(probability, \"fraud-2.3.0\");", ""),
            ("return DecisionPolicy.Stops(probability);", "")));

    /// <summary>The scorer's method as it stands in the product.</summary>
    private static string Body(string code)
    {
        var start = code.IndexOf("public float Score(", StringComparison.Ordinal);
        return code[start..code.IndexOf("private float Predict(", StringComparison.Ordinal)];
    }

    private static string Replaced(string code, params (string From, string To)[] changes) =>
        changes.Aggregate(code, (text, change) => LaterRowTests.Replaced(text, change.From, change.To));
}
