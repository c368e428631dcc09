using MlGuard.Catalogue;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>Something to say about waivers, attestations and gates, as loud as a row.</summary>
internal sealed record Remark(string Code, string Message, Span Span)
{
    /// <summary>Whether it can fail a build; otherwise it warns at most.</summary>
    public bool Binds { get; init; }

    /// <summary>Whether it is about a file that is not there yet.</summary>
    public bool IsAbsence { get; init; }

    /// <summary>A waiver that does not count: the team believes something is accepted that is not.</summary>
    public static Remark Void(string rule, string what, string remedy, Span span) =>
        new(
            LifecycleRules.InvalidWaiver, RuleMessage.Of(LifecycleRules.InvalidWaiver, $"waiver of '{rule}'", what, remedy),
            span) { Binds = true };

    /// <summary>An attestation that does not count.</summary>
    public static Remark VoidAttestation(string rule, string what, string remedy, Span span) =>
        new(
            LifecycleRules.InvalidWaiver, RuleMessage.Of(LifecycleRules.InvalidWaiver, $"attestation of '{rule}'", what, remedy),
            span) { Binds = true };

    /// <summary>An attestation against which something speaks: the row is as open as without it.</summary>
    public static Remark Contradicted(string rule, string seen, int line) =>
        new(
            LifecycleRules.InvalidWaiver,
            RuleMessage.Of(
                LifecycleRules.InvalidWaiver, $"attestation of '{rule}'", $"it does not count, since this was seen: {seen}",
                "Correct that, and remove the attestation: a person's word stands in for what nobody saw, never against what was seen."),
            Span.At(line, 1));

    public static Remark Unneeded(string rule, string what, string remedy, Span span) =>
        new(LifecycleRules.InvalidWaiver, RuleMessage.Of(LifecycleRules.InvalidWaiver, $"waiver of '{rule}'", what, remedy), span);

    /// <summary>
    /// Evidence of a test of the ML Test Score that earns nothing, said as of the step of the lifecycle that it belongs to.
    /// </summary>
    public static Remark OfScore(string section, string test, string what, string remedy, Span span) =>
        new(
            LifecycleRules.OfSection(section), RuleMessage.Of(LifecycleRules.OfSection(section), test, $"{what}. {remedy}", "optional"),
            span);

    public static Remark About(string what, string problem, string remedy, Span span, bool binds) =>
        new(LifecycleRules.InvalidValue, RuleMessage.Of(LifecycleRules.InvalidValue, what, problem, remedy), span) { Binds = binds };
}
