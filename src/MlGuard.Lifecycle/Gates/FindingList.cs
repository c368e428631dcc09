using System.Globalization;
using MlGuard.Catalogue;

namespace MlGuard.Lifecycle.Gates;

/// <summary>From decided rows to what a build prints.</summary>
internal sealed class FindingList(string manifestPath, Strictness strictness, ImmutableHashSet<string> baseline)
{
    /// <summary>A first manifest is a start, not a wall of forty errors.</summary>
    private const int MvpLines = 5;

    private const int NamesInCount = 8;

    /// <summary>The findings of rows; at mvp the loudest five, and how many more there are.</summary>
    public ImmutableArray<Finding> OfRows(ImmutableArray<DecidedRow> rows, bool isBuildPhase)
    {
        ImmutableArray<(Row Row, Finding Finding)> all = [.. rows.SelectMany(row => Of(row, isBuildPhase).Select(finding => (row.Row, finding)))];
        if (strictness.Declared != Stage.Mvp || all.Length <= MvpLines + 1)
            return [.. all.Select(pair => pair.Finding)];
        ImmutableArray<(Row Row, Finding Finding)> byLoudness = [.. all.OrderByDescending(pair => pair.Finding.Severity)];
        return [.. byLoudness.Take(MvpLines).Select(pair => pair.Finding), Count([.. byLoudness.Skip(MvpLines)])];
    }

    public IEnumerable<Finding> Of(DecidedRow row, bool isBuildPhase)
    {
        if (strictness.LevelOf(row.Row) is not { } level)
            yield break;
        if (IsKnown(row.Row))
            level = FindingSeverity.Message;
        foreach (var problem in row.Open.Where(problem => !problem.IsReported))
            yield return At(row.Row.Code, LoudnessOf(problem, level, isBuildPhase), Text(row.Row, problem), problem.Span);
        if (row.Notice is { } notice)
            yield return At(row.Row.Code, strictness.InBuild(FindingSeverity.Warning), Text(row.Row, notice), notice.Span);
    }

    public IEnumerable<Finding> Of(IEnumerable<Remark> remarks) =>
        remarks.Select(remark => At(remark.Code, strictness.InBuild(remark.Binds ? FindingSeverity.Error : FindingSeverity.Warning), remark.Message, remark.Span));

    public Finding At(string code, FindingSeverity severity, string message, Manifest.Span span) =>
        new(code, severity, message, manifestPath, span.Line, span.Column, span.EndLine, span.EndColumn);

    /// <summary>Whether the product had this gap before it had a gate.</summary>
    public bool IsKnown(Row row) => baseline.Contains(row.Id);

    private FindingSeverity LoudnessOf(Problem problem, FindingSeverity level, bool isBuildPhase) =>
        strictness.InBuild(problem.State == RowState.Pending || (problem.IsOfDate && isBuildPhase) ? Strictness.AtMostWarning(level) : level);

    private static string Text(Row row, Problem problem) =>
        Finding.Phrase(row.Code, row.Id, $"{problem.What}. {problem.Remedy}", row.SpokenFrom?.ToString().ToLowerInvariant() ?? "optional");

    private Finding Count(ImmutableArray<(Row Row, Finding Finding)> rest)
    {
        ImmutableArray<string> rows = [.. rest.Select(pair => pair.Row.Id).Distinct()];
        var names = string.Join(", ", rows.Take(NamesInCount)) + (rows.Length > NamesInCount ? ", ..." : "");
        return At(
            LifecycleRules.StageNotEarned, rest.Max(pair => pair.Finding.Severity),
            $"{rest.Length.ToString(CultureInfo.InvariantCulture)} more findings of this kind are not listed: {names}. Fulfil those above first.", Manifest.Span.At(1, 1));
    }
}
