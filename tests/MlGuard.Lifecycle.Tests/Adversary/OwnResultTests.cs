using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>A result of the product's own says that the prediction failed, and whoever gets it answers with the fallback.</summary>
public sealed class OwnResultTests
{
    private const string Row = "architecture/technical/fallback/symbol";

    private const string ByProperty = """
        public sealed class Told { public bool IsSuccess { get; } public float Value { get; } public string? Error { get; }
        Told(bool ok, float value, string? error) { IsSuccess = ok; Value = value; Error = error; }
        public static Told Ok(float value) => new(true, value, null); public static Told Fail(string error) => new(false, 0, error);
        public float Match(Func<float, float> ok, Func<string, float> error) => IsSuccess ? ok(Value) : error(Error!);
        public float Swapped(Func<float, float> ok, Func<string, float> error) => IsSuccess ? error(Error!) : ok(Value);
        public float Lost(Func<float, float> ok, Func<string, float> error) { if (IsSuccess) return ok(Value); error(Error!); return 0; } }
        """;

    private const string ByStruct = """
        public readonly record struct Told(bool Ok, float Value) { public static Told Fail(string error) => new(false, 0);
        public T Match<T>(Func<float, T> ok, Func<string, T> error) { if (Ok) { return ok(Value); } else { return error("x"); } } }
        """;

    private const string ByError = """
        public sealed class Told { private readonly float _value; private readonly Exception? _error;
        public Told(float value) => _value = value; public Told(Exception error) => _error = error;
        public float Match(Func<float, float> ok, Func<Exception, float> error) => _error is null ? ok(_value) : error(_error);
        public float Some(Func<float, float> ok, Func<Exception, float> error) => _error is null || _value == 0 ? ok(_value) : error(_error); }
        """;

    private const string ByErrorStruct = """
        public readonly struct Told { private readonly float _value; public string? Error { get; }
        public Told(float value) => _value = value; public Told(string error) => Error = error; public bool IsSuccess => Error is null;
        public float Match(Func<float, float> ok, Func<string, float> error) => IsSuccess ? ok(_value) : error(Error!); }
        """;

    private const string ByType = """
        public abstract record Told { public abstract float Match(Func<float, float> ok, Func<string, float> error); public bool Same(Told o) => this == o; }
        public sealed record Answered(float Value) : Told { public override float Match(Func<float, float> ok, Func<string, float> error) => ok(Value); }
        public sealed record Failed(string Why) : Told { public override float Match(Func<float, float> ok, Func<string, float> error) => error(Why); }
        public sealed record Late() : Told { public override float Match(Func<float, float> ok, Func<string, float> error) => 0; }
        """;

    private const string ByInterface = """
        public interface ITold { } public sealed class Answered : ITold { public float Value; } public sealed class Failed : ITold { }
        """;

    private const string ByGeneric = """
        public sealed record Rated(float Value, string By);
        public sealed class Told<T> where T : class { public T? Value { get; private init; } public string? Error { get; private init; }
        public static Told<T> Ok(T value) => new() { Value = value }; public static Told<T> Fail(string error) => new() { Error = error, IsFailure = true };
        public bool IsFailure { get; private init; }
        public T Match(Func<T, T> ok, Func<string, T> error) { if (IsFailure) return error(Error!); return ok(Value!); } }
        """;

