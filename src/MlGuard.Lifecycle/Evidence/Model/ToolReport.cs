using System.Text.Json;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>The reports of load and benchmark tools, recognised by their shape, and the unit of the times in them.</summary>
/// <param name="Name">The tool.</param>
/// <param name="SecondsPerUnit">Of its times.</param>
/// <param name="TimePaths">Parts of the pointers under which times stand.</param>
internal sealed record ToolReport(string Name, double SecondsPerUnit, ImmutableArray<string> TimePaths)
{
    private static readonly ToolReport s_k6 = new("k6", 1e-3, ["/http_req_", "/iteration_duration", "/grpc_req_duration", "/ws_"]);
    private static readonly ToolReport s_k6OfRequests = s_k6 with { ShowsRequests = true };
    private static readonly ToolReport s_nBomber = new("NBomber", 1e-3, ["/Latency/"]);
    private static readonly ToolReport s_benchmark = new("BenchmarkDotNet", 1e-9, ["/Statistics/"]) { IsInProcess = true };

    private static readonly ImmutableArray<string> s_requests = ["http_reqs", "grpc_req_duration", "ws_sessions"];

    /// <summary>Whether it counts what went over the wire.</summary>
    public bool ShowsRequests { get; private init; }

    /// <summary>Whether it measures calls inside its own process.</summary>
    public bool IsInProcess { get; private init; }

    public static ToolReport? Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        if (root.TryGetProperty("Benchmarks", out var benchmarks)
            && benchmarks.ValueKind == JsonValueKind.Array
            && root.TryGetProperty("HostEnvironmentInfo", out _))
            return s_benchmark;
        if (root.TryGetProperty("metrics", out var metrics)
            && metrics.ValueKind == JsonValueKind.Object
            && (metrics.TryGetProperty("http_reqs", out _) || metrics.TryGetProperty("iterations", out _)))
            return s_requests.Any(name => metrics.TryGetProperty(name, out _)) ? s_k6OfRequests : s_k6;
        return HasScenarios(root) || (root.TryGetProperty("FinalStats", out var stats) && HasScenarios(stats)) ? s_nBomber : null;
    }

    private static bool HasScenarios(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("ScenarioStats", out var scenarios)
            && scenarios.ValueKind == JsonValueKind.Array;
}
