using MlGuard.Catalogue;

namespace MlGuard.Lifecycle.Manifest;

/// <summary>Something wrong with the manifest's text or structure. Its loudness does not depend on the row: a typo must never switch a gate off.</summary>
internal sealed record ManifestFault(string Code, string Message, Span Span)
{
    public Finding FindingIn(string file, FindingSeverity severity) => new(Code, severity, Message, file, Span.Line, Span.Column, Span.EndLine, Span.EndColumn);

    public static ManifestFault Unreadable(string what, string remedy, Span span) =>
        new(LifecycleRules.ManifestUnreadable, Finding.Phrase(LifecycleRules.ManifestUnreadable, what, remedy), span);

    public static ManifestFault UnknownKey(string key, string remedy, Span span) =>
        new(LifecycleRules.UnknownKey, Finding.Phrase(LifecycleRules.UnknownKey, key, remedy), span);

    public static ManifestFault InvalidValue(string rule, string what, string remedy, Span span) =>
        new(LifecycleRules.InvalidValue, Finding.Phrase(LifecycleRules.InvalidValue, rule, what, remedy), span);

    public static ManifestFault Missing(string folder, string remedy) =>
        new(LifecycleRules.ManifestMissing, Finding.Phrase(LifecycleRules.ManifestMissing, folder, remedy), Span.None);
}