    /// <summary>The result, how a prediction becomes one, and how it is answered; proven, or not.</summary>
    public static TheoryData<string, string, string, object> Shapes
    {
        get
        {
            var all = new TheoryData<string, string, string, object>();
            foreach (var (type, ok, failed, told) in new[]
            {
                (ByProperty, "Told.Ok(Predict(t))", "Told.Fail(e.Message)", "Told"),
                (ByStruct, "new Told(true, Predict(t))", "Told.Fail(\"\")", "Told"),
                (ByError, "new Told(Predict(t))", "new Told(e)", "Told"),
                (ByErrorStruct, "new Told(Predict(t))", "new Told(e.Message)", "Told"),
                (ByType, "new Answered(Predict(t))", "new Failed(e.Message)", "Told"),
            })
            {
                var ask = Ask(told, ok, failed);
                all.Add(type, ask, "Ask(t).Match(ok => ok, _ => RulesFallback.Score(t))", RowState.Proven);
                all.Add(type, ask, "Ask(t).Match(_ => RulesFallback.Score(t), _ => 0f)", RowState.Conditional);
                all.Add(type, ask, "Ask(t).Match(ok => ok, _ => 0.5f)", RowState.Failed);
            }

            foreach (var (ask, told) in new[]
            {
                ("Told<Rated>", "Ask(t)"), ("async Task<Told<Rated>>", "Ask(t).GetAwaiter().GetResult()"),
            })
            {
                var rated = Ask(ask, "Told<Rated>.Ok(new(Predict(t), \"model\"))", "Told<Rated>.Fail(e.Message)");
                all.Add(
                    ByGeneric, rated, $"{told}.Match(ok => ok, _ => new(RulesFallback.Score(t), \"rules\")).Value", RowState.Proven);
                all.Add(ByGeneric, rated, $"{told}.Match(ok => ok, _ => new(0.5f, \"rules\")).Value", RowState.Failed);
            }

            var byProperty = Ask("Told", "Told.Ok(Predict(t))", "Told.Fail(e.Message)");
            all.Add(ByProperty, byProperty, "Ask(t).Swapped(_ => RulesFallback.Score(t), _ => 0f)", RowState.Proven);
            all.Add(ByProperty, byProperty, "Ask(t).Swapped(ok => ok, _ => RulesFallback.Score(t))", RowState.Conditional);
            all.Add(ByProperty, byProperty, "Ask(t).Lost(ok => ok, _ => RulesFallback.Score(t))", RowState.Conditional);
            all.Add(ByProperty, byProperty, "Ask(t).Value", RowState.Failed);
            all.Add(
                ByProperty, Ask("Told", "Told.Ok(Predict(t))", "Told.Ok(0)"),
                "Ask(t).Match(ok => ok, _ => RulesFallback.Score(t))",
                RowState.Conditional);
            all.Add(
                ByError, Ask("Told", "new Told(Predict(t))", "new Told(e)"),
                "Ask(t).Some(ok => ok, _ => RulesFallback.Score(t))",
                RowState.Conditional);
            var byType = Ask("Told", "new Answered(Predict(t))", "new Failed(e.Message)");
            foreach (var (ask, told) in new[]
            {
                (byType, ByType),
                (Ask("ITold", "new Answered { Value = Predict(t) }", "new Failed()"), ByInterface),
            })
            {
                all.Add(told, ask, "Ask(t) is Answered a ? a.Value : RulesFallback.Score(t)", RowState.Proven);
                all.Add(told, ask, "Ask(t) switch { Answered a => a.Value, _ => RulesFallback.Score(t) }", RowState.Proven);
                all.Add(
                    told, ask,
                    "Ask(t) switch { Failed => RulesFallback.Score(t), Answered a => a.Value, _ => throw new InvalidOperationException() }",
                    RowState.Proven);
                all.Add(told, ask, "Ask(t) is Failed ? 0f : RulesFallback.Score(t)", RowState.Failed);
                all.Add(told, ask, "Ask(t) is Answered ? RulesFallback.Score(t) : 0f", RowState.Failed);
            }

            all.Add(ByType, byType, "Ask(t) switch { Late => RulesFallback.Score(t), Answered a => a.Value, _ => 0.5f }", RowState.Failed);
            all.Add(
                ByType, Ask("Told", "new Answered(Predict(t))", "new Late()"),
                "Ask(t).Match(ok => ok, _ => RulesFallback.Score(t))",
                RowState.Conditional);
            return all;
        }
    }

    /// <summary>What goes on after a task is not followed, and nobody says that it answers with something else.</summary>
    public static TheoryData<string, object> Continued => new()
    {
        {
            "Task.Run(() => Predict(t)).ContinueWith(x => x.IsCompletedSuccessfully ? x.Result : RulesFallback.Score(t)).Result",
            RowState.Conditional
        },
        { "Task.Run(() => Predict(t)).ContinueWith(x => x.IsCompletedSuccessfully ? x.Result : 0.5f).Result", RowState.Failed },
        { "Task.Run(() => Predict(t)).ContinueWith(x => x.IsFaulted ? 0 : x.Result).Result", RowState.Failed },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_result_is_followed_to_who_asks_it(string type, string ask, string answer, object expected) =>
        Decides($"{ask} public float Score(Fraud.Data.Transaction t) => {answer}; {type}", (RowState)expected);

    [Theory]
    [MemberData(nameof(Continued))]
    public void A_continuation_is_not_said_to_answer_with_something_else(string answer, object expected) =>
        Decides($"public float Score(Fraud.Data.Transaction t) => {answer};", (RowState)expected);

    private static string Ask(string told, string ok, string failed) =>
        $"private {told} Ask(Fraud.Data.Transaction t) {{ try {{ return {ok}; }} catch (Exception e) {{ _ = e; return {failed}; }} }}";

    private static void Decides(string code, RowState expected)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = GrowthProduct.Create(
                optimization: optimization, serving: text => LaterRowTests.Replaced(text, LooksRightTests.Try, code));

            var row = product.Row(Row);

            Assert.True(row.State == expected, $"{optimization}: {row.State} {row.Reason}");
            if (expected == RowState.Proven)
                Assert.Equal("growth", product.Decide(ci: true).EarnedStage);
            if (expected == RowState.Conditional)
                Assert.Contains("cannot be followed", row.Reason);
        }
    }
}
