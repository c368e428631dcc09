using MlService.Training;

var root = args is [var folder, ..] ? Path.GetFullPath(folder) : Directory.GetCurrentDirectory();
var accuracy = SentimentTraining.Run(Path.Combine(root, "data", "reviews.csv"), root);
Console.WriteLine($"Trained: macro accuracy {accuracy:0.000} on reviews that the model never saw.");
