using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Adversary;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A prediction that failed and left nothing behind: whoever is passed nothing may answer with the fallback.</summary>
public sealed class NothingForAFailureTests
{
    /// <summary>How the scorer answers, and whether the fallback answers when the prediction fails.</summary>
    public static TheoryData<string, bool> Bodies => new()
    {
        {
            """
            float? p = null; try { p = Predict(t); } catch (Exception) { Console.Error.WriteLine(1); } return Decide(p, t); } static float Decide(float? p, Fraud.Data.Transaction t) { return p ?? RulesFallback.Score(t);
            """,
            true
        },
        {
            """
            float? p = null; try { p = Predict(t); } catch (Exception) { Console.Error.WriteLine(1); } return Decide(p, t); } static float Decide(float? p, Fraud.Data.Transaction t) { if (p is null) return RulesFallback.Score(t); return p.Value;
            """,
            true
        },
        {
            """
            float? p = null; try { p = Predict(t); } catch (Exception) { Console.Error.WriteLine(1); } return p ?? RulesFallback.Score(t);
            """,
            true
        },
        {
            """
            Output? p = null; try { p = new Output { Probability = Predict(t) }; } catch (Exception) { Console.Error.WriteLine(1); } return Decide(p, t); } static float Decide(Output? p, Fraud.Data.Transaction t) { return p?.Probability ?? RulesFallback.Score(t);
            """,
            true
        },
        {
            """
            Output? p = null; try { p = new Output { Probability = Predict(t) }; } catch (Exception) { Console.Error.WriteLine(1); } return Decide(p, t); } static float Decide(Output? p, Fraud.Data.Transaction t) { return p is { } q ? q.Probability : RulesFallback.Score(t);
            """,
            true
        },
        {
            """
            Output? p = null; try { p = new Output { Probability = Predict(t) }; } catch (Exception) { Console.Error.WriteLine(1); } return p is null ? RulesFallback.Score(t) : p.Probability;
            """,
            true
        },
        {
            """
            Output p; try { p = new Output { Probability = Predict(t) }; } catch (Exception) { Console.Error.WriteLine(1); p = null!; } if (p == null) p = new Output { Probability = RulesFallback.Score(t) }; return p.Probability;
            """,
            true
        },
        {
            """
            return A(t).Result; } async Task<float> A(Fraud.Data.Transaction t) { float? p = null; try { p = await Task.Run(() => Predict(t)); } catch (Exception) { Console.Error.WriteLine(1); } return p ?? RulesFallback.Score(t);
            """,
            true
        },
        {
            """
            return A(t).Result; } async Task<float> A(Fraud.Data.Transaction t) { float? p = null; try { p = await Task.Run(() => Predict(t)); } catch (Exception) { Console.Error.WriteLine(1); } return Decide(p, t); } static float Decide(float? p, Fraud.Data.Transaction t) { return p ?? RulesFallback.Score(t);
            """,
            true
        },
        {
            """
            return A(t).Result; } async Task<float> A(Fraud.Data.Transaction t) { Output? p = null; try { p = new Output { Probability = await Task.Run(() => Predict(t)) }; } catch (Exception) { Console.Error.WriteLine(1); } await Task.Yield(); return Decide(p, t); } static float Decide(Output? p, Fraud.Data.Transaction t) { return p?.Probability ?? RulesFallback.Score(t);
            """,
            true
        },
        {
            """
            float? p = null; try { p = Predict(t); } catch (Exception) { Console.Error.WriteLine(1); } return Decide(p, t); } static float Decide(float? p, Fraud.Data.Transaction t) { return p ?? 0.1f;
            """,
            false
        },
        {
            """
            float? p = null; try { p = Predict(t); } catch (Exception) { Console.Error.WriteLine(1); } return Decide(p, t); } static float Decide(float? p, Fraud.Data.Transaction t) { return p ?? (t.AmountToUsual > 4 ? RulesFallback.Score(t) : 0.2f);
            """,
            false
        },
        {
            """
            float? p = null; try { p = Predict(t); } catch (Exception) { Console.Error.WriteLine(1); } return Decide(p, t); } static float Decide(float? p, Fraud.Data.Transaction t) { if (p is null && t.AmountToUsual > 4) return RulesFallback.Score(t); return p ?? 0;
            """,
            false
        },
        {
            """
            float? p = 0.5f; try { p = Predict(t); } catch (Exception) { Console.Error.WriteLine(1); } return Decide(p, t); } static float Decide(float? p, Fraud.Data.Transaction t) { return p ?? RulesFallback.Score(t);
            """,
            false
        },
        {
            """
            float? p = null; try { p = Predict(t); } catch (Exception) { p = 0.3f; } return Decide(p, t); } static float Decide(float? p, Fraud.Data.Transaction t) { return p ?? RulesFallback.Score(t);
            """,
            false
        },
        {
            """
            float? p = null; try { p = Predict(t); } catch (Exception) { Console.Error.WriteLine(1); } _ = Decide(p, t); return p ?? 0.4f; } static float Decide(float? p, Fraud.Data.Transaction t) { return p ?? RulesFallback.Score(t);
            """,
            false
        },
        {
            """
            return A(t).Result; } async Task<float> A(Fraud.Data.Transaction t) { float? p = null; try { p = await Task.Run(() => Predict(t)); } catch (Exception) { p = 0.2f; } await Task.Yield(); return p ?? RulesFallback.Score(t);
            """,
            false
        },
        {
            """
            return A(t).Result; } async Task<float> A(Fraud.Data.Transaction t) { float? p = null; try { p = await Task.Run(() => Predict(t)); } catch (Exception) { Console.Error.WriteLine(1); } await Task.Yield(); p ??= 0.2f; return p ?? RulesFallback.Score(t);
            """,
            false
        },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Is_answered_with_the_fallback(string body, bool answers)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = GrowthProduct.Create(
                serving: code => LaterRowTests.Replaced(
                    code, LooksRightTests.Try, $"public float Score(Fraud.Data.Transaction t) {{ {body} }}"),
                optimization: optimization);

            var row = product.Row("architecture/technical/fallback/symbol");

            Assert.True((row.State == RowState.Proven) == answers, $"{optimization} {row.State}: {row.Reason}");
        }
    }
}
