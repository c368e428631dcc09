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

/// <summary>An assessment of the data that is not older than a year.</summary>
internal static class AssessmentCheck
{
    private const int LimitDays = 365;

    public static RowAnswer Run(RowContext context) =>
        AgeCheck.Problem(context.Product, context.Slot("data.assessment.date"), "the assessment", LimitDays) is { } problem
            ? RowAnswer.Of(problem)
            : RowAnswer.Proven($"assessed on {context.Slot("data.assessment.date").Text}");
}

/// <summary>The risk class under the EU AI Act, Art. 5 and 6, said once a year.</summary>
internal static class RiskClassCheck
{
    private const int LimitDays = 365;

    public static RowAnswer Run(RowContext context)
    {
        var risk = context.Slot("governance.euAiAct.class");
        if (risk.Text == "prohibited")
            return RowAnswer.Of(Problem.Failed("the product is of a kind that Article 5 of the EU AI Act prohibits", "Stop.", risk.Span) with { IsWaivable = false });
        return AgeCheck.Problem(context.Product, context.Slot("governance.euAiAct.date"), "the classification", LimitDays) is { } problem
            ? RowAnswer.Of(problem)
            : RowAnswer.Proven($"{risk.Text}, and says why");
    }
}
