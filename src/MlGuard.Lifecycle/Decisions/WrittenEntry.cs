using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>A waiver or an attestation as it is written.</summary>
internal sealed class WrittenEntry(MapNode map, Span span)
{
    public Span Span { get; } = span;

    public string Name => Quoted.Short(this["rule"] ?? "(no rule)");

    public DateTime? Expires => Days.TryRead(this["expires"] ?? "", out var day) ? day : null;

    public string? this[string key] =>
        map.Find(key)?.Value is ScalarNode { IsEmpty: false } scalar && !scalar.IsPlaceholder ? scalar.Text : null;

    public Span SpanOf(string key) => map.Find(key)?.Value.Span ?? Span;
}
