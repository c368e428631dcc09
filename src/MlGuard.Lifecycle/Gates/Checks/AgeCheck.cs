using System.Globalization;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>Something that was done on a day, and holds for so many days; the last one counts.</summary>
internal static class AgeCheck
{
    public static Problem? Problem(Product product, Slot slot, string what, int limitDays)
    {
        if (!ValueTypes.TryDate(slot.Text ?? "", out var day))
            return null;
        var age = (product.Today.Date - day).Days;
        if (age < 0)
            return Gates.Problem.Failed($"{what} is dated {slot.Text}, which lies ahead", "Write the day on which it was done.", slot.Span) with { IsOfDate = true };
        return age > limitDays
            ? Gates.Problem.Failed($"{what} of {slot.Text} is {age.ToString(CultureInfo.InvariantCulture)} days old (limit {limitDays.ToString(CultureInfo.InvariantCulture)})", "Do it again and set the date.", slot.Span) with { IsOfDate = true }
            : null;
    }
}
