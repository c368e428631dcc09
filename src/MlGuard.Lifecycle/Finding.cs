namespace MlGuard.Lifecycle;

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

    /// <summary>A finding about a whole file: the file's path fills the first hole of the rule's message, <paramref name="details"/> the others.</summary>
    public static Finding About(string code, FindingSeverity severity, string file, params string[] details) =>
        new(code, severity, Phrase(code, [file, .. details]), file, 0, 0, 0, 0);

    /// <summary>The catalogue's message of a rule, with its holes filled.</summary>
    internal static string Phrase(string code, params string[] holes) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, MlGuard.Catalogue.RuleCatalogue.Get(code).Message, [.. holes]);
}
