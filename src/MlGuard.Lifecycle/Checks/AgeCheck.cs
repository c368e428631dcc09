using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;
namespace MlGuard.Lifecycle.Checks;

/// <summary>Something that was done on a day, and holds for so many days; the last one counts.</summary>
internal static class AgeCheck
{
    /// <summary>The check of one field that holds so long.</summary>
    public static RowCheck For(string path, string what, int limitDays, string remedy = "Do it again and set the date.") => context =>
        RowAnswer.Of(
            ProblemOf(context.Product, context.Entry(path), what, limitDays, remedy), RowAnswer.Proven($"{what} of {context.Text(path)}"));

    public static Problem? ProblemOf(
        ProductSnapshot product, ManifestEntry entry, string what, int limitDays, string remedy = "Do it again and set the date.")
    {
        if (!Days.TryRead(entry.Text ?? "", out var day))
            return null;
        if (Ahead(product, entry, what) is { } ahead)
            return ahead;
        var age = (product.Today.Date - day).Days;
        return age > limitDays
            ? Problem.Failed(
                $"{what} of {entry.Text} is {Numbers.Counted(age, "day")} old (limit {Numbers.Written(limitDays)})", remedy,
                entry.Span) with { IsOfDate = true }
            : null;
    }

    /// <summary>What is yet to come was not done.</summary>
    public static Problem? Ahead(ProductSnapshot product, ManifestEntry entry, string what, string done = "it was done") =>
        Days.TryRead(entry.Text ?? "", out var day) && day > product.Today.Date
            ? Problem.Failed(
                $"{what} is dated {entry.Text}, which lies ahead", $"Write the day on which {done}.", entry.Span) with { IsOfDate = true }
            : null;
}
