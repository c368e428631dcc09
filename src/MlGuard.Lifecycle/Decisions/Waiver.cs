using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>A row that somebody accepts unfulfilled, until a day.</summary>
/// <param name="Rule">The row.</param>
/// <param name="Scope">What of the row; empty for all of it.</param>
/// <param name="Expires">The last day.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record Waiver(string Rule, string Scope, DateTime Expires, Span Span)
{
    /// <summary>What kind of acceptance it is; empty when nobody says.</summary>
    public string Kind { get; init; } = "";

    public string Owner { get; init; } = "";

    public string Approved { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>Where it is followed; empty for nowhere.</summary>
    public string Issue { get; init; } = "";

    public bool IsExpired(DateTime today) => today.Date > Expires;

    public bool Covers(Problem problem) => problem.IsWaivable && (Scope.Length == 0 || Names(problem.Scope));

    /// <summary><c>country=MT</c> names the slice MT, <c>transactions</c> the source of that name.</summary>
    private bool Names(string scope) =>
        scope.Length > 0 && (Scope == scope || Scope.EndsWith("=" + scope, StringComparison.Ordinal));
}
