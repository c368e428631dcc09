using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Monitoring.UnobservedPredictionAnalyzer>;

namespace MlGuard.Analyzers.Tests.Monitoring;

public sealed class UnobservedPredictionTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Diagnostics.Metrics;
        using System.Diagnostics.Tracing;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Logging;
        using Microsoft.ML;

        public class Row { public float Amount; }
        public class Answer { public float Score { get; set; } }

        """;

    private static string Controller(string members) => Usings + $$"""
        public partial class ScoreController(PredictionEngine<Row, Answer> engine, ILogger<ScoreController> logger) : ControllerBase
        {
            {{members}}
        }
        """;

    public static TheoryData<string> Silent =>
    [
        """public Answer Score(Row row) { logger.LogInformation("scoring"); return engine.Predict(row); }""",
        """private static readonly Meter s_meter = new("x"); private static readonly Counter<int> s_count = """
            + """s_meter.CreateCounter<int>("n"); public Answer Score(Row row) { s_count.Add(1); return engine.Predict(row); }""",
        """private static readonly ActivitySource s_source = new("x"); public Answer Score(Row row) { using var activity = """
            + """s_source.StartActivity("score"); return engine.Predict(row); }""",
        """public Answer Score(Row row) { Activity.Current?.SetTag("model", "1"); return engine.Predict(row); }""",
        // in the helper that predicts
        """public Answer Score(Row row) => Ask(row); private Answer Ask(Row row) { var answer = engine.Predict(row); """
            + """logger.LogDebug("scored"); return answer; }""",
        // in what is handed the result
        """public Answer Score(Row row) { var answer = engine.Predict(row); Observe(answer); return answer; } private void """
            + """Observe(Answer answer) => Write(answer.Score); private void Write(float score) => logger.LogInformation("{S}", score);""",
        // behind a contract
        """public interface ISink { void Scored(Answer answer); } public class Sink(ILogger l) : ISink { public void Scored(Answer """
            + """answer) => l.LogInformation("x"); } public Answer Score(Row row, ISink sink) { var answer = engine.Predict(row); """
            + """sink.Scored(answer); return answer; }""",
        // only when it fails: still a hook on the path
        """public Answer Score(Row row) { try { return engine.Predict(row); } catch (Exception e) { logger.LogError(e, "x"); throw; } }""",
        // only when its own part of a longer try fails, or what answers for it does
        """public Answer Score(Row row) { try { var first = engine.Predict(row); return Other(row); } catch (Exception e) { """
            + """logger.LogError(e, "x"); throw; } } private Answer Other(Row row) => engine.Predict(row);""",
        """public Answer Score(Row row) { try { Check(row); } catch (FormatException e) { logger.LogError(e, "x"); return """
            + """engine.Predict(row); } return new(); } private void Check(Row row) { }""",
        // in the method that it is handed to
        """public Answer Score(Row row) => Guard(() => engine.Predict(row)); private Answer Guard(Func<Answer> ask) { try { return """
            + """ask(); } catch (Exception e) { logger.LogError(e, "x"); throw; } }""",
        // a hook in the handler of another call, and one for all
        """public Answer Score(Row row) { try { Check(row); } catch (FormatException e) { logger.LogError(e, "x"); } """
            + """logger.LogInformation("x"); return engine.Predict(row); } private void Check(Row row) { }""",
        """private Answer Unreached(Row row) => engine.Predict(row);""",
    ];

    [Theory]
    [MemberData(nameof(Silent))]
    public Task An_observed_or_unreached_prediction_DoesNotTrigger(string members) => Rule.Code(Controller(members));

    [Fact]
    public Task A_source_generated_log_DoesNotTrigger() => Rule.Code(Usings + """
        public static partial class Log
        {
            [LoggerMessage(Level = LogLevel.Information, Message = "scored")]
            public static partial void Scored(ILogger logger);
            public static partial void Scored(ILogger logger) { }
        }
        public class ScoreController(PredictionEngine<Row, Answer> engine, ILogger logger) : ControllerBase
        {
            public Answer Score(Row row) { var answer = engine.Predict(row); Log.Scored(logger); return answer; }
        }
        """);

    public static TheoryData<string> Triggers =>
    [
        // an injected logger that nobody uses counts for nothing
        """public Answer Score(Row row) => engine.{|MLG6001:Predict|}(row);""",
        """public Answer Score(Row row) { Console.WriteLine("scoring"); Debug.WriteLine("x"); return engine.{|MLG6001:Predict|}(row); }""",
        """public Answer Score(Row row) => Ask(row); private Answer Ask(Row row) => engine.{|MLG6001:Predict|}(row);""",
        // another action logs
        """public void Ping() => logger.LogInformation("ping"); public Answer Score(Row row) => engine.{|MLG6001:Predict|}(row);""",
        // one way is observed, the other is not
        """public Answer Logged(Row row) { logger.LogInformation("x"); return Ask(row); } public Answer Bare(Row row) => Ask(row); """
            + """private Answer Ask(Row row) => engine.{|MLG6001:Predict|}(row);""",
        // the handler of another call beside it logs
        """public Answer Score(Row row) { try { Check(row); } catch (FormatException e) { logger.LogError(e, "x"); } return """
            + """engine.{|MLG6001:Predict|}(row); } private void Check(Row row) { }""",
        """public Answer Score(Row row) { var first = Ask(row); Parse(row); return first; } private void Parse(Row row) { try { """
            + """Check(row); } catch (FormatException e) { logger.LogError(e, "x"); } } private void Check(Row row) { } private Answer """
            + """Ask(Row row) => engine.{|MLG6001:Predict|}(row);""",
        """public Answer Score(Row row) { var first = Ask(row); try { return Other(row); } catch (FormatException e) { Note(e); """
            + """throw; } } private void Note(Exception e) => logger.LogError(e, "x"); private Answer Other(Row row) => """
            + """engine.Predict(row); private Answer Ask(Row row) => engine.{|MLG6001:Predict|}(row);""",
    ];

    [Theory]
    [MemberData(nameof(Triggers))]
    public Task An_unobserved_prediction_of_an_action_Triggers(string members) => Rule.Code(Controller(members));

    [Fact]
    public Task A_handler_is_not_observed_by_its_neighbour() => Rule.Code(Usings + """
        public static class Setup
        {
            public static void Map(WebApplication app, ILogger logger)
            {
                app.MapGet("/a", (PredictionEngine<Row, Answer> engine) => { logger.LogInformation("x"); return engine.Predict(new Row());
                    });
                app.MapGet("/b", (PredictionEngine<Row, Answer> engine) => engine.{|MLG6001:Predict|}(new Row()));
            }
        }
        """);

    [Fact]
    public Task The_manifests_own_hook_DoesNotTrigger() => Rule.Code(
        Usings + """
            namespace Shop
            {
                public static class DecisionLog { public static void Write(Answer answer) { } }
                public class ScoreController(PredictionEngine<Row, Answer> engine) : ControllerBase
                {
                    public Answer Score(Row row) { var answer = engine.Predict(row); DecisionLog.Write(answer); return answer; }
                }
            }
            """,
        state => state.AddDigest("stage\tmvp", "log\tShop.DecisionLog"));
}
