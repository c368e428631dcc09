namespace MlGuard.Lifecycle.Facts;

/// <summary>Which calls can be where something is written down, and which only compute, check or load.</summary>
internal static class HandedCalls
{
    /// <summary>What comes out of them has the name that went in for another reason: a category, a meter, a model's own file.</summary>
    private static readonly ImmutableHashSet<string> s_closed =
    [
        "Microsoft.Extensions.Logging.ILoggerFactory", "Microsoft.Extensions.Logging.LoggerFactory", "Microsoft.Extensions.Logging.LoggerFactoryExtensions",
        "System.Diagnostics.Metrics.Meter", "System.Diagnostics.Metrics.IMeterFactory", "System.Diagnostics.Metrics.MeterFactoryExtensions",
    ];

    private static readonly ImmutableHashSet<string> s_silent = ["System.String", "System.Object", "System.IO.Path", "System.Text.StringBuilder"];

    public static bool AreClosed(Callee callee) => s_closed.Contains(callee.Type) || callee.Type.StartsWith("Microsoft.ML.", StringComparison.Ordinal);

    /// <summary>The machinery of async methods hands nothing on but their result.</summary>
    public static bool Count(Callee callee) =>
        callee.Name == "SetResult" || !AreClosed(callee) && !s_silent.Contains(callee.Type) && callee.Name is not (".ctor" or ".cctor")
        && !callee.Type.EndsWith("Exception", StringComparison.Ordinal) && !callee.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal);
}
