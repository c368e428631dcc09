using Cronos;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>How long a cron expression of five fields can rest at most, in whole days.</summary>
internal static class CronInterval
{
    public const int Never = int.MaxValue;

    /// <summary>Long enough to see a leap day twice; any ten years with two would do.</summary>
    private const int Years = 10;

    private static readonly DateTime s_start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static int Days(string cron)
    {
        ImmutableArray<CronExpression?> parts =
        [
            .. Parts(cron).Select(part => CronExpression.TryParse(part, out var parsed) ? parsed : null),
        ];
        return parts.IsEmpty || parts.Contains(null) ? Never : LongestGap([.. parts.OfType<CronExpression>()]);
    }

    /// <summary>
    /// Where both the day of the month and the weekday are given, cron runs on either (POSIX), and the parser only on days that are both:
    /// such an expression is two.
    /// </summary>
    private static ImmutableArray<string> Parts(string cron)
    {
        var fields = cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            return [];
        if (IsAny(fields[2]) || IsAny(fields[4]))
            return [string.Join(" ", fields)];
        return [$"{fields[0]} {fields[1]} {fields[2]} {fields[3]} *", $"{fields[0]} {fields[1]} * {fields[3]} {fields[4]}"];
    }

    private static bool IsAny(string field) => field[0] is '*' or '?' && (field.Length == 1 || field == "*/1");

    private static int LongestGap(ImmutableArray<CronExpression> parts)
    {
        var end = s_start.AddYears(Years);
        var longest = 0;
        for (DateTime? last = null, next = NextDay(parts, s_start); ; (last, next) = (next, NextDay(parts, next.Value.AddDays(1))))
        {
            if (next is null || (last is null && next > end))
                return Never;
            if (next > end)
                return longest;
            longest = last is null ? longest : Math.Max(longest, (next.Value - last.Value).Days);
        }
    }

    /// <summary>The first day from <paramref name="from"/> on at which one of the parts runs.</summary>
    private static DateTime? NextDay(ImmutableArray<CronExpression> parts, DateTime from) =>
        parts.Select(part => part.GetNextOccurrence(from, inclusive: true)).Min()?.Date;
}
