namespace MlGuard.Lifecycle.Api;

/// <summary>A model's file among the items of a project.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Target">Where it stands from the output folder when it is copied.</param>
/// <param name="Deployment"><c>both</c>, <c>output</c>, <c>publish</c> or <c>none</c>: where the build copies it to.</param>
public sealed record ModelItem(string Path, string Target, string Deployment)
{
    /// <summary>What <c>CopyToOutputDirectory</c> and <c>CopyToPublishDirectory</c> of an item come to.</summary>
    /// <param name="kind">The item's type: <c>None</c>, <c>Content</c> or <c>EmbeddedResource</c>.</param>
    /// <param name="toOutput">Of the item; empty when it has none.</param>
    /// <param name="toPublish">Of the item; empty when it has none.</param>
    public static string DeploymentOf(string kind, string toOutput, string toPublish)
    {
        var isInOutput = Copies(toOutput) || kind == "EmbeddedResource";
        // Web projects publish their content without being asked.
        var isPublished = toPublish.Length > 0 ? Copies(toPublish) : isInOutput || kind == "Content";
        return (isInOutput, isPublished) switch
        {
            (true, true) => "both",
            (true, false) => "output",
            (false, true) => "publish",
            _ => "none",
        };
    }

    private static bool Copies(string copy) => copy.Length > 0 && !string.Equals(copy, "Never", StringComparison.OrdinalIgnoreCase);
}
