namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>How long a cron expression of five fields can rest at most, in whole days.</summary>
internal static class CronInterval
{
    private const int Never = int.MaxValue;

    public static int Days(string cron)
    {
        var fields = cron.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            return Never;
        var (day, month, weekday) = (fields[2], fields[3], fields[4]);
        if (!IsAny(month))
            return 366;
        if (!IsAny(weekday))
            return weekday is "1-5" or "MON-FRI" ? 3 : 7;
        return IsAny(day) ? 1 : day.StartsWith("*/", StringComparison.Ordinal) && int.TryParse(day.Substring(2), out var step) ? step : 31;
    }

    private static bool IsAny(string field) => field is "*" or "?";
}
