using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Fallback.HiddenFailureAnalyzer,
    MlGuard.CodeFixes.Fallback.HiddenFailureCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Fallback.HiddenFailureAnalyzer>;

namespace MlGuard.Analyzers.Tests.Fallback;

public sealed class HiddenFailureTests
{
    private static string Scorer(string members) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Diagnostics.Metrics;
        using System.Linq;
        using System.Text.Json;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Logging;
        using Microsoft.ML;

        public class Row { public float Amount; }
        public class Answer { public float Score { get; set; } public string? Error { get; set; } }
        public static class Rules { public static Answer Score(Row row) => new() { Score = row.Amount > 100 ? 1 : 0 }; }

        public class Scorer(PredictionEngine<Row, Answer> engine, IChatClient chat, ILogger<Scorer> logger) : ControllerBase
        {
            {{members}}
        }
        """;

    public static TheoryData<string> Silent =>
    [
        // a narrow catch that tries what the model can do, and asks again without it
        """public async Task<string> Ask(string text) { try { return (await chat.GetResponseAsync(text, new ChatOptions { """
            + """ResponseFormat = ChatResponseFormat.Json })).Text; } catch (NotSupportedException) { } return (await """
            + """chat.GetResponseAsync(text)).Text; }""",
        """public async Task<string> Ask(string text) { try { return (await chat.GetResponseAsync(text, new ChatOptions())).Text; } """
            + """catch (NotSupportedException) { return (await chat.GetResponseAsync(text)).Text; } }""",
        // logged, in the handler or in what it calls
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch (Exception e) { logger.LogError(e, "x"); return """
            + """Rules.Score(row); } }""",
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch { Note(); return Rules.Score(row); } } private """
            + """void Note() => logger.LogWarning("x");""",
        """private static readonly Counter<int> s_failures = new Meter("x").CreateCounter<int>("n"); public Answer Score(Row row) { """
            + """try { return engine.Predict(row); } catch { s_failures.Add(1); return Rules.Score(row); } }""",
        // rethrown, wrapped
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch { throw; } }""",
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch (Exception e) { throw new """
            + """InvalidOperationException("x", e); } }""",
        // the exception is used
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch (Exception e) { return new Answer { Error = """
            + """e.Message }; } }""",
        """public Exception? Last { get; set; } public Answer Score(Row row) { try { return engine.Predict(row); } catch (Exception """
            + """e) { Last = e; return Rules.Score(row); } }""",
        // the user is told
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch { Console.WriteLine("the model is down"); """
            + """return Rules.Score(row); } }""",
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch { return new Answer { Error = "no score" }; } }""",
        """public IActionResult Score(Row row) { try { return Ok(engine.Predict(row)); } catch { return StatusCode(503); } }""",
        """public bool TryScore(Row row, out Answer? answer) { try { answer = engine.Predict(row); return true; } catch { answer = """
            + """null; return false; } }""",
        // another text than that of success, or one that success may give too
        """public record Said(float Score, string Source); public Said Score(Row row) { try { return new """
            + """Said(engine.Predict(row).Score, "model"); } catch { return new Said(0, "none"); } }""",
        """public record Said(float Score, string Source); public Said Score(Row row) { try { if (row.Amount < 0) return new """
            + """Said(0, "none"); """
            + """return new Said(engine.Predict(row).Score, "model"); } catch { return new Said(0, "none"); } }""",
        """public record Said(float Score, string Source); public Said Score(Row row, string source) { try { return new """
            + """Said(engine.Predict(row).Score, source); } catch { return new Said(0, "model"); } }""",
        """public Answer Score(Row row) { try { return new Answer { Score = engine.Predict(row).Score, Error = "" }; } catch { """
            + """return new """
            + """Answer { Error = "no score" }; } }""",
        // only the parsing, only the waiting
        """public Answer Score(string json) { try { return engine.Predict(JsonSerializer.Deserialize<Row>(json)!); } catch """
            + """(JsonException) { return Rules.Score(new Row()); } }""",
        """public async Task<string> Ask(string text) { try { return (await chat.GetResponseAsync(text)).Text; } catch """
            + """(OperationCanceledException) { return ""; } }""",
        // a filter may do anything
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch (Exception) when (Note()) { return """
            + """Rules.Score(row); } } private bool Note() => true;""",
        // a trial of training, whose failure is a result
        """public float Try(MLContext ml, IDataView data) { try { var model = ml.Regression.Trainers.Sdca().Fit(data); return """
            + """ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(new Row()).Score; } catch { return float.NaN; } }""",
        // no prediction inside, or one with a handler of its own
        """public int Parse(string text) { try { return int.Parse(text); } catch { return 0; } }""",
        """public Answer? Score(Row row) { try { try { return engine.Predict(row); } catch (Exception e) { logger.LogError(e, "x"); """
            + """return null; } } catch { return null; } }""",
        // the stream is read outside of the try
        """public async Task<string> Ask(string text) { IAsyncEnumerable<ChatResponseUpdate>? stream = null; try { stream = """
            + """chat.GetStreamingResponseAsync(text); } catch { } var all = ""; await foreach (var part in stream!) all += """
            + """part.Text; return all; }""",
    ];

    [Theory]
    [MemberData(nameof(Silent))]
    public Task A_failure_that_somebody_hears_of_DoesNotTrigger(string members) => Rule.Code(Scorer(members));

    public static TheoryData<string> Triggers =>
    [
        """public Answer? Score(Row row) { try { return engine.{|MLG5002:Predict|}(row); } catch { return null; } }""",
        // a fallback that answers for ever
        """public Answer Score(Row row) { try { return engine.{|MLG5002:Predict|}(row); } catch (Exception) { return """
            + """Rules.Score(row); } }""",
        // gone in a release build
        """public Answer? Score(Row row) { try { return engine.{|MLG5002:Predict|}(row); } catch (Exception e) { """
            + """Debug.WriteLine($"failed: {e}"); return null; } }""",
        """public List<Answer> Score(List<Row> rows) { var all = new List<Answer>(); foreach (var row in rows) { try { """
            + """all.Add(engine.{|MLG5002:Predict|}(row)); } catch { continue; } } return all; }""",
        """public async Task<string> Ask(string text) { try { return (await chat.{|MLG5002:GetResponseAsync|}(text)).Text; } catch """
            + """{ return ""; } }""",
        """public async Task<string> Ask(string text) { var all = ""; try { await foreach (var part in """
            + """chat.{|MLG5002:GetStreamingResponseAsync|}(text)) all += part.Text; } catch { all = ""; } return all; }""",
        """public List<Answer> Score(List<Row> rows) { try { return rows.Select(row => engine.{|MLG5002:Predict|}(row)).ToList(); } """
            + """catch { return []; } }""",
        // an answer with the very text of success
        """public record Said(float Score, string Source); public Said Score(Row row) { try { return new """
            + """Said(engine.{|MLG5002:Predict|}(row).Score, "model"); } catch { return new Said(0, "model"); } }""",
        """public record Said(float Score, string Source); public IActionResult Score(Row row) { float score; try { score = """
            + """engine.{|MLG5002:Predict|}(row).Score; logger.LogInformation("Checked {Score}", score); } catch (Exception) { """
            + """return Ok(new """
            + """Said(0, "model")); } return Ok(new Said(score, "model")); }""",
        """public class Said { public float Score { get; set; } public string Source { get; set; } = ""; } public Said Score(Row row) { """
            + """try { return new() { Score = engine.{|MLG5002:Predict|}(row).Score, Source = "model" }; } catch { return new() { """
            + """Source = "model" }; } }""",
        // a typed catch beside a narrow one
        """public Answer? Score(string json) { try { return engine.{|MLG5002:Predict|}(JsonSerializer.Deserialize<Row>(json)!); } """
            + """catch (JsonException) { throw; } catch (Exception) { return null; } }""",
    ];

    [Theory]
    [MemberData(nameof(Triggers))]
    public Task A_failure_that_nobody_hears_of_Triggers(string members) => Rule.Code(Scorer(members));

    [Theory]
    [InlineData("catch", "catch (Exception exception)", "exception")]
    [InlineData("catch (Exception)", "catch (Exception exception)", "exception")]
    [InlineData("catch (InvalidOperationException error)", "catch (InvalidOperationException error)", "error")]
    public Task The_fix_logs_with_the_logger_in_reach(string before, string after, string name) => Fix.Code(
        Scorer($$"""
            public Answer Score(Row row)
                {
                    try
                    {
                        return engine.{|MLG5002:Predict|}(row);
                    }
                    {{before}}
                    {
                        // The rules are good enough for a while.
                        return Rules.Score(row);
                    }
                }
            """),
        Scorer($$"""
            public Answer Score(Row row)
                {
                    try
                    {
                        return engine.Predict(row);
                    }
                    {{after}}
                    {
                        logger.LogError({{name}}, "The prediction failed");
                        // The rules are good enough for a while.
                        return Rules.Score(row);
                    }
                }
            """));

    [Fact]
    public Task Without_a_logger_in_reach_there_is_no_fix() => Fix.NoFix("""
        using Microsoft.ML;
        public class Row { public float Amount; }
        public class Answer { public float Score { get; set; } }
        public class Scorer(PredictionEngine<Row, Answer> engine)
        {
            public Answer? Score(Row row) { try { return engine.{|MLG5002:Predict|}(row); } catch { return null; } }
        }
        """);
}
