using MlGuard.Lifecycle.Checks;
using static MlGuard.Lifecycle.Checks.RequiredFrom;
using static MlGuard.Lifecycle.Checks.RowChecks;

namespace MlGuard.Lifecycle.Requirements.Code;

/// <summary>What MlGuard's own rules found in the product's code.</summary>
internal static class CodeRows
{
    public static ImmutableArray<Row> All { get; } =
    [
        new(
            "code/findings", Mvp, "No open finding of MlGuard's rules in the code", "a hole that is known goes into production",
            "T:I5; AIA 15(5); NI MEASURE 2.7", [])
            {
                Check = AtGate(FindingsCheck.Run),
                Checked =
                    "at mvp no open bug of MLG7 (security), at growth no open bug, at maturity no open practice; what is suppressed is "
                        + "open unless it says why; a project without a compiler's log is unseen",
            },
    ];
}
