namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>An assessment of the data that is not older than a year.</summary>
internal static class AssessmentCheck
{
    private const int LimitDays = 365;

    public static RowAnswer Run(RowContext context) =>
        AgeCheck.Problem(context.Product, context.Slot("data.assessment.date"), "the assessment", LimitDays) is { } problem
            ? RowAnswer.Of(problem)
            : RowAnswer.Proven($"assessed on {context.Slot("data.assessment.date").Text}");
}
