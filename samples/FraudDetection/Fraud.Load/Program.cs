using System.Security.Cryptography;
using System.Text.Json;
using Fraud.Api;
using Fraud.Load;
using Fraud.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

// dotnet run -c Release --project Fraud.Load [folder] [per second]: asks the running service at a steady rate and writes
// evidence/load.json into the folder.
var folder = args is [var path, ..] ? path : ".";
var rate = args is [_, var perSecond, ..] ? int.Parse(perSecond, System.Globalization.CultureInfo.InvariantCulture) : 240;
var key = Guid.NewGuid().ToString("N");
await using var app = FraudApi.Create(["--urls", "http://127.0.0.1:0", "--Fraud:ApiKey", key, "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Fraud.Api", "Error"]);
await app.StartAsync();
var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
using var client = new HttpClient { BaseAddress = new Uri(addresses.First()) };
client.DefaultRequestHeaders.Add("X-Api-Key", key);

var payments = TrainingFeed.Payments(2_000, seed: 7).Select(labelled => labelled.Payment).ToList();
await LoadRun.RunAsync(client, payments, rate, TimeSpan.FromSeconds(3));
var (latencies, answered) = await LoadRun.RunAsync(client, payments, rate, TimeSpan.FromSeconds(15));
var sorted = latencies.Order().ToList();
var model = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", "fraud-1.1.0.zip"));
var evidence = new
{
    model = new { path = "models/fraud-1.1.0.zip", sha256 = Convert.ToHexString(SHA256.HashData(model)).ToLowerInvariant() },
    createdUtc = DateTime.UtcNow,
    endpoint = "POST /v1/score",
    requests = sorted.Count,
    rps = Math.Round(answered, 1),
    latencyP50Ms = Math.Round(sorted[sorted.Count / 2], 2),
    latencyP99Ms = Math.Round(sorted[(int)(sorted.Count * 0.99)], 2),
};
File.WriteAllText(
    Path.Combine(folder, "evidence", "load.json"),
    JsonSerializer.Serialize(evidence, new JsonSerializerOptions { WriteIndented = true }) + "\n");
Console.WriteLine($"{evidence.requests} answers, {evidence.rps}/s, p50 {evidence.latencyP50Ms} ms, p99 {evidence.latencyP99Ms} ms");
