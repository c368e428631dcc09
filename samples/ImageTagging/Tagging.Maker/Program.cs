using System.Security.Cryptography;
using Tagging.Maker;

// Writes the model's file below the folder that is given: dotnet run --project Tagging.Maker -- .
var file = Path.Combine(args is [var folder] ? folder : ".", "models", $"tagger-{TaggerModel.Version}.onnx");
var bytes = TaggerModel.Bytes();
File.WriteAllBytes(file, bytes);
Console.WriteLine($"{file} sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}");
