using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Api;

/// <summary>One thing that the build says about the product, where it can be seen.</summary>
/// <param name="Code"><c>MLG9nnn</c>, a rule of the catalogue.</param>
/// <param name="Severity">How loud.</param>
/// <param name="Message">What is wrong with its consequence, then what to do.</param>
/// <param name="File">The file that the finding is about, as its reader was given it.</param>
/// <param name="Line">From 1; 0 is no position.</param>
/// <param name="Column">From 1; 0 is no position.</param>
/// <param name="EndLine">From 1; 0 is no position.</param>
/// <param name="EndColumn">From 1, one past the last character; 0 is no position.</param>
public sealed record Finding(
    string Code, FindingSeverity Severity, string Message, string File, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>Address of the rule's page.</summary>
    public string HelpLink => MlGuard.Catalogue.HelpLink.Of(Code);

    /// <summary>
    /// A finding about a whole file: its path fills the first hole of the rule's message, <paramref name="details"/> the others.
    /// </summary>
    internal static Finding About(string code, FindingSeverity severity, string file, params string[] details) =>
        Of(Decisions.Finding.About(code, (Severity)severity, file, details));

    internal static Finding Of(Decisions.Finding finding) =>
        new(
            finding.Code, (FindingSeverity)finding.Severity, finding.Message, finding.File,
            finding.Span.Line, finding.Span.Column, finding.Span.EndLine, finding.Span.EndColumn);
}
