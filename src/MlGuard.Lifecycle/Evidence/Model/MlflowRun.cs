using System.Globalization;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>
/// A run of MLflow's file store, <c>mlruns/&lt;experiment&gt;/&lt;run&gt;</c>: its folders read like an object, so <c>#/metrics/recall</c>
/// is the last value logged under that name.
/// </summary>
internal static class MlflowRun
{
    private const int MaxMetricBytes = 4 << 20;
    private const int MaxTagBytes = 4096;
    private const string Metrics = "/metrics/";

    private static readonly ImmutableArray<string> s_hashFiles = ["tags/model.sha256", "params/model.sha256"];

    public static Reading<MetricReading> Read(ProductFolder folder, string run, string pointer)
    {
        if (!pointer.StartsWith(Metrics, StringComparison.Ordinal))
            return new Fault($"is a folder, and '{Quoted.Short(pointer)}' names no metric of an MLflow run");
        var file = folder.Find($"{run}{FilePointer.Unescaped(pointer)}");
        if (file.Fault is not null)
            return new Fault(file.Fault);
        if (file.Read(MaxMetricBytes) is not { } bytes)
            return file.Exists
                ? new Fault("cannot be read, or is larger than 4 MB")
                : Fault.Absent with { What = $"logs no metric '{Quoted.Short(pointer.Substring(Metrics.Length))}'" };
        return Last(EvidenceText.Of(bytes), pointer) is { Value: { } value }
            ? Reading<MetricReading>.Of(value with { ModelHash = HashOf(folder, run) })
            : Last(EvidenceText.Of(bytes), pointer);
    }

    /// <summary>Each line is time stamp in milliseconds, value and step; the highest step is the last.</summary>
    public static Reading<MetricReading> Last(string text, string pointer)
    {
        var lines = text.Split('\n');
        (long Step, long Time, double Value)? last = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var cells = lines[i].Split([' ', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length == 0)
                continue;
            long step = 0;
            if (cells.Length is not (2 or 3) || !long.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var time)
                || !double.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    || double.IsNaN(value)
                    || double.IsInfinity(value)
                || (cells.Length == 3 && !long.TryParse(cells[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out step)))
                return new Fault("holds a line that is not time, finite value and step", i + 1, 1);
            if (last is null || (step, time).CompareTo((last.Value.Step, last.Value.Time)) >= 0)
                last = (step, time, value);
        }

        return last is { } found
            ? Reading<MetricReading>.Of(new(MeasureNames.Of(found.Value, pointer, null), null, null, DayOf(found.Time), false))
            : new Fault("holds no value");
    }

    private static DateTime? DayOf(long milliseconds) =>
        milliseconds is > 0 and < 253402300799000 ? new DateTime(1970, 1, 1).AddMilliseconds(milliseconds).Date : null;

    /// <summary>The day of the last value of a metric; null when its file holds none, or very many.</summary>
    public static DateTime? DayOf(ProductFolder folder, string metric) =>
        folder.Find(metric).Read(MaxTagBytes << 6) is { } bytes ? Last(EvidenceText.Of(bytes), Metrics).Value?.Created : null;

    public static string? HashOf(ProductFolder folder, string run) =>
        s_hashFiles.Select(name => folder.Find($"{run}/{name}").Read(MaxTagBytes)).Where(bytes => bytes is not null)
            .Select(bytes => HashText.Bare(EvidenceText.Of(bytes!))).FirstOrDefault();
}
