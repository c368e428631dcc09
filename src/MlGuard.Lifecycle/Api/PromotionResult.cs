namespace MlGuard.Lifecycle.Api;

/// <summary>What a promotion makes of a manifest.</summary>
/// <param name="Findings">Why it cannot be promoted; empty when it can.</param>
/// <param name="Content">The bytes of the manifest at its new stage, in its old encoding; null when nothing changes.</param>
/// <param name="Templates">The templates written for the documents that are to be written; nothing stands there yet.</param>
/// <param name="Message">What was done, for people; empty when nothing could be.</param>
public sealed record PromotionResult(
    ImmutableArray<Finding> Findings, byte[]? Content, ImmutableArray<TemplateFile> Templates, string Message)
{
    /// <summary>Whether the product declares the stage already, or a later one.</summary>
    public bool IsDeclared { get; init; }
}
