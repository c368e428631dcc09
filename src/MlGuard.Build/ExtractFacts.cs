using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Build;

/// <summary>The Facts phase: reads from a compiled assembly which symbols, predictions, trainings and tests it holds.</summary>
public sealed class ExtractFacts : LifecycleTask
{
    /// <summary>Full path of the assembly that the compiler made.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Path of the project, from the manifest's folder, with <c>/</c>.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The target framework of this compilation.</summary>
    public string TargetFramework { get; set; } = "";

    /// <summary>Whether the project holds tests, which are no serving code.</summary>
    public bool IsTestProject { get; set; }

    /// <summary>Where the facts are written.</summary>
    [Required]
    public string FactsFile { get; set; } = "";

    private protected override string Subject => Assembly;

    private protected override void Run() =>
        AtomicFile.Write(FactsFile, Lifecycle.Facts.FactsFile.Write(FactsReader.Read(Assembly, Project, TargetFramework, IsTestProject)));
}
