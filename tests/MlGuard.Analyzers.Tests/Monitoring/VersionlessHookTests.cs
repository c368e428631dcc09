using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Monitoring.VersionlessHookAnalyzer>;

namespace MlGuard.Analyzers.Tests.Monitoring;

public sealed class VersionlessHookTests
{
    private static Task Check(string members) => Rule.Code(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.Metrics;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Logging;
        using Microsoft.ML;

        public class Row { public float Amount; }
        public class Answer { public float Score { get; set; } }
        public class ScoreController(PredictionEngine<Row, Answer> engine, IChatClient chat,
            ILogger<ScoreController> logger) : ControllerBase
        {
            private const string Version = "2.3.0";
            private static readonly Counter<int> s_count = new Meter("x").CreateCounter<int>("n");
            {{members}}
        }
        """,
        state => state.AnalyzerConfigFiles.Add(("/.globalconfig", """
            is_global = true
            dotnet_diagnostic.MLG6002.severity = warning

            """)));

    [Theory]
    [InlineData("public Answer Score(Row row) { var answer = engine.Predict(row); logger.LogInformation(\"{Model} scored\", "
        + "Version); return answer; }")]
    [InlineData("public Answer Score(Row row) { s_count.Add(1, new KeyValuePair<string, object?>(\"model\", \"2.3.0\")); return "
        + "engine.Predict(row); }")]
    [InlineData("public Answer Score(Row row) { var answer = engine.Predict(row); Note(answer); return answer; } private void "
        + "Note(Answer answer) => logger.LogInformation(\"{Score} by fraud model\", answer.Score);")]
    [InlineData("public Answer Score(Row row) { var answer = engine.Predict(row); logger.LogInformation(\"{Score} by {By}\", "
        + "answer.Score, VersionOf(answer)); return answer; } private static string VersionOf(Answer answer) => \"2.3\";")]
    // not observed at all: another rule's
    [InlineData("public Answer Score(Row row) => engine.Predict(row);")]
    // a chat client names its model by itself
    [InlineData("public async Task<string> Ask(string text) { logger.LogInformation(\"asked\"); return (await "
        + "chat.GetResponseAsync(text)).Text; }")]
    [InlineData("private Answer Unreached(Row row) { logger.LogInformation(\"scored\"); return engine.Predict(row); }")]
    public Task A_hook_that_names_the_model_DoesNotTrigger(string members) => Check(members);

    [Theory]
    [InlineData("public Answer Score(Row row) { var answer = engine.{|MLG6002:Predict|}(row); logger.LogInformation(\"{Score}\", "
        + "answer.Score); return answer; }")]
    [InlineData("public Answer Score(Row row) { s_count.Add(1); return engine.{|MLG6002:Predict|}(row); }")]
    [InlineData("public Answer Score(Row row) => Ask(row); private Answer Ask(Row row) { Note(); return "
        + "engine.{|MLG6002:Predict|}(row); } private void Note() => logger.LogInformation(\"scored\");")]
    // words that hold such a word and mean something else
    [InlineData("public Answer Score(Row modelInput) { var modelOutput = engine.{|MLG6002:Predict|}(modelInput); "
        + "logger.LogInformation(\"{Score} for {Amount}, {Conversion}\", modelOutput.Score, modelInput.Amount, ModelState.IsValid); "
        + "return modelOutput; }")]
    public Task A_hook_that_names_no_model_Triggers(string members) => Check(members);
}
