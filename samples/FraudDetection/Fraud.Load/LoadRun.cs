using System.Diagnostics;
using System.Net.Http.Json;
using Fraud.Model;

namespace Fraud.Load;

/// <summary>Sends payments at a steady rate, whether or not the last one was answered: a slow service is not asked less.</summary>
public static class LoadRun
{
    /// <summary>The time of each answer in milliseconds, and how many were given a second.</summary>
    public static async Task<(IReadOnlyList<double> Latencies, double PerSecond)> RunAsync(
        HttpClient client, IReadOnlyList<Payment> payments, int perSecond, TimeSpan duration)
    {
        var latencies = new List<Task<double>>();
        var started = Stopwatch.GetTimestamp();
        for (var sent = 0; Stopwatch.GetElapsedTime(started) < duration; sent++)
        {
            var due = TimeSpan.FromSeconds((double)sent / perSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }

            latencies.Add(AskAsync(client, payments[sent % payments.Count]));
        }

        var all = await Task.WhenAll(latencies);
        return (all, all.Length / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<double> AskAsync(HttpClient client, Payment payment)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await client.PostAsJsonAsync("/v1/score", payment);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
