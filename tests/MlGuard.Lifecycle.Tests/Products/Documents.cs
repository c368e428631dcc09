namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>Texts that say something, and as much as a row asks for.</summary>
internal static class Documents
{
    private static readonly string s_words = string.Join(
        " ",
        Enumerable.Range(1, 15).Select(number => $"Finding {number} was measured on the data of last year and confirmed by its owner."));

    /// <summary>A report with two headings and more than 80 words.</summary>
    public static string Report { get; } = $"# What was looked at\n\n{s_words}\n\n## What follows\n\n{s_words}\n";

    /// <summary>The report of one subject, which says what no other report says.</summary>
    public static string About(string subject) => Report.Replace("the data of last year", $"the data of last year for {subject}");

    /// <summary>A decision on record.</summary>
    public static string Decision { get; } = $"# 7. Go on\n\n## Status\n\nAccepted on 2026-06-01.\n\n## Decision\n\n{s_words}\n";

    /// <summary>A runbook with a section for each alert.</summary>
    public static string Runbook(params string[] sections) =>
        "# Runbook\n\n" + string.Concat(sections.Select(section => $"## {section}\n\n{s_words}\n\n"));
}
