using Microsoft.Build.Framework;
using MlGuard.Lifecycle;

namespace MlGuard.Build;

/// <summary>Writes into the manifest what the next stage asks for, as TODO, and lets it claim that stage.</summary>
public sealed class PromoteStage : LifecycleTask
{
    /// <summary>Full path of the manifest.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>The stage to promote to: <c>mvp</c>, <c>growth</c> or <c>maturity</c>.</summary>
    public string Stage { get; set; } = "";

    private protected override string Subject => Manifest;

    private protected override void Run()
    {
        var result = StagePromotion.Run(Manifest, Stage);
        foreach (var finding in result.Findings)
        {
            Report(finding);
        }

        if (result.Content is { } content)
            Write(content);
        if (result.Message.Length > 0)
            Log.LogMessage(MessageImportance.High, "{0}", result.Message);
    }

    /// <summary>The manifest is the team's own: that another program was quicker must not pass for done.</summary>
    private void Write(byte[] content)
    {
        AtomicFile.Write(Manifest, content);
        if (!File.ReadAllBytes(Manifest).AsSpan().SequenceEqual(content))
            throw new IOException("Another program holds or changed it");
    }
}
