using MlGuard.Lifecycle.Checks;

namespace MlGuard.Lifecycle.Requirements.Data;

/// <summary>An assessment of the data that is not older than a year.</summary>
internal static class AssessmentCheck
{
    private const int LimitDays = 365;

    public static RowAnswer Run(RowContext context) =>
        AgeCheck.ProblemOf(context.Product, context.Entry("data.assessment.date"), "the assessment", LimitDays) is { } problem
            ? RowAnswer.Of(problem)
            : RowAnswer.Proven($"assessed on {context.Entry("data.assessment.date").Text}");
}
