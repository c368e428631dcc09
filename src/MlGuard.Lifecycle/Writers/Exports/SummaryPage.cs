using System.Text;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Comparison;
using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Writers.Reports.Html;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>The verdict in a screenful of Markdown, for the page of a build, with what has changed since the last one.</summary>
internal static class SummaryPage
{
    private const int MostGaps = 10;

    public static string Write(ReportModel model)
    {
        var verdict = model.Verdict;
        var text = new StringBuilder(
            $"## MlGuard: {MarkdownText.Escaped(model.Title)}\n\n**{MarkdownText.Escaped(SummaryPart.Headline(model))}.**\n\n");
        if (model.IsReadable)
            Facts(text, model);
        Gaps(text, model);
        Next(text, model);
        if (!model.Earlier.IsEmpty)
            text.Append($"### Since {MarkdownText.Escaped(model.Earlier[model.Earlier.Length - 1].Day)}\n\n")
                .Append(DifferenceText.Markdown(VerdictDifference.Of(model.Earlier[model.Earlier.Length - 1], verdict)));
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Facts(StringBuilder text, ReportModel model)
    {
        var verdict = model.Verdict;
        text.Append(MarkdownText.Line("declared", "earned", "target", "rows", "waived", "ML Test Score"))
            .Append(MarkdownText.Line("---", "---", "---", "---", "---", "---"))
            .Append(MarkdownText.Line(
                MarkdownText.Escaped(verdict.Declared), MarkdownText.Escaped(verdict.Earned ?? "none") + (verdict.HasWaivers ? "\\*" : ""),
                verdict.Target.Length > 0
                    ? $"{MarkdownText.Escaped(verdict.Target)}, {Numbers.Counted(verdict.Plan.Length, "row")} left"
                    : "none",
                MarkdownText.Escaped(StateMark.Counts(verdict.Rows.Where(model.IsAsked))),
                verdict.Waivers.IsEmpty
                    ? "none"
                    : string.Join(", ", verdict.Waivers
                        .Select(waiver => $"{MarkdownText.Code(waiver.Rule)} until {MarkdownText.Escaped(waiver.Expires)}")),
                verdict.MlTestScore is { } score ? $"{Numbers.Written(score.Strict)} ({MarkdownText.Escaped(score.Meaning)})" : "none"))
            .Append('\n');
    }

    private static void Gaps(StringBuilder text, ReportModel model)
    {
        if (model.Gaps.IsEmpty)
            return;
        text.Append("### What is missing\n\n");
        foreach (var row in model.Gaps.Take(MostGaps))
            text.Append($"- {MarkdownText.Code(row.Rule)} {MarkdownText.Escaped(row.State)}: {MarkdownText.Escaped(row.Reason)}\n");
        if (model.Gaps.Length > MostGaps)
            text.Append($"- and {Numbers.Written(model.Gaps.Length - MostGaps)} more\n");
        text.Append('\n');
    }

    private static void Next(StringBuilder text, ReportModel model)
    {
        if (!model.Gaps.IsEmpty || model.Next.IsEmpty)
            return;
        text.Append("### Next\n\n");
        foreach (var thing in model.Next)
            text.Append($"1. {MarkdownText.Escaped(thing.Title)} ({MarkdownText.Code(thing.Rule)})\n");
        text.Append('\n');
    }
}
