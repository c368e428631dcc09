using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>Code that looks right: proven means on every way, in the code of both configurations.</summary>
public sealed class LooksRightTests
{
    private const string Fallback = "architecture/technical/fallback/symbol", Log = "serving/log", Policy = "serving/postProcessing";

    internal const string Try = """
            public float Score(Fraud.Data.Transaction transaction)
            {
                try
                {
                    var probability = Predict(transaction);
                    return float.IsFinite(probability) ? probability : RulesFallback.Score(transaction);
                }
                catch (Exception)
                {
                    return RulesFallback.Score(transaction);
                }
            }
        """;

    internal const string Answer = """
                DecisionLog.Keep(probability, "fraud-2.3.0");
                return DecisionPolicy.Stops(probability);
        """;

    /// <summary>The shape, and how it scores.</summary>
    public static TheoryData<string, string> HonestScorers => Scorers("""
        # a handler
        { try { return Predict(t); } catch { return RulesFallback.Score(t); } }
        # after the handler
        { try { return Predict(t); } catch { } return RulesFallback.Score(t); }
        # a variable
        { float score; try { score = Predict(t); } catch (Exception e) { Console.WriteLine(e); score = RulesFallback.Score(t); } return score; }
        # an async method
        => ScoreAsync(t).GetAwaiter().GetResult(); async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { await Task.Yield(); return Predict(t); } catch (Exception) { await Task.Yield(); return RulesFallback.Score(t); } }
        # a value task
        => ScoreAsync(t).AsTask().Result; async ValueTask<float> ScoreAsync(Fraud.Data.Transaction t) { try { await Task.Delay(1); return Predict(t); } catch (Exception) { return RulesFallback.Score(t); } }
        # an awaited task
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { return await Task.Run(() => Predict(t)); } catch (Exception) { return RulesFallback.Score(t); } }
        # a helper runs it
        { try { return Again(() => Predict(t)); } catch (Exception) { return RulesFallback.Score(t); } } static float Again(Func<float> work) => work();
        # local functions
        { try { return Inner(); } catch (Exception) { return Other(); } float Inner() => Predict(t); float Other() => RulesFallback.Score(t); }
        # a helper answers
        { try { return Predict(t); } catch (Exception) { return Rules(t); } } static float Rules(Fraud.Data.Transaction t) => Math.Min(1, RulesFallback.Score(t));
        # using and finally
        { using var stream = new System.IO.MemoryStream(); try { return Predict(t); } catch (Exception) { return RulesFallback.Score(t); } finally { Console.WriteLine(); } }
        # who gave up is let through
        { try { return Predict(t); } catch (OperationCanceledException) { throw; } catch (Exception) { return RulesFallback.Score(t); } }
        # a filter that lets only cancellation through
        { try { return Predict(t); } catch (Exception e) when (e is not OperationCanceledException) { return RulesFallback.Score(t); } }
        # an inner handler that throws again
        { try { try { return Predict(t); } catch (Exception e) { Console.WriteLine(e); throw; } } catch (Exception) { return RulesFallback.Score(t); } }
        # an out parameter
        { if (!Try(t, out var score)) Console.WriteLine(); return score; } bool Try(Fraud.Data.Transaction t, out float score) { try { score = Predict(t); return true; } catch (Exception) { score = RulesFallback.Score(t); return false; } }
        # asked first
        { var rules = RulesFallback.Score(t); try { return Predict(t); } catch (Exception) { return rules; } }
        # one of two ways in the handler
        { try { return Predict(t); } catch (Exception e) { if (e is InvalidOperationException) Console.WriteLine(e); return t.Amount > 3 ? RulesFallback.Score(t) : RulesFallback.Score(t) / 2; } }
        # a list
        => All(new[] { t }).First(); IEnumerable<float> All(Fraud.Data.Transaction[] all) { foreach (var one in all) { float score; try { score = Predict(one); } catch (Exception) { score = RulesFallback.Score(one); } yield return score; } }
        # a helper that takes both
        => Or(() => Predict(t), () => RulesFallback.Score(t)); static float Or(Func<float> work, Func<float> otherwise) { try { return work(); } catch (Exception) { return otherwise(); } }
        # a generic helper that takes both
        => Guard.Or(() => Predict(t), () => RulesFallback.Score(t)); static class Guard { public static T Or<T>(Func<T> work, Func<T> otherwise) { try { return work(); } catch (Exception e) { Console.WriteLine(e); return otherwise(); } } }
        # an async helper that takes both
        => Or(() => Task.Run(() => Predict(t)), () => RulesFallback.Score(t)).Result; static async Task<T> Or<T>(Func<Task<T>> work, Func<T> otherwise) { try { return await work(); } catch (Exception) { return otherwise(); } }
        # null when it fails
        => Ask(t) ?? RulesFallback.Score(t); float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # null when it fails, asked first
        { var p = Ask(t); if (p is null) return RulesFallback.Score(t); return p.Value; } float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # no value when it fails
        { var p = Ask(t); if (!p.HasValue) { Console.WriteLine("rules"); return RulesFallback.Score(t); } return p.GetValueOrDefault(); } float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # a Try method
        => Try(t, out var p) ? p : RulesFallback.Score(t); bool Try(Fraud.Data.Transaction t, out float score) { try { score = Predict(t); return true; } catch (Exception) { score = 0; return false; } }
        # a Try method that says whether it failed
        { if (Fails(t, out var p)) return RulesFallback.Score(t); return p; } bool Fails(Fraud.Data.Transaction t, out float score) { try { score = Predict(t); return false; } catch (Exception) { score = 0; return true; } }
        # an async Try method
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) => await AskAsync(t) ?? RulesFallback.Score(t); async Task<float?> AskAsync(Fraud.Data.Transaction t) { try { await Task.Yield(); return Predict(t); } catch (Exception) { return null; } }
        # an object or null
        { var answer = Ask(t); return answer is null ? RulesFallback.Score(t) : answer.Score; } Answer? Ask(Fraud.Data.Transaction t) { try { return new Answer(Predict(t)); } catch (Exception) { return null; } } sealed record Answer(float Score);
        # three tries that are written down
        { for (var i = 0; i < 3; i++) { try { return Predict(t); } catch (Exception e) { Console.WriteLine(e); } } return RulesFallback.Score(t); }
        # tries in a loop without end
        { for (var attempt = 1; ; attempt++) { try { return Predict(t); } catch (Exception e) { if (attempt >= 3) { Console.WriteLine(e); return RulesFallback.Score(t); } } } }
        # tries that remember the last failure
        { Exception? last = null; for (var i = 0; i < 3; i++) { try { return Predict(t); } catch (Exception e) { last = e; } } Console.WriteLine(last); return RulesFallback.Score(t); }
        # null of the same method
        { float? p = null; try { p = Predict(t); } catch (Exception e) { Console.WriteLine(e); } return p ?? RulesFallback.Score(t); }
        # a flag of the same method
        { float p = 0; var done = false; try { p = Predict(t); done = true; } catch (Exception e) { Console.WriteLine(e); } if (!done) p = RulesFallback.Score(t); return p; }
        # who gave up himself is let through
        => ScoreAsync(t, default).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t, System.Threading.CancellationToken token) { try { await Task.Yield(); return Predict(t); } catch (OperationCanceledException) when (token.IsCancellationRequested) { throw; } catch (Exception) { return RulesFallback.Score(t); } }
        # a filter that asks the token
        => ScoreAsync(t, default).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t, System.Threading.CancellationToken token) { try { await Task.Yield(); return Predict(t); } catch (Exception) when (!token.IsCancellationRequested) { return RulesFallback.Score(t); } }
        # three tries
        { for (var i = 0; i < 3; i++) { try { return Predict(t); } catch (Exception) { System.Threading.Thread.Sleep(1); } } return RulesFallback.Score(t); }
        # a filter on the tries
        { for (var i = 0; ; i++) { try { return Predict(t); } catch (Exception) when (i < 2) { } catch (Exception) { return RulesFallback.Score(t); } } }
        # a lazy value
        { var p = new Lazy<float>(() => Predict(t)); try { return p.Value; } catch (Exception) { return RulesFallback.Score(t); } }
        # a list that is read inside
        { try { return new[] { t }.Select(one => Predict(one)).First(); } catch (Exception) { return RulesFallback.Score(t); } }
        # a list that is made inside
        { List<float> all; try { all = new[] { t }.Select(Predict).ToList(); } catch (Exception) { all = [RulesFallback.Score(t)]; } return all[0]; }
        # a query of a helper that is read inside
        { try { return All([t]).First(); } catch (Exception) { return RulesFallback.Score(t); } } IEnumerable<float> All(Fraud.Data.Transaction[] all) => all.Where(one => one.Amount > 0).Select(one => Predict(one));
        # an iterator that asks whether it failed
        => All(t).First(); IEnumerable<float> All(Fraud.Data.Transaction t) { yield return Asked(t) ?? RulesFallback.Score(t); } float? Asked(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # a helper that gives a list
        { float[] all; try { all = All(t); } catch (Exception) { return RulesFallback.Score(t); } return all[0]; } float[] All(Fraud.Data.Transaction t) => [Predict(t)];
        # a filter that lets two kinds through
        { try { return Predict(t); } catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException)) { return RulesFallback.Score(t); } }
        # a filter that lets three kinds through
        { try { return Predict(t); } catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException and not StackOverflowException) { return RulesFallback.Score(t); } }
        # an exception of its own
        { try { return Ask(t); } catch (ScoringException) { return RulesFallback.Score(t); } } float Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception e) { throw new ScoringException("no score", e); } } sealed class ScoringException(string message, Exception inner) : Exception(message, inner);
        # an exception of its own, caught as what it inherits
        { try { return Ask(t); } catch (FraudException) { return RulesFallback.Score(t); } } float Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception e) { throw new ScoringException(e); } } class FraudException(Exception inner) : Exception("", inner); sealed class ScoringException(Exception inner) : FraudException(inner);
        # an exception of its own in an async method
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { return await AskAsync(t); } catch (ScoringException e) { Console.WriteLine(e); return RulesFallback.Score(t); } } async Task<float> AskAsync(Fraud.Data.Transaction t) { try { await Task.Yield(); return Predict(t); } catch (OperationCanceledException) { throw; } catch (Exception e) { throw new ScoringException(e); } } sealed class ScoringException(Exception inner) : Exception("", inner);
        # a stream that is read inside
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { float p = 0; try { await foreach (var one in All(t)) p += one; return p; } catch (Exception) { return RulesFallback.Score(t); } } async IAsyncEnumerable<float> All(Fraud.Data.Transaction t) { await Task.Yield(); yield return Predict(t); }
        # two predictions, each with a handler
        { float a, b; try { a = Predict(t); } catch (Exception) { a = RulesFallback.Score(t); } try { b = Predict(t); } catch (Exception) { b = RulesFallback.Score(t); } return Math.Max(a, b); }
        # another try before the rules
        { try { return Predict(t); } catch (Exception) { try { return Predict(t); } catch (Exception) { return RulesFallback.Score(t); } } }
        # a limit of time
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { var work = Task.Run(() => Predict(t)); return await Task.WhenAny(work, Task.Delay(50)) == work ? await work : RulesFallback.Score(t); } catch (Exception) { return RulesFallback.Score(t); } }
        # a limit of time, asked the other way
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { var work = Task.Run(() => Predict(t)); var late = Task.Delay(50); var first = await Task.WhenAny(work, late); if (first != work) return RulesFallback.Score(t); return await work; } catch (Exception) { return RulesFallback.Score(t); } }
        # a limit of time that throws
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { return await Task.Run(() => Predict(t)).WaitAsync(TimeSpan.FromMilliseconds(50)); } catch (Exception) { return RulesFallback.Score(t); } }
        # a wait with a limit
        { try { var work = Task.Run(() => Predict(t)); return work.Wait(50) ? work.Result : RulesFallback.Score(t); } catch (Exception) { return RulesFallback.Score(t); } }
        # who takes too long gets the rules
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { using var stop = new System.Threading.CancellationTokenSource(50); try { return await Task.Run(() => Predict(t), stop.Token); } catch (OperationCanceledException) { return RulesFallback.Score(t); } catch (Exception) { return RulesFallback.Score(t); } }
        # who has left gets anything
        => ScoreAsync(t, default).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t, System.Threading.CancellationToken token) { try { return await Task.Run(() => Predict(t), token); } catch (OperationCanceledException) when (token.IsCancellationRequested) { return 0; } catch (Exception) { return RulesFallback.Score(t); } }
        # async tries
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { for (var i = 0; i < 3; i++) { try { return await Task.Run(() => Predict(t)); } catch (Exception e) { Console.WriteLine(e); await Task.Delay(1); } } return RulesFallback.Score(t); }
        # a pair that says whether it failed
        { var (ok, p) = Ask(t); return ok ? p : RulesFallback.Score(t); } (bool Ok, float Score) Ask(Fraud.Data.Transaction t) { try { return (true, Predict(t)); } catch (Exception) { return (false, 0); } }
        # a result that says whether it failed
        { var result = Ask(t); return result.Ok ? result.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result(true, Predict(t)); } catch (Exception) { return new Result(false, 0); } } sealed record Result(bool Ok, float Score);
        # a result with an error
        { var result = Ask(t); return result.Error is null ? result.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result { Score = Predict(t) }; } catch (Exception e) { return new Result { Error = e.Message }; } } sealed record Result { public float Score { get; init; } public string? Error { get; init; } }
        # a generic result
        { var result = Ask(t); if (result.IsFailure) return RulesFallback.Score(t); return result.Value; } Result<float> Ask(Fraud.Data.Transaction t) { try { return Result<float>.Of(Predict(t)); } catch (Exception e) { return Result<float>.Failed(e); } } sealed class Result<TValue> { private Result(TValue value, Exception? error) { Value = value; Error = error; } public TValue Value { get; } public Exception? Error { get; } public bool IsSuccess => Error is null; public bool IsFailure => !IsSuccess; public static Result<TValue> Of(TValue value) => new(value, null); public static Result<TValue> Failed(Exception inner) => new(default!, new InvalidOperationException("no score", inner)); }
        # an async result
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { var (score, isRules) = await AskAsync(t); return isRules ? RulesFallback.Score(t) : score; } async Task<(float Score, bool HasFailed)> AskAsync(Fraud.Data.Transaction t) { try { await Task.Yield(); return (Predict(t), false); } catch (Exception) { return (0, true); } }
        # a result whose flag is set first
        { var r = Ask(t); return r.Ok ? r.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result { Ok = true, Score = Predict(t) }; } catch (Exception e) { return new Result { Ok = false, Error = e }; } } sealed record Result { public bool Ok { get; init; } public float Score { get; init; } public Exception? Error { get; init; } }
        # what a task throws, as it is wrapped
        { try { return AskAsync(t).Result; } catch (AggregateException) { return RulesFallback.Score(t); } } async Task<float> AskAsync(Fraud.Data.Transaction t) { await Task.Yield(); return Predict(t); }
        # a result that factories make
        { var result = Ask(t); return result.IsSuccess ? result.Value : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return Result.Of(Predict(t)); } catch (Exception e) { return Result.Failed(e.Message); } } sealed class Result { private Result(bool isSuccess, float value, string error) { IsSuccess = isSuccess; Value = value; Error = error; } public bool IsSuccess { get; } public float Value { get; } public string Error { get; } public static Result Of(float value) => new(true, value, ""); public static Result Failed(string error) => new(false, 0, error); }
        # results in a loop
        { for (var i = 0; i < 3; i++) { var r = Ask(t); if (r.Ok) return r.Value; } return RulesFallback.Score(t); } (bool Ok, float Value) Ask(Fraud.Data.Transaction t) { try { return (true, Predict(t)); } catch (Exception) { return (false, 0); } }
        # nullable in a loop
        { for (var i = 0; i < 3; i++) if (Ask(t) is { } p) return p; return RulesFallback.Score(t); } float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # try pattern in while
        { var tries = 0; while (tries++ < 3) { if (Try(t, out var p)) return p; } return RulesFallback.Score(t); } bool Try(Fraud.Data.Transaction t, out float p) { try { p = Predict(t); return true; } catch (Exception) { p = 0; return false; } }
        # await Task.Run of a hiding helper
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { var p = await Task.Run(() => Ask(t)); return p ?? RulesFallback.Score(t); } float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # pattern on record
        { return Ask(t) is { Ok: true, Value: var v } ? v : RulesFallback.Score(t); } private sealed record R(bool Ok, float Value); R Ask(Fraud.Data.Transaction t) { try { return new(true, Predict(t)); } catch (Exception) { return new(false, 0); } }
        # error text
        { var r = Ask(t); return string.IsNullOrEmpty(r.Error) ? r.Value : RulesFallback.Score(t); } private sealed record R(string? Error, float Value); R Ask(Fraud.Data.Transaction t) { try { return new(null, Predict(t)); } catch (Exception e) { return new("failed", 0); } }
        # error message of exception
        { var r = Ask(t); return r.Error is null ? r.Value : RulesFallback.Score(t); } private sealed record R(string? Error, float Value); R Ask(Fraud.Data.Transaction t) { try { return new(null, Predict(t)); } catch (Exception e) { return new(e.Message, 0); } }
        # exception variable and log
        { Exception? failed = null; float p = 0; try { p = Predict(t); } catch (Exception e) { failed = e; } if (failed != null) { Console.WriteLine(failed); return RulesFallback.Score(t); } return p; }
        # switch on enum
        { var (s, v) = Ask(t); switch (s) { case Status.Ok: return v; default: return RulesFallback.Score(t); } } private enum Status { Failed, Ok } (Status, float) Ask(Fraud.Data.Transaction t) { try { return (Status.Ok, Predict(t)); } catch (Exception) { return (Status.Failed, 0); } }
        # switch expression enum
        => Ask(t) switch { (Status.Ok, var v) => v, _ => RulesFallback.Score(t) }; private enum Status { Failed, Ok } (Status, float) Ask(Fraud.Data.Transaction t) { try { return (Status.Ok, Predict(t)); } catch (Exception) { return (Status.Failed, 0); } }
        # the right of two in a pair
        { return Ask(t).Rules; } (float Rules, float Other) Ask(Fraud.Data.Transaction t) { try { var p = Predict(t); return (p, p); } catch (Exception) { return (RulesFallback.Score(t), 0); } }
        # the right of two, first other
        { return Ask(t).Rules; } (float Other, float Rules) Ask(Fraud.Data.Transaction t) { try { var p = Predict(t); return (p, p); } catch (Exception) { return (0, RulesFallback.Score(t)); } }
        # deconstructed pair
        { var (p, isRules) = Ask(t); if (isRules) Console.WriteLine("rules"); return p; } (float P, bool IsRules) Ask(Fraud.Data.Transaction t) { try { return (Predict(t), false); } catch (Exception) { return (RulesFallback.Score(t), true); } }
        # record with source
        { var r = Ask(t); Console.WriteLine(r.Source); return r.P; } private sealed record R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # initializer
        { var r = Ask(t); return r.IsRules ? Math.Min(0.9f, r.P) : r.P; } private sealed class R { public float P { get; init; } public bool IsRules { get; init; } } R Ask(Fraud.Data.Transaction t) { try { return new() { P = Predict(t) }; } catch (Exception) { return new() { IsRules = true, P = RulesFallback.Score(t) }; } }
        # async record
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { var r = await AskAsync(t); return r.P; } private sealed record R(float P, string Source); async Task<R> AskAsync(Fraud.Data.Transaction t) { try { await Task.Yield(); return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # record of task from result
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { var r = await AskAsync(t); return r.P; } private sealed record R(float P, string Source); Task<R> AskAsync(Fraud.Data.Transaction t) { try { return Task.FromResult(new R(Predict(t), "model")); } catch (Exception) { return Task.FromResult(new R(RulesFallback.Score(t), "rules")); } }
        # the out holds
        { Ask(t, out var p); return p; } void Ask(Fraud.Data.Transaction t, out float p) { try { p = Predict(t); } catch (Exception) { p = RulesFallback.Score(t); } }
        # the out holds, bool too
        { return Ask(t, out var p) ? p : p * 0.5f; } bool Ask(Fraud.Data.Transaction t, out float p) { try { p = Predict(t); return true; } catch (Exception) { p = RulesFallback.Score(t); return false; } }
        # the record decides
        { var r = Ask(t); return r.P > 0.5f ? 1 : 0; } private sealed record R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # record through two methods
        { return Two(t).P; } R Two(Fraud.Data.Transaction t) { var r = Ask(t); Console.WriteLine(r.Source); return r; } private sealed record R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # record built in a helper
        { return Ask(t).P; } private sealed record R(float P, string Source); static R Make(float p, string s) => new(p, s); R Ask(Fraud.Data.Transaction t) { try { return Make(Predict(t), "model"); } catch (Exception) { return Make(RulesFallback.Score(t), "rules"); } }
        # record mapped
        { var r = Ask(t); var other = new Q { P = r.P, Why = r.Source }; return other.P; } private sealed class Q { public float P; public string? Why; } private sealed record R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # list of records
        { var all = new List<R>(); foreach (var x in new[] { t, t }) all.Add(Ask(x)); return all.Max(r => r.P); } private sealed record R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # one of two ways
        { if (s_off) return RulesFallback.Score(t); var r = Ask(t); return r.P; } static bool s_off; private sealed record R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # with another source
        { return (Ask(t) with { Source = "x" }).P; } private sealed record R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # a record with a nested one
        { return Ask(t).Inner.P; } private sealed record Q(float P); private sealed record R(Q Inner, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(new(Predict(t)), "model"); } catch (Exception) { return new(new(RulesFallback.Score(t)), "rules"); } }
        # a record struct
        { return Ask(t).P; } private readonly record struct R(float P, bool IsRules); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), false); } catch (Exception) { return new(RulesFallback.Score(t), true); } }
        # computed property
        { return Ask(t).Capped; } private sealed record R(float P, bool IsRules) { public float Capped => Math.Min(P, 0.9f); } R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), false); } catch (Exception) { return new(RulesFallback.Score(t), true); } }
        # method of the record
        { return Ask(t).Weighted(2); } private sealed record R(float P, bool IsRules) { public float Weighted(float by) => P * by; } R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), false); } catch (Exception) { return new(RulesFallback.Score(t), true); } }
        # stored in a field later
        { var r = new R(); try { r.P = Predict(t); } catch (Exception) { r.IsRules = true; r.P = RulesFallback.Score(t); } return r.P; } private sealed class R { public float P; public bool IsRules; }
        # filled in a helper
        { var r = new R(); Fill(r, t); return r.P; } void Fill(R r, Fraud.Data.Transaction t) { try { r.P = Predict(t); } catch (Exception) { r.P = RulesFallback.Score(t); r.IsRules = true; } } private sealed class R { public float P; public bool IsRules; }
        # dto of both
        { var r = Ask(t); return Of(new Dto { Score = r.P, By = r.Source }); } static float Of(Dto d) => d.Score; private sealed class Dto { public float Score { get; set; } public string? By { get; set; } } private sealed record R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # or default of a tuple
        { var (ok, p) = Ask(t); if (!ok) p = RulesFallback.Score(t); return p; } (bool, float) Ask(Fraud.Data.Transaction t) { try { return (true, Predict(t)); } catch (Exception) { return (false, 0); } }
        # ref struct param
        { float p = 0; Ask(t, ref p); return p; } void Ask(Fraud.Data.Transaction t, ref float p) { try { p = Predict(t); } catch (Exception) { p = RulesFallback.Score(t); } }
        # its own limit of time, and who left is let through
        => ScoreAsync(t, default).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t, System.Threading.CancellationToken token) { using var limit = System.Threading.CancellationTokenSource.CreateLinkedTokenSource(token); limit.CancelAfter(TimeSpan.FromMilliseconds(50)); try { return await Task.Run(() => Predict(t)).WaitAsync(limit.Token); } catch (OperationCanceledException) when (token.IsCancellationRequested) { throw; } catch (Exception) { return RulesFallback.Score(t); } }
        # a filter that asks who left, and a limit of time
        => ScoreAsync(t, default).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t, System.Threading.CancellationToken token) { using var limit = System.Threading.CancellationTokenSource.CreateLinkedTokenSource(token); limit.CancelAfter(TimeSpan.FromMilliseconds(50)); try { return await Task.Run(() => Predict(t)).WaitAsync(limit.Token); } catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested) { return RulesFallback.Score(t); } }
        # its own limit of time is answered
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { using var limit = new System.Threading.CancellationTokenSource(50); try { return await Task.Run(() => Predict(t)).WaitAsync(limit.Token); } catch (OperationCanceledException) { return RulesFallback.Score(t); } catch (Exception) { return RulesFallback.Score(t); } }
        # a source without a limit
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { using var stop = new System.Threading.CancellationTokenSource(); try { return await Task.Run(() => Predict(t)).WaitAsync(stop.Token); } catch (OperationCanceledException) { throw; } catch (Exception) { return RulesFallback.Score(t); } }
        # the limit that comes first
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { var work = Task.Run(() => Predict(t)); var late = Task.Delay(50); if (await Task.WhenAny(work, late) == late) return RulesFallback.Score(t); return await work; } catch (Exception) { return RulesFallback.Score(t); } }
        # a filter that notes
        { try { return Predict(t); } catch (Exception e) when (Noted(e)) { return RulesFallback.Score(t); } } static bool Noted(Exception e) { Console.WriteLine(e); return true; }
        # an exception that a helper makes
        { try { return Ask(t); } catch (InvalidOperationException) { return RulesFallback.Score(t); } } float Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception e) { throw Made(e); } } static InvalidOperationException Made(Exception e) => new("no", e);
        # an exception with an initializer
        { try { return Ask(t); } catch (ScoringException) { return RulesFallback.Score(t); } } float Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception e) { throw new ScoringException { Why = e.Message }; } } sealed class ScoringException : Exception { public string Why { get; set; } = ""; }
        # the element
        { float[] all = new float[2]; try { all[0] = Predict(t); } catch (Exception) { all[0] = RulesFallback.Score(t); } return all[0]; }
        # the element of a helper
        => Ask(t)[0]; float[] Ask(Fraud.Data.Transaction t) { try { return [Predict(t), 1]; } catch (Exception) { return [RulesFallback.Score(t), 1]; } }
        # elements in a loop
        { var all = new float[3]; for (var i = 0; i < 3; i++) { try { all[i] = Predict(t); } catch (Exception) { all[i] = RulesFallback.Score(t); } } return all[1]; }
        # the sum of elements
        { var all = new float[2]; try { all[0] = Predict(t); } catch (Exception) { all[0] = RulesFallback.Score(t); } return all.Sum(); }
        # a template method of a base class
        => new FraudPipeline(this).Run(t); private abstract class Pipeline { public float Run(Fraud.Data.Transaction t) { try { return Primary(t); } catch (Exception ex) { OnError(ex); return Secondary(t); } } protected abstract float Primary(Fraud.Data.Transaction t); protected abstract float Secondary(Fraud.Data.Transaction t); protected virtual void OnError(Exception ex) { } } private sealed class FraudPipeline(Scorer owner) : Pipeline { protected override float Primary(Fraud.Data.Transaction t) => owner.Predict(t); protected override float Secondary(Fraud.Data.Transaction t) => RulesFallback.Score(t); }
        # a pair whose parts are set one by one
        { (float Value, Exception? Error) r = default; try { r.Value = Predict(t); } catch (Exception e) { r.Error = e; } if (r.Error != null) { Console.Error.WriteLine(r.Error.Message); r = (RulesFallback.Score(t), null); } return r.Value; }
        # a strategy that is a type argument
        => Run<RulesStrategy>(t); private float Run<TFallback>(Fraud.Data.Transaction t) where TFallback : struct, IFallback { try { return Predict(t); } catch (Exception) { return default(TFallback).Answer(t); } } private interface IFallback { float Answer(Fraud.Data.Transaction t); } private readonly struct RulesStrategy : IFallback { public float Answer(Fraud.Data.Transaction t) => RulesFallback.Score(t); }
        """);

