using Support.Api;
using Support.Evaluation;

// Writes evidence/evaluation.json below the folder that is given: dotnet run --project Support.Evaluation -- .
var now = DateTime.UtcNow;
using var model = new ScriptedChatClient(SupportModel.Id);
var results = await EvaluationRun.RunAsync(model, now, CancellationToken.None);
var file = Path.Combine(args is [var folder] ? folder : ".", "evidence", "evaluation.json");
File.WriteAllText(file, EvaluationRun.Report(results, now));
Console.WriteLine($"{results.Count} cases written to {file}");
