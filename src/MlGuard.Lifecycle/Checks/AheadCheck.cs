using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>A day on which something is due, and which has not passed; the day itself still counts.</summary>
internal static class AheadCheck
{
    private const int MostYears = 5;

    public static RowCheck For(string path, string what, int warnDaysAhead = 0) => context =>
    {
        var entry = context.Entry(path);
        var left = (context.Date(path)!.Value - context.Product.Today.Date).Days;
        if (left < 0)
            return RowAnswer.Of(Problem.Failed(
                $"{what} was due on {entry.Text}, {Days(-left)} ago", "Do it, and set the next day.", entry.Span) with { IsOfDate = true });
        if (left > MostYears * 366)
            return RowAnswer.Of(Problem.Failed(
                $"{what} is due on {entry.Text}, in more than {MostYears} years, which binds nobody who reads it",
                "Set a day that somebody plans for.", entry.Span));
        return RowAnswer.Proven($"{what} on {entry.Text}") with
        {
            Notice = left <= warnDaysAhead && warnDaysAhead > 0
                ? Problem.Failed($"{what} is due in {Days(left)}", "Prepare it.", entry.Span)
                : null,
        };
    };

    private static string Days(int days) => Numbers.Counted(days, "day");
}
