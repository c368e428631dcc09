using System.Text;
using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>
/// Writes into the manifest what the next stage asks for, as TODO, raises the stage, and writes templates for the documents that are
/// to be written.
/// </summary>
public sealed class PromoteStage : LifecycleTask
{
    /// <summary>Full path of the manifest.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>The stage to promote to: <c>mvp</c>, <c>growth</c> or <c>maturity</c>.</summary>
    public string Stage { get; set; } = "";

    /// <summary>How a file takes another's place; it fails only where another program holds the file.</summary>
    internal Action<string, byte[]> Replace { get; init; } = AtomicFile.Write;

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
        foreach (var template in result.Templates)
            Lay(template);
        if (result.Message.Length == 0)
            return;
        var message = $"MlGuard: {result.Message} -t:MlGuardGate says what is missing, and -t:MlGuardClaim declares a stage that is "
            + "earned.";
        Log.LogMessage(MessageImportance.High, "{0}", message);
        ShowInTerminal(message);
    }

    /// <summary>What somebody wrote there meanwhile stays.</summary>
    private static void Lay(TemplateFile template)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(template.FullPath)!);
        if (File.Exists(template.FullPath))
            return;
        using var file = new FileStream(template.FullPath, FileMode.CreateNew, FileAccess.Write);
        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(template.Text);
        file.Write(bytes, 0, bytes.Length);
    }

    /// <summary>The manifest is the team's own: that another program was quicker must not pass for done.</summary>
    private void Write(byte[] content)
    {
        Replace(Manifest, content);
        if (!File.ReadAllBytes(Manifest).AsSpan().SequenceEqual(content))
            throw new IOException("Another program holds or changed it");
    }
}
