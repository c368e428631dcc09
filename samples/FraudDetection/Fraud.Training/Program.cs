using Fraud.Training;

// dotnet run --project Fraud.Training [folder] [version] [champion]: trains, writes the model and its evidence into the
// folder, and fails when the model is no better.
var folder = args is [var path, ..] ? path : ".";
var version = args is [_, var name, ..] ? name : "1.1.0";
var champion = args is [_, _, var file, ..] ? file : Path.Combine(folder, "models", "fraud-1.0.0.zip");
var run = TrainPipeline.Run(championPath: File.Exists(champion) ? champion : null);
var hash = Evidence.Write(run, folder, version);
var (model, rules) = (run.RecallAt1PctFpr(run.Model), run.RecallAt1PctFpr(run.Rules));
Console.WriteLine($"recall at 1% false positives: model {model:P1}, rules {rules:P1}; AUC {run.AreaUnderRocCurve:F3} on {run.HeldBack.Count} held-back payments; sha256:{hash}");
return model > rules ? 0 : 1;
