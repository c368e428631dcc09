using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Model;

/// <summary>
/// Quality in production, a day each, once its labels have come: <c>{ "days": [{ "day": "2026-10-09", "labelled": 1200, "value": 0.44 },
/// ...] }</c>.
/// </summary>
/// <param name="Last">The last day of which labels are there.</param>
/// <param name="Value">What was measured on it.</param>
internal sealed record DelayedLabels(DateTime Last, double Value)
{
    public static Reading<DelayedLabels> Read(JsonFile json)
    {
        var (days, fault) = JsonList.Read(
            json,
                "days",
                day => JsonList.Day(day, "day") is { } date
                    && JsonList.Number(day, "labelled") is > 0
                    && JsonList.Number(day, "value") is { } value
                    ? new DelayedLabels(date, value)
                    : null,
            "a 'day', a number 'labelled' above zero and a finite number 'value'");
        if (days is null)
            return fault!;
        return days.Count == 0
            ? new Fault("holds no day in 'days'")
            : Reading<DelayedLabels>.Of(days.OrderBy(day => day.Last).Last());
    }
}
