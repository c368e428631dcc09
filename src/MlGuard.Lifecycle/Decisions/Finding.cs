using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>
/// One thing that the build says about the product, where it can be seen; <c>Api.Finding</c> is what leaves the assembly.
/// </summary>
/// <param name="Code"><c>MLG9nnn</c>, a rule of the catalogue.</param>
/// <param name="Severity">How loud.</param>
/// <param name="Message">What is wrong with its consequence, then what to do.</param>
/// <param name="File">The file that the finding is about, as its reader was given it.</param>
/// <param name="Span">Where in it; none for the whole file.</param>
internal sealed record Finding(string Code, Severity Severity, string Message, string File, Span Span)
{
    /// <summary>Address of the rule's page.</summary>
    public string HelpLink => MlGuard.Catalogue.HelpLink.Of(Code);

    /// <summary>
    /// A finding about a whole file: its path fills the first hole of the rule's message, <paramref name="details"/> the others.
    /// </summary>
    public static Finding About(string code, Severity severity, string file, params string[] details) =>
        new(code, severity, RuleMessage.Of(code, [file, .. details]), file, Span.None);

    public static Finding Of(ManifestFault fault, string file, Severity severity) =>
        new(fault.Code, severity, fault.Message, file, fault.Span);
}
