using MlGuard.Catalogue;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Manifest;

/// <summary>
/// Something wrong with the manifest's text or structure. Its severity does not depend on the row: a typo must never switch a gate off.
/// </summary>
internal sealed record ManifestFault(string Code, string Message, Span Span)
{
    public static ManifestFault Unreadable(string what, string remedy, Span span) =>
        new(LifecycleRules.ManifestUnreadable, RuleMessage.Of(LifecycleRules.ManifestUnreadable, what, remedy), span);

    public static ManifestFault UnknownKey(string key, string remedy, Span span) =>
        new(LifecycleRules.UnknownKey, RuleMessage.Of(LifecycleRules.UnknownKey, key, remedy), span);

    public static ManifestFault InvalidValue(string rule, string what, string remedy, Span span) =>
        new(LifecycleRules.InvalidValue, RuleMessage.Of(LifecycleRules.InvalidValue, rule, what, remedy), span);

    public static ManifestFault Missing(string folder, string remedy) =>
        new(LifecycleRules.ManifestMissing, RuleMessage.Of(LifecycleRules.ManifestMissing, folder, remedy), Span.None);
}
