using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Adversary;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A policy may decide whether an answer stays what it was; one that is asked and not heard decides nothing.</summary>
public sealed class AnswerThatThePolicyChoosesTests
{
    private const string Keep = "DecisionLog.Keep(probability, \"fraud-2.3.0\");";

    /// <summary>What stands where the answer is made of the probability, and whether the policy decides what is answered.</summary>
    public static TheoryData<string, bool> Answers => new()
    {
        { $"var stops = false; if (DecisionPolicy.Stops(probability)) stops = true; {Keep} return stops;", true },
        { $"var stops = true; if (!DecisionPolicy.Stops(probability)) {{ stops = false; }} {Keep} return stops;", true },
        {
            $"var answer = probability > 0.9f; if (DecisionPolicy.Stops(probability)) answer = true; else answer = false; {Keep} return answer;",
            true
        },
        {
            $"var answer = new Answer(false); if (DecisionPolicy.Stops(probability)) answer.Stops = true; {Keep} return answer.Stops;", true
        },
        {
            "var stops = false; switch (DecisionPolicy.Stops(probability)) { case true: stops = true; break; } "
                + $"{Keep} return stops;",
            true
        },
        {
            "var answer = new Answer(probability > 0.5f); if (DecisionPolicy.Stops(probability)) answer.Reason = 1; "
                + $"{Keep} return answer.Stops;",
            false
        },
        { $"var stops = true; if (DecisionPolicy.Stops(probability)) GC.KeepAlive(stops); {Keep} return stops;", false },
        {
            "var stops = false; if (probability > 0.1f) { if (DecisionPolicy.Stops(probability)) stops = true; } "
                + $"{Keep} return stops;",
            false
        },
        {
            $"var times = 0; if (DecisionPolicy.Stops(probability)) times = 1; GC.KeepAlive(times); {Keep} "
                + "return probability > 0.5f;",
            false
        },
        {
            $"var stops = false; if (DecisionPolicy.Stops(probability)) stops = true; {Keep} "
                + "stops = probability > 0.5f; return stops;",
            false
        },
        { $"var stops = false; if (probability > 0.9f || DecisionPolicy.Stops(probability)) stops = true; {Keep} return stops;", false },
        { $"_ = DecisionPolicy.Stops(probability); var stops = false; if (probability > 0.9f) stops = true; {Keep} return stops;", false },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void The_policy_decides_what_is_answered(string answer, bool decides)
    {
        using var product = GrowthProduct.Create(serving: code =>
        {
            Assert.Contains(LooksRightTests.Answer, code);
            return code.Replace(LooksRightTests.Answer, answer) + " public sealed class Answer(bool stops) { public bool Stops = stops; public int Reason; }";
        });

        var row = product.Row("serving/postProcessing");

        Assert.True(row.State == (decides ? RowState.Proven : RowState.Conditional), $"{row.State} {row.Reason}");
        Assert.Equal(!decides, row.Reason.Contains("answers with something that it did not decide"));
    }
}
