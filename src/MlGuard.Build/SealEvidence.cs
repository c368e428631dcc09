using System.Globalization;
using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Api;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Build;

/// <summary>
/// Writes beside each file of evidence which assemblies ran when it was made, so that the gate can tell this build from others.
/// </summary>
public sealed class SealEvidence : LifecycleTask
{
    /// <summary>Full path of the manifest.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>The folder out of which the product ran: those assemblies in it of which there are facts are sealed.</summary>
    [Required]
    public string RanIn { get; set; } = "";

    /// <summary>Where the facts of the product stand.</summary>
    [Required]
    public string FactsFolder { get; set; } = "";

    /// <summary>When the run began, in a form that sorts; empty to seal all evidence that is no older than the assemblies.</summary>
    public string? Since { get; set; }

    /// <summary>The day that the seal says, <c>yyyy-MM-dd</c>.</summary>
    [Required]
    public string Today { get; set; } = "";

    /// <summary>What ran.</summary>
    [Required]
    public string Tool { get; set; } = "";

    private protected override string Subject => Manifest;

    private protected override void Run()
    {
        if (!TryReadSettings(Today, null, out var day, out _))
            return;
        DateTime? since = DateTime.TryParse(
            Since, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var began)
            ? began
            : null;
        var ran = Ran();
        // A run that is no run of the product's tests leaves nothing of the product's to seal.
        if (since is not null && ran.IsEmpty)
            return;
        var result = EvidenceSeal.Make(new SealRequest(Manifest, [.. ran.Select(one => one.Path)], day, Tool)
        {
            WrittenSinceUtc = since,
            RanTests = since is not null || ran.Any(one => one.HoldsTests),
            SameCodeSinceUtc = ran.Where(one => one.SameCodeSinceUtc is not null)
                .ToImmutableDictionary(one => one.Path, one => one.SameCodeSinceUtc!.Value),
        });
        foreach (var file in result.Files)
            AtomicFile.WriteIfDifferent(file.FullPath, file.Text);
        // What is left unsealed beside what is sealed is nobody's mistake; when nothing could be, somebody meant something else.
        foreach (var finding in result.Findings)
            if (result.Files.IsEmpty && result.Kept.IsEmpty)
                Report(finding);
            else
                Log.LogMessage(MessageImportance.High, "{0}", $"MlGuard: not sealed: {finding.Message}");
        if (result.Kept.Length > 0)
            Log.LogMessage(
                MessageImportance.High, "{0}",
                $"MlGuard: {string.Join(", ", result.Kept)} "
                    + (result.Kept.Length == 1 ? "was sealed before, and its seal still holds."
                        : "were sealed before, and their seals still hold."));
        if (result.Files.Length > 0)
            Log.LogMessage(
                MessageImportance.High, "{0}",
                $"MlGuard: {string.Join(", ", result.Files.Select(file => file.Evidence))} sealed with "
                    + $"{Numbers.Counted(ran.Length, "assembly", "assemblies")}.");
    }

    /// <summary>The assemblies of the product that it ran with, since they are in its folder and there are facts of them.</summary>
    private ImmutableArray<(string Path, bool HoldsTests, DateTime? SameCodeSinceUtc)> Ran()
    {
        if (!Directory.Exists(FactsFolder) || !Directory.Exists(RanIn))
            return [];
        var known = Directory.EnumerateFiles(FactsFolder, "*.facts").Select(FactsFile.LoadHead)
            .ToLookup(facts => facts.Assembly, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from path in Directory.EnumerateFiles(RanIn).OrderBy(path => path, StringComparer.Ordinal)
               where Path.GetExtension(path) is ".dll" or ".exe"
               let facts = known[Path.GetFileNameWithoutExtension(path)].ToImmutableArray()
               where !facts.IsEmpty
               let identity = AssemblyIdentity.Read(path)
               where identity is not null
               select (path, facts.Any(one => one.IsTestProject),
                   facts.Where(one => one.Origin.Sha256 == identity.Sha256).Min(one => one.Origin.CodeSinceUtc)),
        ];
    }
}
