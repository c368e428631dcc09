using System.Text;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Writers.Reports.Html;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>The rows as JUnit tests, a suite a section: failed and broken rows fail, what is waived or does not apply is skipped.</summary>
internal static class TestReport
{
    public static string Write(ReportModel model)
    {
        ImmutableArray<RowDocument> asked = [.. model.Verdict.Rows.Where(model.IsAsked)];
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        text.Append($"<testsuites name=\"{VisibleText.Escaped(model.Title)}\" {Counts(asked)}>\n");
        foreach (var section in ReportSection.Of(asked))
            Suite(text, model, section, [.. asked.Where(row => row.Section == section.Id)]);
        return text.Append("</testsuites>\n").ToString();
    }

    private static void Suite(StringBuilder text, ReportModel model, ReportSection section, ImmutableArray<RowDocument> rows)
    {
        text.Append($"  <testsuite name=\"{VisibleText.Escaped(section.Id)}\" {Counts(rows)} ")
            .Append($"skipped=\"{Numbers.Written(rows.Count(IsSkipped))}\" ")
            .Append($"timestamp=\"{VisibleText.Escaped(model.Verdict.Day)}T00:00:00\">\n");
        foreach (var row in rows)
        {
            text.Append($"    <testcase classname=\"mlguard.{VisibleText.Escaped(section.Id)}\" ")
                .Append($"name=\"{VisibleText.Escaped(row.Rule)}\" time=\"0\"");
            text.Append(Outcome(row) is { Length: > 0 } outcome ? $">{outcome}</testcase>\n" : " />\n");
        }

        text.Append("  </testsuite>\n");
    }

    private static string Outcome(RowDocument row)
    {
        var reason = VisibleText.Escaped(row.Reason);
        if (IsError(row))
            return $"<error type=\"{VisibleText.Escaped(row.State)}\" message=\"{reason}\" />";
        if (IsFailure(row))
            return $"<failure type=\"{VisibleText.Escaped(row.State)}\" message=\"{reason}\" />";
        return IsSkipped(row) ? $"<skipped message=\"{VisibleText.Escaped(row.State)}: {reason}\" />" : "";
    }

    /// <summary>The schema that Jenkins holds such files against lets only a suite count what is skipped.</summary>
    private static string Counts(ImmutableArray<RowDocument> rows) =>
        $"tests=\"{Numbers.Written(rows.Length)}\" failures=\"{Numbers.Written(rows.Count(IsFailure))}\" "
            + $"errors=\"{Numbers.Written(rows.Count(IsError))}\" time=\"0\"";

    private static bool IsError(RowDocument row) => row is { Open: true, Binds: true, State: "broken" };

    private static bool IsFailure(RowDocument row) => row is { Open: true, Binds: true, State: not "broken" };

    private static bool IsSkipped(RowDocument row) => !IsError(row) && !IsFailure(row) && (row.Open || row.State is "waived" or "n/a");
}
