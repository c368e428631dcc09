using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>From decided rows to what a build prints.</summary>
internal sealed class FindingList(string manifestPath, Enforcement enforcement, ImmutableHashSet<string> baseline)
{
    /// <summary>A first manifest is a start, not a wall of forty errors.</summary>
    private const int MvpLines = 5;

    private const int NamesInCount = 8;

    /// <summary>The findings of rows; at mvp the loudest five, and how many more there are.</summary>
    public ImmutableArray<Finding> OfRows(ImmutableArray<DecidedRow> rows, bool isBuildPhase)
    {
        ImmutableArray<(Row Row, Finding Finding)> all =
        [
            .. rows.SelectMany(row => Of(row, isBuildPhase).Select(finding => (row.Row, finding))),
        ];
        if (enforcement.Declared != Stage.Mvp || all.Length <= MvpLines + 1)
            return [.. all.Select(pair => pair.Finding)];
        ImmutableArray<(Row Row, Finding Finding)> bySeverity = [.. all.OrderByDescending(pair => pair.Finding.Severity)];
        return [.. bySeverity.Take(MvpLines).Select(pair => pair.Finding), Count([.. bySeverity.Skip(MvpLines)])];
    }

    public IEnumerable<Finding> Of(DecidedRow row, bool isBuildPhase)
    {
        if (enforcement.LevelOf(row.Row) is not { } level)
            yield break;
        if (IsKnown(row.Row))
            level = Severity.Message;
        foreach (var problem in Folded(row.Open.Where(problem => !problem.IsReported)))
            yield return At(row.Row.Code, SeverityOf(problem, level, isBuildPhase), Text(row, problem), problem.Span);
        if (row.Notice is { } notice)
        {
            var severity = enforcement.InBuild(level == Severity.Message ? level : Severity.Warning);
            yield return At(row.Row.Code, severity, Text(row, notice), notice.Span);
        }
    }

    public IEnumerable<Finding> Of(IEnumerable<Remark> remarks) =>
        remarks.Select(remark => At(
            remark.Code, enforcement.InBuild(remark.Binds ? Severity.Error : Severity.Warning), remark.Message, remark.Span));

    public Finding At(string code, Severity severity, string message, Span span) =>
        new(code, severity, message, manifestPath, span);

    /// <summary>Whether the product had this gap before it had a gate.</summary>
    public bool IsKnown(Row row) => baseline.Contains(row.Id);

    /// <summary>The gaps of a row are one finding, at the first of them, however many items of a list have one.</summary>
    private static IEnumerable<Problem> Folded(IEnumerable<Problem> problems)
    {
        ImmutableArray<Problem> all = [.. problems];
        var gaps = all.Count(problem => problem.IsGap);
        var first = all.FirstOrDefault(problem => problem.IsGap);
        return gaps < 2
            ? all
            : all.Where(problem => !problem.IsGap || ReferenceEquals(problem, first))
                .Select(problem => problem.IsGap
                    ? problem with { What = $"{problem.What} (and in {Numbers.Counted(gaps - 1, "more place")})" }
                    : problem);
    }

    private Severity SeverityOf(Problem problem, Severity level, bool isBuildPhase) =>
        enforcement.InBuild(problem.State == RowState.Pending || (problem.IsOfDate && isBuildPhase)
            ? Enforcement.AtMostWarning(level)
            : level);

    private string Text(DecidedRow row, Problem problem) =>
        RuleMessage.Of(row.Row.Code, row.Row.Id, $"{problem.What}. {problem.Remedy}", AskedBy(row));

    /// <summary>A row that asks more of each stage is asked by the first for which it is not fulfilled.</summary>
    private string AskedBy(DecidedRow row)
    {
        if (!enforcement.IsAsked(row.Row))
            return $"not asked by profile {enforcement.Profile}";
        var stage = row.Row.SpokenFrom is { } first && row.Reaches is { } reached && reached >= first && reached < Stage.Maturity
            ? reached + 1
            : row.Row.SpokenFrom;
        return stage?.ToString().ToLowerInvariant() ?? "optional";
    }

    private Finding Count(ImmutableArray<(Row Row, Finding Finding)> rest)
    {
        ImmutableArray<string> rows = [.. rest.Select(pair => pair.Row.Id).Distinct()];
        var names = string.Join(", ", rows.Take(NamesInCount)) + (rows.Length > NamesInCount ? ", ..." : "");
        return At(
            LifecycleRules.StageNotEarned, rest.Max(pair => pair.Finding.Severity),
            $"{Numbers.Counted(rest.Length, "more finding of this kind is", "more findings of this kind are")} not listed: {names}. "
                + "'mlguard check --all' lists all.",
                Span.At(1, 1));
    }
}
