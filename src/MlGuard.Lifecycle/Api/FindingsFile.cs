using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Api;

/// <summary>Findings as text, so that a build that checks nothing anew can repeat those that still hold.</summary>
internal static class FindingsFile
{
    private const string Header = "mlguard-findings";
    private const string Version = "1";
    private const int Columns = 8;

    /// <summary>One line a finding, whatever its text holds.</summary>
    public static string Write(IEnumerable<Finding> findings)
    {
        var lines = new TabbedText().Line(Header, Version);
        foreach (var finding in findings)
            lines.Line(
                finding.Code, finding.Severity.ToString(), finding.Message, finding.File,
                TabbedText.Number(finding.Line), TabbedText.Number(finding.Column),
                TabbedText.Number(finding.EndLine), TabbedText.Number(finding.EndColumn));
        return lines.ToString();
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The text is something else, so the caller has to check again.</exception>
    public static ImmutableArray<Finding> Read(string text)
    {
        var lines = TabbedText.Read(text);
        if (lines.IsEmpty || !lines[0].SequenceEqual([Header, Version]))
            throw new FormatException("Not a file of findings in a version that this MlGuard knows.");
        return [.. lines.Skip(1).Select(ToFinding)];
    }

    private static Finding ToFinding(ImmutableArray<string> cells) =>
        cells.Length == Columns
            && Enum.TryParse<FindingSeverity>(cells[1], out var severity)
            && Enum.IsDefined(typeof(FindingSeverity), severity)
            ? new(
                cells[0], severity, cells[2], cells[3], TabbedText.Number(cells[4]), TabbedText.Number(cells[5]),
                TabbedText.Number(cells[6]), TabbedText.Number(cells[7]))
            : throw new FormatException("A line of the findings is damaged.");
}