    public static TheoryData<string, string> DishonestScorers => Scorers("""
        # behind a flag of the environment
        { try { return Predict(t); } catch (Exception) { if (Environment.GetEnvironmentVariable("RULES") == "1") return RulesFallback.Score(t); return 0; } }
        # an exception that is never thrown
        { try { return Predict(t); } catch (FormatException) { return RulesFallback.Score(t); } }
        # a filter that is never true
        { try { return Predict(t); } catch (Exception e) when (e.Message.Length < 0) { return RulesFallback.Score(t); } }
        # thrown again
        { try { return Predict(t); } catch (Exception e) { System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e).Throw(); return RulesFallback.Score(t); } }
        # only when it is no number
        { float p; try { p = Predict(t); } catch (Exception) { p = 0; } return float.IsNaN(p) ? RulesFallback.Score(t) : p; }
        # the result is dropped
        { try { return Predict(t); } catch (Exception) { RulesFallback.Score(t); return 0; } }
        # a lambda that is never run
        { try { return Predict(t); } catch (Exception) { Func<float> rules = () => RulesFallback.Score(t); GC.KeepAlive(rules); return 0; } }
        # another member of its type
        { try { return Predict(t); } catch (Exception) { return RulesFallback.Least(); } }
        # an inner handler that swallows
        { try { try { return Predict(t); } catch (Exception) { return 0; } } catch (Exception) { return RulesFallback.Score(t); } }
        # a task that nobody awaits
        { try { return Predict(t); } catch (Exception) { Task.Run(() => RulesFallback.Score(t)); return 0; } }
        # the prediction's task is awaited outside
        => ScoreAsync(t).Result; Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { return Task.Run(() => Predict(t)); } catch (Exception) { return Task.FromResult(RulesFallback.Score(t)); } }
        # overwritten
        { float p; try { p = Predict(t); } catch (Exception) { p = RulesFallback.Score(t); p = 0; } return p; }
        # a helper that drops it
        { try { return Predict(t); } catch (Exception) { return Drop(RulesFallback.Score(t)); } } static float Drop(float value) => Environment.TickCount;
        # one case of a switch
        { try { return Predict(t); } catch (Exception) { return t.Amount switch { < 1 => RulesFallback.Score(t), _ => 0 }; } }
        # a callee that swallows
        { try { return Quiet(t); } catch (Exception) { return RulesFallback.Score(t); } } float Quiet(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return 0; } }
        # run after the try
        { Func<float> later; try { later = () => Predict(t); } catch (Exception) { return RulesFallback.Score(t); } return later(); }
        # thrown again on a condition
        { try { return Predict(t); } catch (Exception) { if (Environment.TickCount > 0) throw; return RulesFallback.Score(t); } }
        # in a loop that need not run
        { float p = 0; try { p = Predict(t); } catch (Exception) { for (var i = 0; i < t.Amount; i++) p = RulesFallback.Score(t); } return p; }
        # only logged
        { try { return Predict(t); } catch (Exception) { Console.WriteLine(RulesFallback.Score(t)); return 0; } }
        # a finally
        { try { return Predict(t); } finally { RulesFallback.Score(t); } }
        # async, behind a flag
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { await Task.Yield(); return Predict(t); } catch (Exception) { await Task.Yield(); if (Environment.TickCount > 0) return 0; return RulesFallback.Score(t); } }
        # a query that is read after it
        { IEnumerable<float> all; try { all = new[] { t }.Select(one => Predict(one)); } catch (Exception) { return RulesFallback.Score(t); } return all.First(); }
        # an iterator that is read after it
        { IEnumerable<float> all; try { all = All(); } catch (Exception) { return RulesFallback.Score(t); } foreach (var p in all) return p; return RulesFallback.Score(t); IEnumerable<float> All() { yield return Predict(t); } }
        # an iterator of its own that is read after it, in a loop
        { IEnumerable<float> all; try { all = All(t); } catch (Exception) { return RulesFallback.Score(t); } foreach (var p in all) return p; return RulesFallback.Score(t); } IEnumerable<float> All(Fraud.Data.Transaction t) { yield return Predict(t); }
        # an iterator of its own that is read after it
        { IEnumerable<float> all; try { all = All(t); } catch (Exception) { return RulesFallback.Score(t); } return all.Sum(); } IEnumerable<float> All(Fraud.Data.Transaction t) { yield return Predict(t); }
        # a query of a helper that is read after it
        { IEnumerable<float> all; try { all = All([t]); } catch (Exception) { return RulesFallback.Score(t); } return all.First(); } IEnumerable<float> All(Fraud.Data.Transaction[] all) => all.Where(one => one.Amount > 0).Select(one => Predict(one));
        # an iterator that swallows
        => All(t).First(); IEnumerable<float> All(Fraud.Data.Transaction t) { yield return Asked(t) ?? 0; } float? Asked(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # async void
        { float p = 0; try { Set(); } catch (Exception) { return RulesFallback.Score(t); } return p; async void Set() { await Task.Yield(); p = Predict(t); } }
        # a promise that a pool keeps
        { var source = new TaskCompletionSource<float>(); try { System.Threading.ThreadPool.QueueUserWorkItem(_ => source.SetResult(Predict(t))); return source.Task.Result; } catch (Exception) { return RulesFallback.Score(t); } }
        # a channel that a task fills
        { var channel = System.Threading.Channels.Channel.CreateUnbounded<float>(); try { _ = Task.Run(() => channel.Writer.TryWrite(Predict(t))); return channel.Reader.ReadAsync().AsTask().Result; } catch (Exception) { return RulesFallback.Score(t); } }
        # nothing of it
        { try { return Predict(t); } catch (Exception) { return RulesFallback.Score(t) * 0; } }
        # a helper that swallows
        { try { return Quiet(() => Predict(t)); } catch (Exception) { return RulesFallback.Score(t); } } static float Quiet(Func<float> work) { try { return work(); } catch (Exception) { return 0; } }
        # a helper that takes both and forgets one
        => Or(() => Predict(t), () => RulesFallback.Score(t)); static float Or(Func<float> work, Func<float> otherwise) { try { return work(); } catch (Exception) { return otherwise is null ? 1 : 0; } }
        # a helper that takes both and tries both at once
        => Or(() => Predict(t), () => RulesFallback.Score(t)); static float Or(Func<float> work, Func<float> otherwise) { var other = otherwise(); var one = work(); return one + other; }
        # null when it fails, and nothing then
        => Ask(t) ?? 0; float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # null when it does not fail
        { var p = Ask(t); return p is not null ? RulesFallback.Score(t) : p.GetValueOrDefault(); } float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # nobody asks whether it failed
        { Try(t, out var p); return p; } bool Try(Fraud.Data.Transaction t, out float score) { try { score = Predict(t); return true; } catch (Exception) { score = 0; return false; } }
        # asked the wrong way round
        => Try(t, out var p) ? RulesFallback.Score(t) : p; bool Try(Fraud.Data.Transaction t, out float score) { try { score = Predict(t); return true; } catch (Exception) { score = 0; return false; } }
        # sometimes null when it fails
        => Ask(t) ?? RulesFallback.Score(t); float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return t.Amount > 3 ? null : 0; } }
        # another failure is swallowed
        { float p = 0; try { p = Predict(t); } catch (Exception) { } try { return p + Predict(t); } catch (Exception) { return RulesFallback.Score(t); } }
        # a filter that only a cancelled token lets in
        => ScoreAsync(t, default).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t, System.Threading.CancellationToken token) { try { await Task.Yield(); return Predict(t); } catch (Exception) when (token.IsCancellationRequested) { return RulesFallback.Score(t); } }
        # null of the same method, asked the wrong way round
        { float? p = null; try { p = Predict(t); } catch (Exception e) { Console.WriteLine(e); } return p is null ? 0 : RulesFallback.Score(t); }
        # a stream that is read after it
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { float p = 0; IAsyncEnumerable<float> all; try { all = All(t); } catch (Exception) { return RulesFallback.Score(t); } await foreach (var one in all) p += one; return p; } async IAsyncEnumerable<float> All(Fraud.Data.Transaction t) { await Task.Yield(); yield return Predict(t); }
        # three tries and then nothing
        { for (var i = 0; i < 3; i++) { try { return Predict(t); } catch (Exception) { System.Threading.Thread.Sleep(1); } } return 0; }
        # its own limit of time is asked
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { using var stop = new System.Threading.CancellationTokenSource(50); try { return await Task.Run(() => Predict(t), stop.Token); } catch (OperationCanceledException) when (stop.IsCancellationRequested) { return 0; } catch (Exception) { return RulesFallback.Score(t); } }
        # the token of its own limit is asked
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { using var stop = new System.Threading.CancellationTokenSource(50); try { return await Task.Run(() => Predict(t), stop.Token); } catch (OperationCanceledException) when (stop.Token.IsCancellationRequested) { return 0; } catch (Exception) { return RulesFallback.Score(t); } }
        # not every exception is a SystemException
        { try { return Predict(t); } catch (SystemException) { return RulesFallback.Score(t); } }
        # a sum over failures
        { var sum = 0f; var all = new[] { t, t, t }; for (var i = 0; ; i++) { try { sum += Predict(all[i]); if (i == all.Length - 1) return sum / all.Length; } catch (Exception e) { Console.WriteLine(e); if (i == all.Length - 1) return RulesFallback.Score(t); } } }
        # only the last of a loop is asked
        { var sum = 0f; float? p = null; for (var i = 0; i < 3; i++) { p = Ask(t); sum += p.GetValueOrDefault(); } return p.HasValue ? sum : RulesFallback.Score(t); } float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # only the last result of a loop is asked
        { var sum = 0f; Result? last = null; foreach (var one in new[] { t, t }) { last = Ask(one); sum += last.Score; } return last!.Ok ? sum : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result(true, Predict(t)); } catch (Exception) { return new Result(false, 0); } } sealed record Result(bool Ok, float Score);
        # a memory that need not predict
        { try { return Predict(t); } catch (Exception) { try { return Cached(t); } catch (Exception) { return RulesFallback.Score(t); } } } readonly Dictionary<float, float> _cache = []; float Cached(Fraud.Data.Transaction t) { if (_cache.TryGetValue((float)t.Amount, out var known)) return known; return _cache[(float)t.Amount] = Predict(t); }
        # the first task need not have succeeded
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { var work = Task.Run(() => Predict(t)); if (await Task.WhenAny(work, Task.Delay(50)) == work) { if (work.IsFaulted) return 0; return work.Result; } return RulesFallback.Score(t); } catch (Exception) { return RulesFallback.Score(t); } }
        # the delay is asked for
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { var work = Task.Run(() => Predict(t)); var late = Task.Delay(50); return await Task.WhenAny(work, late) == late ? 0 : RulesFallback.Score(t); } catch (Exception) { return RulesFallback.Score(t); } }
        # a task that somebody else may await
        { try { var work = Task.Run(() => Predict(t)); _pending.Add(work); System.Threading.Thread.Sleep(50); return work.IsCompletedSuccessfully ? work.Result : 0; } catch (Exception) { return RulesFallback.Score(t); } } readonly List<Task<float>> _pending = [];
        # what a task throws is wrapped
        { try { return AskAsync(t).Result; } catch (ScoringException) { return RulesFallback.Score(t); } } async Task<float> AskAsync(Fraud.Data.Transaction t) { try { await Task.Yield(); return Predict(t); } catch (Exception e) { throw new ScoringException(e); } } sealed class ScoringException(Exception inner) : Exception("", inner);
        # an old answer in its place
        { var p = Ask(t); if (t.Amount > 1000) p = s_last; return p ?? RulesFallback.Score(t); } static float? s_last = 0; float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # a failure thrown as cancellation
        { try { return Ask(t); } catch (OperationCanceledException) { throw; } catch (Exception) { return RulesFallback.Score(t); } } float Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception e) { throw new ScoringException(e); } } sealed class ScoringException(Exception inner) : OperationCanceledException("", inner);
        # who asks changes the result
        { var r = Ask(t); r.Ok = true; return r.Ok ? r.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result { Ok = true, Score = Predict(t) }; } catch (Exception) { return new Result { Ok = false }; } } sealed record Result { public bool Ok { get; set; } public float Score { get; set; } }
        # somebody else changes the result
        { var r = Ask(t); Complete(r); return r.Ok ? r.Score : RulesFallback.Score(t); } static void Complete(Result r) => r.Ok = true; Result Ask(Fraud.Data.Transaction t) { try { return new Result { Ok = true, Score = Predict(t) }; } catch (Exception) { return new Result { Ok = false }; } } sealed record Result { public bool Ok { get; set; } public float Score { get; set; } }
        # a local function changes the flag
        { float p = 0; var failed = false; try { p = Predict(t); } catch (Exception) { failed = true; } Reset(); return failed ? RulesFallback.Score(t) : p; void Reset() => failed = false; }
        # one of two exceptions
        { try { return Ask(t); } catch (ScoringException) { return RulesFallback.Score(t); } } float Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception e) { throw e is FormatException ? new ScoringException(e) : (Exception)new OtherException(e); } } sealed class ScoringException(Exception inner) : Exception("", inner); sealed class OtherException(Exception inner) : Exception("", inner);
        # a result that is kept and changed
        { var r = Ask(t); return r.Ok ? r.Score : RulesFallback.Score(t); } Result? _last; void Complete() { if (_last is not null) _last.Ok = true; } Result Ask(Fraud.Data.Transaction t) { try { return new Result { Ok = true, Score = Predict(t) }; } catch (Exception) { var failed = new Result { Ok = false }; _last = failed; Complete(); return failed; } } sealed record Result { public bool Ok { get; set; } public float Score { get; set; } }
        # a constructor that changes what it is passed
        { var r = Ask(t); return r.Ok ? r.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result(true, Predict(t)); } catch (Exception) { return new Result(false, 0); } } sealed class Result { public Result(bool ok, float score) { ok |= score == 0; Ok = ok; Score = score; } public bool Ok { get; } public float Score { get; } }
        # a handler that always throws
        { try { return Predict(t); } catch (Exception e) { return Rules(e, t); } } static float Rules(Exception e, Fraud.Data.Transaction t) { Refuse(e); return RulesFallback.Score(t); } static void Refuse(Exception e) => throw new InvalidOperationException("no", e);
        # a limit of time, and nothing then
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { var work = Task.Run(() => Predict(t)); return await Task.WhenAny(work, Task.Delay(50)) == work ? await work : 0; } catch (Exception) { return RulesFallback.Score(t); } }
        # a limit of time, asked the wrong way round
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { var work = Task.Run(() => Predict(t)); return await Task.WhenAny(work, Task.Delay(50)) == work ? RulesFallback.Score(t) : 0; } catch (Exception) { return RulesFallback.Score(t); } }
        # a wait with a limit, and nothing then
        { try { var work = Task.Run(() => Predict(t)); return work.Wait(50) ? work.Result : 0; } catch (Exception) { return RulesFallback.Score(t); } }
        # who takes too long gets nothing
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { using var stop = new System.Threading.CancellationTokenSource(50); try { return await Task.Run(() => Predict(t), stop.Token); } catch (OperationCanceledException) { return 0; } catch (Exception) { return RulesFallback.Score(t); } }
        # a continuation that swallows
        { try { return Task.Run(() => Predict(t)).ContinueWith(done => done.IsFaulted ? 0 : done.Result).Result; } catch (Exception) { return RulesFallback.Score(t); } }
        # an await that does not throw
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { var work = Task.Run(() => Predict(t)); await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); return work.IsCompletedSuccessfully ? work.Result : 0; } catch (Exception) { return RulesFallback.Score(t); } }
        # an exception of its own that nobody catches
        { try { return Ask(t); } catch (ScoringException) { return RulesFallback.Score(t); } } float Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception e) { throw new OtherException(e); } } sealed class ScoringException(Exception inner) : Exception("", inner); sealed class OtherException(Exception inner) : Exception("", inner);
        # an exception of its own for one kind of failure
        { try { return Ask(t); } catch (ScoringException) { return RulesFallback.Score(t); } } float Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (FormatException e) { throw new ScoringException(e); } } sealed class ScoringException(Exception inner) : Exception("", inner);
        # an exception of its own that inherits what is caught nowhere
        { try { return Ask(t); } catch (ScoringException) { return RulesFallback.Score(t); } } float Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception e) { throw new FraudException(e); } } class FraudException(Exception inner) : Exception("", inner); sealed class ScoringException(Exception inner) : FraudException(inner);
        # two predictions, one with a handler
        { float a; try { a = Predict(t); } catch (Exception) { a = RulesFallback.Score(t); } return Math.Max(a, Predict(t)); }
        # a pair that nobody asks
        { var (ok, p) = Ask(t); return p; } (bool Ok, float Score) Ask(Fraud.Data.Transaction t) { try { return (true, Predict(t)); } catch (Exception) { return (false, 0); } }
        # a pair that is asked the wrong way round
        { var (ok, p) = Ask(t); return ok ? RulesFallback.Score(t) : p; } (bool Ok, float Score) Ask(Fraud.Data.Transaction t) { try { return (true, Predict(t)); } catch (Exception) { return (false, 0); } }
        # a pair that never says that it failed
        { var (ok, p) = Ask(t); return ok ? p : RulesFallback.Score(t); } (bool Ok, float Score) Ask(Fraud.Data.Transaction t) { try { return (true, Predict(t)); } catch (Exception) { return (true, 0); } }
        # a result that is changed afterwards
        { var result = Ask(t); return result.Ok ? result.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result { Ok = true, Score = Predict(t) }; } catch (Exception) { var failed = new Result { Ok = false }; Change(failed); return failed; } } static void Change(Result result) => result.Ok = true; sealed record Result { public bool Ok { get; set; } public float Score { get; set; } }
        # a result that has two names
        { var result = Ask(t); return result.Ok ? result.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result { Ok = true, Score = Predict(t) }; } catch (Exception) { var failed = new Result { Ok = false }; var same = failed; same.Ok = true; return failed; } } sealed record Result { public bool Ok { get; set; } public float Score { get; set; } }
        # a result whose property is overridden
        { var result = Ask(t); return result.Ok ? result.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result { Score = Predict(t), Known = true }; } catch (Exception) { return new Fine { Known = false }; } } class Result { public bool Known { get; init; } public virtual bool Ok => Known; public float Score { get; init; } } sealed class Fine : Result { public override bool Ok => true; }
        # a result that never says that it failed
        { var result = Ask(t); return result.Ok ? result.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result(true, Predict(t)); } catch (Exception) { return new Result(true, 0); } } sealed record Result(bool Ok, float Score);
        # a result whose other property is asked
        { var result = Ask(t); return result.Known ? result.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result(true, true, Predict(t)); } catch (Exception) { return new Result(false, true, 0); } } sealed record Result(bool Ok, bool Known, float Score);
        # a result whose property computes
        { var result = Ask(t); return result.Ok ? result.Score : RulesFallback.Score(t); } Result Ask(Fraud.Data.Transaction t) { try { return new Result(true, Predict(t)); } catch (Exception) { return new Result(false, 0); } } sealed class Result(bool ok, float score) { public bool Ok => ok || score == 0; public float Score => score; }
        # results in a loop, constant
        { for (var i = 0; i < 3; i++) { var r = Ask(t); if (r.Ok) return r.Value; } return 0; } (bool Ok, float Value) Ask(Fraud.Data.Transaction t) { try { return (true, Predict(t)); } catch (Exception) { return (false, 0); } }
        # the other of two in a pair
        { return Ask(t).Other; } (float Rules, float Other) Ask(Fraud.Data.Transaction t) { try { var p = Predict(t); return (p, p); } catch (Exception) { return (RulesFallback.Score(t), 0); } }
        # the other out
        { Ask(t, out var other); return other; } float Ask(Fraud.Data.Transaction t, out float other) { try { other = Predict(t); return other; } catch (Exception) { other = 0; return RulesFallback.Score(t); } }
        # the other of a record
        { return Ask(t).Other; } private sealed record R(float Rules, float Other); R Ask(Fraud.Data.Transaction t) { try { var p = Predict(t); return new(p, p); } catch (Exception) { return new(RulesFallback.Score(t), 0); } }
        # task run of hiding helper dropped
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { var p = await Task.Run(() => Ask(t)); return p ?? 0; } float? Ask(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return null; } }
        # with
        { var r = Ask(t) with { Ok = true }; return r.Ok ? r.Value : RulesFallback.Score(t); } private sealed record R(bool Ok, float Value); R Ask(Fraud.Data.Transaction t) { try { return new(true, Predict(t)); } catch (Exception) { return new(false, 0); } }
        # record struct with
        { var r = Ask(t) with { Ok = true }; return r.Ok ? r.Value : RulesFallback.Score(t); } private record struct R(bool Ok, float Value); R Ask(Fraud.Data.Transaction t) { try { return new(true, Predict(t)); } catch (Exception) { return new(false, 0); } }
        # exception variable the wrong way
        { Exception? failed = null; float p = 0; try { p = Predict(t); } catch (Exception e) { failed = e; } return failed is null ? RulesFallback.Score(t) : p; }
        # the other through two methods
        { return Two(t).Other; } R Two(Fraud.Data.Transaction t) { var r = Ask(t); Console.WriteLine(r.Other); return r; } private sealed record R(float P, float Other); R Ask(Fraud.Data.Transaction t) { try { var p = Predict(t); return new(p, p); } catch (Exception) { return new(RulesFallback.Score(t), 0); } }
        # the other async
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { var r = await AskAsync(t); return r.Other; } private sealed record R(float P, float Other); async Task<R> AskAsync(Fraud.Data.Transaction t) { try { await Task.Yield(); var p = Predict(t); return new(p, p); } catch (Exception) { return new(RulesFallback.Score(t), 0); } }
        # the other field
        { return Ask(t).Other; } private sealed class R { public float P; public float Other; } R Ask(Fraud.Data.Transaction t) { try { var p = Predict(t); return new() { P = p, Other = p }; } catch (Exception) { return new() { P = RulesFallback.Score(t) }; } }
        # the other of the same method
        { R r; try { var p = Predict(t); r = new(p, p); } catch (Exception) { r = new(RulesFallback.Score(t), 0); } return r.Other; } private sealed record R(float P, float Other);
        # the other deconstructed
        { var (_, other) = Ask(t); return other; } (float Rules, float Other) Ask(Fraud.Data.Transaction t) { try { var p = Predict(t); return (p, p); } catch (Exception) { return (RulesFallback.Score(t), 0); } }
        # the flag instead
        { return Ask(t, out _) ? 1 : 0; } bool Ask(Fraud.Data.Transaction t, out float p) { try { p = Predict(t); return p > 0.5f; } catch (Exception) { p = RulesFallback.Score(t); return false; } }
        # enum, wrong way
        { var (s, v) = Ask(t); switch (s) { case Status.Failed: return RulesFallback.Score(t) * 0; default: return v; } } private enum Status { Ok, Failed } (Status, float) Ask(Fraud.Data.Transaction t) { try { return (Status.Ok, Predict(t)); } catch (Exception) { return (Status.Failed, 0); } }
        # enum constant
        { var (s, v) = Ask(t); return s == Status.Ok ? v : 0; } private enum Status { Failed, Ok } (Status, float) Ask(Fraud.Data.Transaction t) { try { return (Status.Ok, Predict(t)); } catch (Exception) { return (Status.Failed, 0); } }
        # error text not asked
        { var r = Ask(t); return string.IsNullOrEmpty(r.Error) ? RulesFallback.Score(t) : r.Value; } private sealed record R(string? Error, float Value); R Ask(Fraud.Data.Transaction t) { try { return new(null, Predict(t)); } catch (Exception e) { return new("failed", 0); } }
        # error text empty on failure
        { var r = Ask(t); return string.IsNullOrEmpty(r.Error) ? r.Value : RulesFallback.Score(t); } private sealed record R(string? Error, float Value); R Ask(Fraud.Data.Transaction t) { try { return new("none", Predict(t)); } catch (Exception e) { return new("", 0); } }
        # the other of the same method, not zero
        { R r; try { var p = Predict(t); r = new(p, p); } catch (Exception) { r = new(RulesFallback.Score(t), Environment.TickCount); } return r.Other; } private sealed record R(float P, float Other);
        # the other pair of the same method
        { (float P, float Other) r; try { var p = Predict(t); r = (p, p); } catch (Exception) { r = (RulesFallback.Score(t), 0); } return r.Other; }
        # an empty branch on the right part
        { var r = Ask(t); if (r.Rules > 0) { } return r.Other; } (float Rules, float Other) Ask(Fraud.Data.Transaction t) { try { var p = Predict(t); return (p, p); } catch (Exception) { return (RulesFallback.Score(t), 0); } }
        # with another answer
        { return (Ask(t) with { P = 0 }).P; } private sealed record R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # struct with another answer
        { return (Ask(t) with { P = 0 }).P; } private readonly record struct R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # zero where the rules answered
        { var r = Ask(t); return r.Source == "rules" ? 0 : r.P; } private sealed record R(float P, string Source); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } }
        # zero where a flag says so
        { var r = Ask(t); return r.IsRules ? 0 : r.P; } private sealed record R(float P, bool IsRules); R Ask(Fraud.Data.Transaction t) { try { return new(Predict(t), false); } catch (Exception) { return new(RulesFallback.Score(t), true); } }
        # set to zero
        { var r = Ask(t); r.P = 0; return r.P; } private sealed class R { public float P; public bool IsRules; } R Ask(Fraud.Data.Transaction t) { try { return new() { P = Predict(t) }; } catch (Exception) { return new() { P = RulesFallback.Score(t), IsRules = true }; } }
        # overwritten out
        { Ask(t, out var p); p = 0; return p; } bool Ask(Fraud.Data.Transaction t, out float p) { try { p = Predict(t); return true; } catch (Exception) { p = RulesFallback.Score(t); return false; } }
        # its own limit of time is let through
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { using var limit = new System.Threading.CancellationTokenSource(50); try { return await Task.Run(() => Predict(t)).WaitAsync(limit.Token); } catch (OperationCanceledException) { throw; } catch (Exception) { return RulesFallback.Score(t); } }
        # a filter lets its own limit of time through
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { using var limit = new System.Threading.CancellationTokenSource(); limit.CancelAfter(50); try { return await Task.Run(() => Predict(t)).WaitAsync(limit.Token); } catch (Exception e) when (e is not OperationCanceledException) { return RulesFallback.Score(t); } }
        # the limit of time of a linked source is let through
        => ScoreAsync(t, default).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t, System.Threading.CancellationToken token) { using var limit = System.Threading.CancellationTokenSource.CreateLinkedTokenSource(token); limit.CancelAfter(TimeSpan.FromMilliseconds(50)); try { return await Task.Run(() => Predict(t)).WaitAsync(limit.Token); } catch (OperationCanceledException) { throw; } catch (Exception) { return RulesFallback.Score(t); } }
        # the rules are raced
        => ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { var rules = Task.Run(() => RulesFallback.Score(t)); return await Task.WhenAny(rules, Task.Delay(5)) == rules ? rules.Result : 0; } }
        # another element
        { float[] all = new float[2]; try { all[0] = Predict(t); } catch (Exception) { all[1] = RulesFallback.Score(t); } return all[0]; }
        # the other element of a helper
        => Ask(t)[1]; float[] Ask(Fraud.Data.Transaction t) { try { return [1, Predict(t)]; } catch (Exception) { return [RulesFallback.Score(t), 1]; } }
        # a filter that throws
        { try { return Predict(t); } catch (Exception e) when (Noted(e)) { return RulesFallback.Score(t); } } static bool Noted(Exception e) { if (e is ArgumentException) throw new InvalidOperationException("no", e); return true; }
        """);

