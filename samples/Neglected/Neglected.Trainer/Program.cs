using Microsoft.ML;
using Neglected.Ml;

var ml = new MLContext();
var data = ml.Data.LoadFromTextFile<Payment>("data/payments.csv", hasHeader: true);
var split = ml.Data.TrainTestSplit(data, testFraction: 0.2);

var pipeline = ml.Transforms.Concatenate("Features", nameof(Payment.Amount), nameof(Payment.Hour), nameof(Payment.IsForeign))
    .Append(ml.BinaryClassification.Trainers.FastTree());

var model = pipeline.Fit(split.TrainSet);
var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TrainSet));
Console.WriteLine($"Accuracy {metrics.Accuracy:P1}, ship it!");

ml.Model.Save(model, data.Schema, "models/fraud.zip");
