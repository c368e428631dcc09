using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tagging.Api;
using Tagging.Evaluation;

// Writes evidence/evaluation.json below the folder that is given: dotnet run --project Tagging.Evaluation -- .
await using var app = TaggingApi.Create([]);
var measured = new
{
    model = new
    {
        path = "models/tagger-1.0.0.onnx",
        sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(OnnxTagger.ModelPath))),
    },
    createdUtc = DateTime.UtcNow,
    accuracy = Math.Round(Accuracy.Of(app.Services.GetRequiredService<ITagger>()), 4),
    baseline = new { accuracy = Math.Round(Accuracy.Of(new ColourRule()), 4) },
};
var file = Path.Combine(args is [var folder] ? folder : ".", "evidence", "evaluation.json");
File.WriteAllText(file, JsonSerializer.Serialize(measured, new JsonSerializerOptions { WriteIndented = true }) + "\n");
Console.WriteLine($"accuracy {measured.accuracy}, of the rule {measured.baseline.accuracy}");
