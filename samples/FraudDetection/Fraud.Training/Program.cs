using Fraud.Training;

// dotnet run --project Fraud.Training [folder]: trains and writes models/fraud.zip and evidence/eval.json into the folder.
var folder = args is [var path, ..] ? path : ".";
var run = TrainPipeline.Run();
TrainPipeline.Save(run, Path.Combine(folder, "models", "fraud.zip"), Path.Combine(folder, "evidence", "eval.json"));
Console.WriteLine($"recall at 1% false positives: model {run.RecallAt1PctFpr:P1}, rules {run.BaselineRecallAt1PctFpr:P1}; AUC {run.AreaUnderRocCurve:F3} on {run.HeldBack} held-back payments");
return run.RecallAt1PctFpr > run.BaselineRecallAt1PctFpr ? 0 : 1;
