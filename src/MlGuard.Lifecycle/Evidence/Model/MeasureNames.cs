using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>The unit of a bare number, from the end of its name (<c>latencyP99Ms</c>) or from the tool that wrote it.</summary>
internal static class MeasureNames
{
    private static readonly ImmutableArray<(string Ending, double Seconds)> s_times =
        [
            ("Ms", 1e-3), ("_ms", 1e-3), ("Milliseconds", 1e-3), ("Us", 1e-6), ("_us", 1e-6), ("Ns", 1e-9), ("_ns", 1e-9), ("Seconds", 1),
            ("_s", 1), ("_seconds", 1),
        ];

    public static Measure Of(double number, string pointer, ToolReport? tool)
    {
        var name = pointer.Substring(1 + pointer.LastIndexOf('/'));
        foreach (var (ending, seconds) in s_times)
            if (name.EndsWith(ending, StringComparison.Ordinal))
                return new(number * seconds, MeasureKind.Duration, "", 0);
        return tool is not null
            && tool.TimePaths.Any(part => pointer.IndexOf(part, StringComparison.Ordinal) >= 0)
            && !name.StartsWith("rate", StringComparison.Ordinal)
            ? new(number * tool.SecondsPerUnit, MeasureKind.Duration, "", 0)
            : new(number, MeasureKind.Number, "", 0);
    }
}
