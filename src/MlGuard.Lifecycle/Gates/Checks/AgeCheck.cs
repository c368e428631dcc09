using System.Globalization;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>Something that was done on a day, and holds for so many days; the last one counts.</summary>
internal static class AgeCheck
{
    /// <summary>The check of one field that holds so long.</summary>
    public static RowCheck For(string path, string what, int limitDays, string remedy = "Do it again and set the date.") => context =>
        RowAnswer.Of(Problem(context.Product, context.Slot(path), what, limitDays, remedy), RowAnswer.Proven($"{what} of {context.Text(path)}"));

    public static Problem? Problem(Product product, Slot slot, string what, int limitDays, string remedy = "Do it again and set the date.")
    {
        if (!ValueTypes.TryDate(slot.Text ?? "", out var day))
            return null;
        var age = (product.Today.Date - day).Days;
        if (age < 0)
            return Gates.Problem.Failed($"{what} is dated {slot.Text}, which lies ahead", "Write the day on which it was done.", slot.Span) with { IsOfDate = true };
        return age > limitDays
            ? Gates.Problem.Failed($"{what} of {slot.Text} is {age.ToString(CultureInfo.InvariantCulture)} days old (limit {limitDays.ToString(CultureInfo.InvariantCulture)})", remedy, slot.Span) with { IsOfDate = true }
            : null;
    }
}