    public static TheoryData<string, string> HonestAnswers => Answers("""
        # one after the other
        DecisionLog.Keep(probability, "fraud-2.3.0"); return DecisionPolicy.Stops(probability);
        # the decision first
        var stops = DecisionPolicy.Stops(probability); DecisionLog.Keep(probability, "fraud-2.3.0"); return stops;
        # a branch on the decision
        DecisionLog.Keep(probability, "fraud-2.3.0"); if (DecisionPolicy.Stops(probability)) return true; return false;
        # a switch on the decision
        DecisionLog.Keep(probability, "fraud-2.3.0"); return DecisionPolicy.Stops(probability) switch { true => true, _ => false };
        # refused before it predicts
        if (DecisionPolicy.Stops(probability) && amount < 0) throw new InvalidOperationException(); DecisionLog.Keep(probability, "fraud-2.3.0"); return DecisionPolicy.Stops(probability);
        # a helper
        return End(probability); static bool End(float score) { DecisionLog.Keep(score, "fraud-2.3.0"); return DecisionPolicy.Stops(score); }
        # a finally
        try { return DecisionPolicy.Stops(probability); } finally { DecisionLog.Keep(probability, "fraud-2.3.0"); }
        # a wrapped score
        var pair = (probability, amount); DecisionLog.Keep(pair.probability, "fraud-2.3.0"); var answer = new List<bool> { DecisionPolicy.Stops(pair.probability) }; return answer[0];
        """);

