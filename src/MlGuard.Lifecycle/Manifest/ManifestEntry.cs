using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Manifest;

/// <summary>A place of the manifest where a field's value stands or should stand.</summary>
/// <param name="Path">With the numbers of list items and the names that the team chose.</param>
/// <param name="Scope">The name of the list item or the team's name that the place belongs to; what a waiver's <c>scope</c> narrows
/// to.</param>
/// <param name="Value">Null when nothing stands there.</param>
/// <param name="Span">Of the value, or of the nearest key above the gap.</param>
internal sealed record ManifestEntry(string Path, string Scope, Node? Value, Span Span)
{
    /// <summary>The bare value; null when there is none, when it is a placeholder, or when something else stands there.</summary>
    public string? Text => Value is ScalarNode { IsEmpty: false } scalar && !scalar.IsPlaceholder ? scalar.Text : null;

    public bool HoldsPlaceholder => Value is ScalarNode { IsEmpty: false } scalar && scalar.IsPlaceholder;

    /// <summary>Whether a placeholder stands there, or in place of the list or map that the value belongs to.</summary>
    public bool IsOpen => HoldsPlaceholder || IsBelowPlaceholder;

    /// <summary>Whether a placeholder stands in place of what should hold the value.</summary>
    public bool IsBelowPlaceholder { get; init; }
}
