using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Adversary;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>An answer that a helper of the team's own gives by running what it is passed is passed on as any other is.</summary>
public sealed class GivenByADelegateTests
{
    private const string Log = "serving/log", Policy = "serving/postProcessing";

    private const string Ends = "DecisionLog.Keep(probability, \"fraud-2.3.0\"); return DecisionPolicy.Stops(probability);";

    private const string Helpers = """

        public static class Guard
        {
            public static T Or<T>(Func<T> first, Func<Exception, T> otherwise)
            {
                try { return first(); }
                catch (Exception e) { return otherwise(e); }
            }
        }

        public sealed class Result<T>(T? value, string? error)
        {

            public bool IsSuccess => error is null;

            public TOut Match<TOut>(Func<T, TOut> ok, Func<string, TOut> failed) => IsSuccess ? ok(value!) : failed(error ?? "");
        }

        public static class Trying
        {
            public static Result<float> Ask(IScorer scorer, Fraud.Data.Transaction transaction)
            {
                try { return new(scorer.Score(transaction), null); }
                catch (Exception e) { return new(0, e.Message); }
            }
        }
        """;

    /// <summary>How the endpoint answers, and whether each answer stands in the log and has passed the policy.</summary>
    public static TheoryData<string, bool, bool> Answers => new()
    {
        { $"var probability = Guard.Or(() => Raw(transaction), e => RulesFallback.Score(transaction)); {Ends}", true, true },
        {
            "var fromModel = true; var probability = Guard.Or(() => Raw(transaction), e => { fromModel = false; "
                + $"return RulesFallback.Score(transaction); }}); GC.KeepAlive(fromModel); {Ends}",
            true, true
        },
        {
            "var result = Trying.Ask(scorer, transaction); var probability = result.Match(value => value, _ => RulesFallback.Score(transaction)); "
                + Ends,
            true, true
        },
        { "var result = Trying.Ask(scorer, transaction); var probability = result.Match(value => value, _ => 0.1f); " + Ends, true, true },
        {
            "var probability = Guard.Or(() => Raw(transaction), e => RulesFallback.Score(transaction)); "
                + "if (probability > 0.1f) DecisionLog.Keep(probability, \"fraud-2.3.0\"); return DecisionPolicy.Stops(probability);",
            false, true
        },
        {
            "var probability = Guard.Or(() => Raw(transaction), e => RulesFallback.Score(transaction)); "
                + "DecisionLog.Keep(0.3f, \"fraud-2.3.0\"); return DecisionPolicy.Stops(probability);",
            false, true
        },
        {
            "var probability = Guard.Or(() => Raw(transaction), e => RulesFallback.Score(transaction)); "
                + "DecisionLog.Keep(probability, \"fraud-2.3.0\"); return probability > 0.5f || DecisionPolicy.Stops(probability);",
            true, false
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Is_passed_on_as_any_other(string answer, bool isWritten, bool passesPolicy)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = GrowthProduct.Create(
                serving: code => LaterRowTests.Replaced(
                    LaterRowTests.Replaced(
                        code, LooksRightTests.Answer, $"{answer} float Raw(Fraud.Data.Transaction t) => scorer.Score(t);"),
                    "var probability = scorer.Score(transaction);", "") + Helpers,
                optimization: optimization);

            var (log, policy) = (product.Row(Log), product.Row(Policy));

            Assert.True(log.State == (isWritten ? RowState.Proven : RowState.Conditional), $"{optimization} {log.State}: {log.Reason}");
            Assert.True(
                policy.State == (passesPolicy ? RowState.Proven : RowState.Conditional), $"{optimization} {policy.State}: {policy.Reason}");
        }
    }
}
