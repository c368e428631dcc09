using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>A row after waivers and attestations.</summary>
/// <param name="Row">The row.</param>
/// <param name="State">Its state.</param>
/// <param name="Reason">Why, one sentence without a period.</param>
/// <param name="Open">The problems that nothing covers.</param>
/// <param name="Notice">Something to say although it is fulfilled.</param>
/// <param name="Span">Where.</param>
internal sealed record DecidedRow(Row Row, RowState State, string Reason, ImmutableArray<Problem> Open, Problem? Notice, Span Span)
{
    /// <summary>The highest stage for which the row is fulfilled; null for none.</summary>
    public Stage? Reaches { get; init; } = State switch
    {
        >= RowState.Pending => null,
        RowState.Unbound => Stage.Growth,
        _ => Stage.Maturity,
    };

    /// <summary>What was seen against it; null where nothing was, and a person may vouch for it.</summary>
    public Problem? Seen => Open.FirstOrDefault(problem => problem.IsSeen);

    /// <summary>
    /// The row where a project was not seen: what was not found in the code may stand there. It is as open as before, and not said again
    /// beside the project.
    /// </summary>
    public DecidedRow Unseen(UncheckedProject project)
    {
        if (!Open.Any(problem => problem.IsOfMissingCode))
            return this;
        ImmutableArray<Problem> open =
        [
            .. Open.Select(problem => problem.IsOfMissingCode
                ? problem with
                {
                    What = $"it cannot be judged while the code of '{project.Project}' is unknown: {project.Why}",
                    Remedy = project.Remedy,
                    IsReported = true,
                }
                : problem),
        ];
        return this with { Open = open, Reason = open[0].What };
    }

    public bool Fulfils(Stage stage) => Reaches >= stage;
}
