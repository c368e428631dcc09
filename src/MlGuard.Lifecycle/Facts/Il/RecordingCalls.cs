namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>Which calls can be where something is written down, and which only compute, check or load.</summary>
internal static class RecordingCalls
{
    /// <summary>What comes out of them has the name that went in for another reason: a category, a meter, a model's own file.</summary>
    private static readonly ImmutableHashSet<string> s_closed =
    [
        "Microsoft.Extensions.Logging.ILoggerFactory",
        "Microsoft.Extensions.Logging.LoggerFactory", "Microsoft.Extensions.Logging.LoggerFactoryExtensions",
        "System.Diagnostics.Metrics.Meter", "System.Diagnostics.Metrics.IMeterFactory", "System.Diagnostics.Metrics.MeterFactoryExtensions",
    ];

    private static readonly ImmutableHashSet<string> s_silent =
    [
        "System.String", "System.Object", "System.IO.Path", "System.Text.StringBuilder",
    ];

    /// <summary>
    /// What is passed to them once stands in every entry of the log from then on: properties, scopes, and what describes the whole process.
    /// </summary>
    private static readonly ImmutableHashSet<(string Type, string Member)> s_enriching =
    [
        ("Microsoft.Extensions.Logging.ILogger", "BeginScope"), ("Microsoft.Extensions.Logging.LoggerExtensions", "BeginScope"),
        ("Serilog.Configuration.LoggerEnrichmentConfiguration", "WithProperty"),
        ("Serilog.Context.LogContext", "PushProperty"), ("Serilog.ILogger", "ForContext"), ("Serilog.Log", "ForContext"),
        ("NLog.ScopeContext", "PushProperty"),
        ("NLog.ScopeContext", "PushProperties"), ("NLog.GlobalDiagnosticsContext", "Set"), ("NLog.Logger", "WithProperty"),
        ("OpenTelemetry.Resources.ResourceBuilder", "AddAttributes"),
        ("OpenTelemetry.Resources.ResourceBuilderExtensions", "AddAttributes"),
        ("OpenTelemetry.Resources.ResourceBuilderExtensions", "AddService"),
    ];

    /// <summary>They give nothing back, and write nothing down either.</summary>
    private static readonly ImmutableHashSet<string> s_idle =
    [
        "Dispose", "DisposeAsync", "Close", "SuppressFinalize", "Enter", "Exit", "Wait", "WaitAsync", "Delay", "Sleep", "Yield", "Reset",
        "CopyTo", "Copy", "Clear", "Sort", "Reverse", "NextBytes", "Start", "Stop", "SetResult", "SetException", "Assert",
        "FromResult", "WhenAll", "WhenAny", "Run",
    ];

    /// <summary>How members are called that write and say whether they could.</summary>
    private static readonly ImmutableArray<string> s_writingVerbs =
    [
        "Add", "TryAdd", "TryWrite", "Write", "Append", "Post", "Send", "Publish", "Execute", "Insert", "Put",
    ];

    private static readonly ImmutableHashSet<string> s_nothing =
    [
        nameof(System.Reflection.Metadata.PrimitiveTypeCode.Void), "System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask",
    ];

    /// <summary>
    /// Whether a call of a library that comes with .NET can write something down: it is called for what it does, not for what it gives.
    /// </summary>
    public static bool Write(Callee callee) =>
        Bcl.Holds(callee.Assembly) && MayWrite(callee);

    /// <summary>The same of any library, and of what the product calls itself.</summary>
    public static bool MayWrite(Callee callee) =>
        Count(callee) && callee.Type != "System.Diagnostics.Debug" && !s_idle.Contains(callee.Name) && !LibraryCalls.Throws(callee)
        && !callee.Name.StartsWith("ThrowIf", StringComparison.Ordinal) && !callee.Name.StartsWith("get_", StringComparison.Ordinal)
        && (s_nothing.Contains(callee.Result) || callee.Type.StartsWith("System.Diagnostics.Activity", StringComparison.Ordinal)
            || s_writingVerbs.Any(verb => callee.Name.StartsWith(verb, StringComparison.Ordinal)));

    /// <summary>Of a callee as the facts write it.</summary>
    public static bool Enrich(string callee) => Call.Parse(callee) is var call && s_enriching.Contains((call.Type, call.Name));

    public static bool Enrich(Callee callee) => s_enriching.Contains((callee.Type, callee.Name));

    public static bool AreClosed(Callee callee) =>
        s_closed.Contains(callee.Type) || callee.Type.StartsWith("Microsoft.ML.", StringComparison.Ordinal);

    /// <summary>The machinery of async methods passes nothing on but their result.</summary>
    public static bool Count(Callee callee) =>
        callee.Name == "SetResult" || !AreClosed(callee) && !s_silent.Contains(callee.Type) && callee.Name is not (".ctor" or ".cctor")
        && !callee.Type.EndsWith("Exception", StringComparison.Ordinal)
            && !callee.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal);
}
