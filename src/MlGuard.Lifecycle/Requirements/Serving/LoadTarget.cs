using System.Text.Json;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>Whether the numbers of a load are of requests that went over the wire, and not of calls inside one process.</summary>
internal static class LoadTarget
{
    private const int MaxElements = 200_000;

    private static readonly ImmutableArray<string> s_addresses = ["http://", "https://", "grpc://", "ws://", "wss://"];

    /// <summary>Why a file does not show that; null where it does, or where it is no file that says anything.</summary>
    public static string? DoubtOf(RowContext context, ManifestEntry entry)
    {
        var file = FilePointer.FileOf(entry.Text!);
        if (context.Product.Files.Json(file).Value is not { } json)
            return null;
        var tool = ToolReport.Of(json.Root);
        if (tool is { IsInProcess: true })
            return $"{tool.Name} measures calls inside one process, which no request has gone through";
        var endpoint = context.Text("serving.api.endpoint");
        return tool is { ShowsRequests: true } || Names(json, endpoint)
            ? null
            : $"'{Quoted.Short(file)}' names neither a URL nor {Named(endpoint)}, so the load may have run inside one process";
    }

    private static string Named(string? endpoint) => endpoint is null ? "an endpoint" : $"'{Quoted.Short(endpoint)}'";

    private static bool Names(JsonFile json, string? endpoint)
    {
        var route = endpoint?.Substring(1 + endpoint.IndexOf(' ')).Trim() is { Length: > 1 } path ? path : null;
        return Texts(json.Root).Any(text => s_addresses.Any(scheme => text.IndexOf(scheme, StringComparison.OrdinalIgnoreCase) >= 0)
            || (route is not null && text.EndsWith(route, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Texts(JsonElement root)
    {
        var open = new Stack<JsonElement>([root]);
        for (var seen = 0; open.Count > 0 && seen < MaxElements; seen++)
        {
            var element = open.Pop();
            if (element.ValueKind == JsonValueKind.String)
                yield return element.GetString()!;
            else if (element.ValueKind == JsonValueKind.Array)
                foreach (var item in element.EnumerateArray())
                    open.Push(item);
            else if (element.ValueKind == JsonValueKind.Object)
                foreach (var member in element.EnumerateObject())
                    open.Push(member.Value);
        }
    }
}
