using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Build;

/// <summary>What every task does that makes facts: it reads from a compiled assembly what the gate wants to know of it.</summary>
public abstract class FactsTask : LifecycleTask
{
    /// <summary>Full path of the assembly that the compiler made.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Full path of the manifest.</summary>
    public string Manifest { get; set; } = "";

    /// <summary>Path of the project, from the manifest's folder, with <c>/</c>.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The target framework of this compilation.</summary>
    public string TargetFramework { get; set; } = "";

    /// <summary>The configuration of this compilation.</summary>
    public string Configuration { get; set; } = "";

    /// <summary>The platform of this compilation; empty for any.</summary>
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>Whether the project holds tests, which are no serving code.</summary>
    public bool IsTestProject { get; set; }

    /// <summary>Where the facts are written; empty where no manifest asks for them.</summary>
    public string FactsFile { get; set; } = "";

    private protected override string Subject => Assembly;

    private protected AssemblyFacts Extract()
    {
        var facts = FactsReader.Read(Assembly, Project, TargetFramework, IsTestProject);
        if (FactsFile.Length == 0)
            return facts;
        var origin = (facts.Origin with
        {
            Configuration = Configuration,
            RuntimeIdentifier = RuntimeIdentifier,
            Path = FromManifest(Assembly),
        }).After(Lifecycle.Facts.FactsFile.LoadHead(FactsFile).Origin, File.GetLastWriteTimeUtc(Assembly));
        AtomicFile.Write(FactsFile, Lifecycle.Facts.FactsFile.Write(facts with { Origin = origin }));
        return facts;
    }

    /// <summary>Facts travel between machines, so an assembly outside the manifest's folder is not named.</summary>
    private string FromManifest(string path)
    {
        var folder = Manifest.Length == 0 ? "" : Path.GetDirectoryName(Manifest) + Path.DirectorySeparatorChar;
        return folder.Length > 0 && path.StartsWith(folder, StringComparison.OrdinalIgnoreCase)
            ? path.Substring(folder.Length).Replace('\\', '/')
            : "";
    }
}