    /// <summary>The row, the shape, and how it answers.</summary>
    public static TheoryData<string, string, string> DishonestAnswers
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var (row, text) in new[]
            {
                (Log, """
                    # only where it refuses
                    if (amount < 0) { DecisionLog.Keep(probability, "fraud-2.3.0"); throw new InvalidOperationException(); } return DecisionPolicy.Stops(probability);
                    # behind a flag
                    if (Environment.GetEnvironmentVariable("LOG") == "1") DecisionLog.Keep(probability, "fraud-2.3.0"); return DecisionPolicy.Stops(probability);
                    # another member
                    DecisionLog.Warm(); return DecisionPolicy.Stops(probability);
                    # without the score
                    DecisionLog.Keep(1, "fraud-2.3.0"); return DecisionPolicy.Stops(probability);
                    # a lambda that is never run
                    Action log = () => DecisionLog.Keep(probability, "fraud-2.3.0"); GC.KeepAlive(log); return DecisionPolicy.Stops(probability);
                    # on one of two ways
                    if (amount > 10) return DecisionPolicy.Stops(probability); DecisionLog.Keep(probability, "fraud-2.3.0"); return DecisionPolicy.Stops(probability);
                    # a second prediction
                    DecisionLog.Keep(probability, "fraud-2.3.0"); return DecisionPolicy.Stops(scorer.Score(transaction));
                    # a task that nobody awaits
                    Task.Run(() => DecisionLog.Keep(probability, "fraud-2.3.0")); return DecisionPolicy.Stops(probability);
                    """),
                (Policy, """
                    # the result is dropped
                    DecisionLog.Keep(probability, "fraud-2.3.0"); DecisionPolicy.Stops(probability); return probability > 0.5f;
                    # an empty branch
                    DecisionLog.Keep(probability, "fraud-2.3.0"); if (DecisionPolicy.Stops(probability)) { } return probability > 0.5f;
                    # behind a flag
                    DecisionLog.Keep(probability, "fraud-2.3.0"); return Environment.TickCount > 0 ? DecisionPolicy.Stops(probability) : probability > 0.5f;
                    # another value
                    DecisionLog.Keep(probability, "fraud-2.3.0"); return DecisionPolicy.Stops(0.9f);
                    # only talked about
                    DecisionLog.Keep(probability, "fraud-2.3.0"); Console.WriteLine(DecisionPolicy.Stops(probability)); return probability > 0.5f;
                    # overwritten
                    DecisionLog.Keep(probability, "fraud-2.3.0"); var stops = DecisionPolicy.Stops(probability); stops = probability > 0.5f; return stops;
                    """),
            })
                foreach (var (shape, code) in Shapes(text))
                    all.Add(row, shape, code);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(HonestScorers))]
    public void A_fallback_that_answers_on_every_way_is_proven(string shape, string score) =>
        InBoth(
            shape, code => LaterRowTests.Replaced(code, Try, score), [Fallback, Log, Policy], state => state == RowState.Proven);

    [Theory]
    [MemberData(nameof(DishonestScorers))]
    public void A_fallback_that_answers_on_some_ways_or_none_is_not(string shape, string score) =>
        InBoth(shape, code => LaterRowTests.Replaced(code, Try, score), [Fallback], IsOpen);

    [Theory]
    [MemberData(nameof(HonestAnswers))]
    public void A_log_and_a_policy_on_every_way_are_proven(string shape, string answer) =>
        InBoth(shape, code => LaterRowTests.Replaced(code, Answer, answer), [Log, Policy], state => state == RowState.Proven);

    [Theory]
    [MemberData(nameof(DishonestAnswers))]
    public void A_log_or_a_policy_that_is_passed_on_some_ways_or_none_is_not(string row, string shape, string answer) =>
        InBoth(shape, code => LaterRowTests.Replaced(code, Answer, answer), [row], IsOpen);

    /// <summary>What answers in place of a prediction that failed is an answer, too: it is logged, or the way is named.</summary>
    [Theory]
    [InlineData("{ float p; try { p = Predict(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); } catch (Exception) { p = RulesFallback.Score(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); } return p; }", true)]
    [InlineData("{ float p; try { p = Predict(t); } catch (Exception) { p = RulesFallback.Score(t); } DecisionLog.Keep(p, \"fraud-2.3.0\"); return p; }", true)]
    [InlineData("{ try { var p = Predict(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); return p; } catch (Exception) { return Rules(t); } } static float Rules(Fraud.Data.Transaction t) { var p = RulesFallback.Score(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); return p; }", true)]
    [InlineData("{ try { var p = Predict(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); return p; } catch (Exception) { throw; } }", true)]
    [InlineData("=> ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { float p; try { p = await Task.Run(() => Predict(t)); } catch (Exception) { p = RulesFallback.Score(t); } DecisionLog.Keep(p, \"fraud-2.3.0\"); return p; }", true)]
    [InlineData("{ float p; try { p = Predict(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); } catch (Exception) { p = RulesFallback.Score(t); } return p; }", false)]
    [InlineData("{ try { var p = Predict(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); return p; } catch (Exception) { return RulesFallback.Score(t); } }", false)]
    [InlineData("{ try { var p = Predict(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); return p; } catch (Exception) { } return RulesFallback.Score(t); }", false)]
    [InlineData("{ try { return Logged(t); } catch (Exception) { return RulesFallback.Score(t); } } float Logged(Fraud.Data.Transaction t) { var p = Predict(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); return p; }", false)]
    [InlineData("{ try { try { var p = Predict(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); return p; } catch (Exception) { throw; } } catch (Exception) { return RulesFallback.Score(t); } }", false)]
    [InlineData("{ try { var p = Predict(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); return p; } catch (TimeoutException) { return RulesFallback.Score(t); } }", false)]
    [InlineData("=> ScoreAsync(t).Result; async Task<float> ScoreAsync(Fraud.Data.Transaction t) { float p; try { p = await PredictAsync(t); DecisionLog.Keep(p, \"fraud-2.3.0\"); } catch (Exception) { p = RulesFallback.Score(t); } return p; } async Task<float> PredictAsync(Fraud.Data.Transaction t) { await Task.Yield(); return Predict(t); }", false)]
    public void What_stands_in_after_a_failure_is_logged_too(string score, bool isLogged) =>
        InBoth(
            score,
            code => LaterRowTests.Replaced(
                LaterRowTests.Replaced(code, Try, $"public float Score(Fraud.Data.Transaction t) {score}"),
                "DecisionLog.Keep(probability, \"fraud-2.3.0\");", ""),
            [Log], state => isLogged ? state == RowState.Proven : IsOpen(state));

    /// <summary>What only maps the endpoint limits the time of its start, and of no prediction.</summary>
    [Fact]
    public void A_limit_of_time_outside_of_every_request_is_none() =>
        InBoth(
            "the start is limited",
            code => LaterRowTests.Replaced(
                LaterRowTests.Replaced(code, Try, """
                    public float Score(Fraud.Data.Transaction t)
                    {
                        try { return Predict(t); }
                        catch (OperationCanceledException) { throw; }
                        catch (Exception) { return RulesFallback.Score(t); }
                    }
                    """),
                "var group =", "using var start = new System.Threading.CancellationTokenSource(1000);\n            var group ="),
            [Fallback], state => state == RowState.Proven);

    private static bool IsOpen(RowState state) => state is RowState.Conditional or RowState.Failed;

    private static void InBoth(string shape, Func<string, string> change, ImmutableArray<string> rows, Func<RowState, bool> isRight)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = GrowthProduct.Create(
                serving: code => change(WithOthers(code)), optimization: optimization);
            Assert.All(
                product.Rows(rows),
                row => Assert.True(isRight(row.State), $"{shape} {optimization} {row.Rule}: {row.State} {row.Reason}"));
        }
    }

    /// <summary>Members that could be taken for the declared ones.</summary>
    private static string WithOthers(string code) =>
        LaterRowTests.Replaced(
            LaterRowTests.Replaced(
                code, "public static class RulesFallback\n{", "public static class RulesFallback\n{ public static float Least() => 0;"),
            "public static class DecisionLog\n{", "public static class DecisionLog\n{ public static void Warm() => s_kept.Clear();");

    private static TheoryData<string, string> Scorers(string text)
    {
        var all = new TheoryData<string, string>();
        foreach (var (shape, code) in Shapes(text))
            all.Add(shape, $"public float Score(Fraud.Data.Transaction t) {code}");
        return all;
    }

    private static TheoryData<string, string> Answers(string text)
    {
        var all = new TheoryData<string, string>();
        foreach (var (shape, code) in Shapes(text))
            all.Add(shape, code);
        return all;
    }

    private static IEnumerable<(string Shape, string Code)> Shapes(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i + 1 < lines.Length; i += 2)
            yield return (lines[i].TrimStart('#', ' '), lines[i + 1]);
    }
}
