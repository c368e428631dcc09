using MlGuard.Lifecycle.Evidence.Code;

namespace MlGuard.Tool.Commands;

/// <summary>What MlGuard's rules find in the code now, suggestions too: a build asks the compiler of each project for its log.</summary>
internal static class FindingsLeft
{
    /// <summary>What the build says, and the findings that are open; null when the code does not compile.</summary>
    public static (string Output, ImmutableArray<CodeFinding>? Findings) Of(ProductPlace product, string buildFile)
    {
        var folder = Directory.CreateTempSubdirectory("mlguard").FullName;
        try
        {
            // A property of the command line cannot name the project, and all logs in one file would be one log.
            var targets = Path.Combine(folder, "log.targets");
            File.WriteAllText(
                targets,
                $"<Project><PropertyGroup><ErrorLog>{folder}/$(MSBuildProjectName).$(TargetFramework).sarif,version=2.1</ErrorLog>"
                    + "</PropertyGroup></Project>");
            var (code, output) = DotNet.Run(
                product.Folder, "build", buildFile, "--no-incremental", "-v:q", "-nologo", "-tl:off", "-p:MlGuardHint=false",
                $"-p:CustomBeforeMicrosoftCommonTargets={targets}");
            return code == ExitCode.Done ? (output, In(folder, product)) : (output, null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ImmutableArray<CodeFinding> In(string folder, ProductPlace product) =>
    [
        .. Directory.EnumerateFiles(folder, "*.sarif")
            .SelectMany(log => CompilerLog.Read(File.ReadAllBytes(log), product.Relative).Value?.Findings ?? [])
            .Where(finding => finding.IsOpen).Distinct()
            .OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line),
    ];
}
