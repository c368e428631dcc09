using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlGuard.Lifecycle.Tests.Reports;

/// <summary>
/// A headless Chromium, driven by its own protocol: a library for that brings browsers and a runtime of several hundred megabytes to every
/// restore, and these tests open a file and ask it four things.
/// </summary>
internal sealed class Browser : IDisposable
{
    private static readonly string[] s_names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private int _last;

    private Browser(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>Where the browser is: <c>MLGUARD_BROWSER</c>, or the first on the path; null without one.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("MLGUARD_BROWSER") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .SelectMany(folder => s_names
                .Select(name => System.IO.Path.Combine(folder, name + (OperatingSystem.IsWindows() ? ".exe" : ""))))
            .FirstOrDefault(File.Exists);

    /// <summary>Methods of events that came since the page was opened, with what they say.</summary>
    public List<(string Method, JsonNode Parameters)> Events { get; } = [];

    public static async Task<Browser> Start()
    {
        var profile = Directory.CreateTempSubdirectory("mlguard-browser").FullName;
        var start = new ProcessStartInfo(Path!,
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions",
            "--disable-background-networking", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var browser = new Browser(Process.Start(start)!, profile);
        await browser.Connect();
        return browser;
    }

    /// <summary>Opens a file at a size, in a colour scheme and for a medium.</summary>
    public async Task Open(string file, int width, int height, string scheme, string medium = "screen")
    {
        Events.Clear();
        await Ask("Emulation.setDeviceMetricsOverride", new()
        {
            ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600,
        });
        await Ask("Emulation.setEmulatedMedia", new()
        {
            ["media"] = medium,
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
        });
        await Ask("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        while (!Events.Any(one => one.Method == "Page.loadEventFired"))
            await Receive();
    }

    public async Task<JsonNode?> Evaluate(string script)
    {
        var answer = await Ask("Runtime.evaluate", new()
        {
            ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true,
        });
        Assert.True(answer["exceptionDetails"] is null, answer["exceptionDetails"]?.ToJsonString());
        return answer["result"]?["value"];
    }

    public async Task<byte[]> Picture()
    {
        var answer = await Ask("Page.captureScreenshot", new() { ["captureBeyondViewport"] = true });
        return Convert.FromBase64String(answer["data"]!.GetValue<string>());
    }

    public void Dispose()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A helper of the browser may still write its last line.
        }
    }

    private async Task Connect()
    {
        const string Announced = "DevTools listening on ";
        string? line;
        do
            line = await _process.StandardError.ReadLineAsync();
        while (line is not null && !line.StartsWith(Announced, StringComparison.Ordinal));
        Assert.True(line is not null, $"'{Path}' does not start.");
        _ = _process.StandardError.ReadToEndAsync();
        var port = new Uri(line[Announced.Length..]).Port.ToString(CultureInfo.InvariantCulture);
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json")))!.AsArray();
        var page = pages.First(one => one!["type"]!.GetValue<string>() == "page")!;
        await _socket.ConnectAsync(new Uri(page["webSocketDebuggerUrl"]!.GetValue<string>()), CancellationToken.None);
        foreach (var domain in new[] { "Page", "Network", "Log", "Runtime" })
            await Ask($"{domain}.enable", []);
    }

    private async Task<JsonNode> Ask(string method, JsonObject parameters)
    {
        var id = ++_last;
        var text = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
            if (await Receive() is { } answer && answer["id"]?.GetValue<int>() == id)
                return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]?.ToJsonString()}");
    }

    private async Task<JsonNode?> Receive()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, timeout.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        var json = JsonNode.Parse(message.ToArray())!;
        if (json["method"] is not { } method)
            return json;
        Events.Add((method.GetValue<string>(), json["params"]!));
        return null;
    }
}
