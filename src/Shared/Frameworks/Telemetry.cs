namespace MlGuard.Frameworks;

/// <summary>What counts as telling somebody: logs, metrics and traces that leave the process.</summary>
internal static class Telemetry
{
    public static Framework Framework { get; } = new("Telemetry", [], IsMachineLearning: false,
    [
        new("Microsoft.Extensions.Logging.ILogger", "Log", Role.Telemetry),
        new("Microsoft.Extensions.Logging.LoggerExtensions", "Log*", Role.Telemetry),
        new("Microsoft.Extensions.Logging.LoggerMessageAttribute", ".ctor", Role.Telemetry),
        new("System.Diagnostics.Metrics.Counter`1", "Add", Role.Telemetry),
        new("System.Diagnostics.Metrics.UpDownCounter`1", "Add", Role.Telemetry),
        new("System.Diagnostics.Metrics.Histogram`1", "Record", Role.Telemetry),
        new("System.Diagnostics.Metrics.Gauge`1", "Record", Role.Telemetry),
        new("System.Diagnostics.ActivitySource", "StartActivity", Role.Telemetry),
        new("System.Diagnostics.ActivitySource", "CreateActivity", Role.Telemetry),
        new("System.Diagnostics.Activity", "SetTag", Role.Telemetry),
        new("System.Diagnostics.Activity", "AddTag", Role.Telemetry),
        new("System.Diagnostics.Activity", "AddEvent", Role.Telemetry),
        new("System.Diagnostics.Activity", "SetStatus", Role.Telemetry),
        new("System.Diagnostics.Tracing.EventSource", "Write*", Role.Telemetry),
        new("System.Diagnostics.Tracing.EventCounter", "WriteMetric", Role.Telemetry),
        new("System.Diagnostics.Trace", "*", Role.Telemetry),
        new("Microsoft.ApplicationInsights.TelemetryClient", "Track*", Role.Telemetry),
        new("Microsoft.ApplicationInsights.TelemetryClient", "StartOperation", Role.Telemetry),
        new("Serilog.ILogger", "*", Role.Telemetry),
        new("Serilog.Log", "*", Role.Telemetry),
        new("NLog.Logger", "*", Role.Telemetry),
        new("NLog.ILogger", "*", Role.Telemetry),
        new("log4net.ILog", "*", Role.Telemetry),
    ]);
}
