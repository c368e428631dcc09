using Microsoft.Build.Framework;
using MlGuard.Lifecycle.Evidence.Code;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Build;

/// <summary>Takes from the log that the compiler wrote what the rules of MlGuard found, and binds it to the assembly.</summary>
public sealed class ExtractFindings : LifecycleTask
{
    private const long MaxBytes = 256 << 20;

    private const int Attempts = 20;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan s_recent = TimeSpan.FromSeconds(5);

    /// <summary>Full path of the log (SARIF).</summary>
    [Required]
    public string CompilerLog { get; set; } = "";

    /// <summary>Full path of the assembly that the compiler made.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Full path of the manifest.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Whether the build skips analyzers.</summary>
    public bool AreAnalyzersOff { get; set; }

    /// <summary>Where the findings are written.</summary>
    [Required]
    public string FindingsFile { get; set; } = "";

    private protected override string Subject => CompilerLog;

    private protected override void Run()
    {
        if (AssemblyIdentity.Read(Assembly) is { } identity)
            AtomicFile.WriteIfDifferent(FindingsFile, Read(identity.Mvid).Write());
    }

    private CodeFindings Read(string mvid)
    {
        CodeFindings Unseen(string why) => new(mvid, why, [], []);
        if (AreAnalyzersOff)
            return Unseen("the build skips analyzers");
        if (new FileInfo(CompilerLog).Length > MaxBytes)
            return Unseen("the compiler's log is larger than any that is read");
        var (log, fault) = ReadLog();
        for (var attempt = 0; log is null && attempt < Attempts && IsBeingWritten(); attempt++)
        {
            Thread.Sleep(s_pause);
            (log, fault) = ReadLog();
        }

        if (log is null)
            return Unseen($"the compiler's log {fault!.Text}");
        return log.HasRun == false
            ? Unseen("MlGuard's analyzers did not run")
            : new(mvid, "", log.Findings, log.SwitchedOff);
    }

    private Reading<Lifecycle.Evidence.Code.CompilerLog> ReadLog() =>
        Lifecycle.Evidence.Code.CompilerLog.Read(File.ReadAllBytes(CompilerLog), FromManifest);

    /// <summary>Two builds of one project at the same time write one log, and one of them may read what the other has begun.</summary>
    private bool IsBeingWritten() => DateTime.UtcNow - File.GetLastWriteTimeUtc(CompilerLog) < s_recent;

    /// <summary>Findings travel between machines, so of a file elsewhere only the name is kept.</summary>
    private string FromManifest(string path)
    {
        var folder = Path.GetDirectoryName(Manifest) + Path.DirectorySeparatorChar;
        return path.StartsWith(folder, StringComparison.OrdinalIgnoreCase)
            ? path.Substring(folder.Length).Replace('\\', '/')
            : path.Substring(1 + path.LastIndexOfAny(['/', '\\']));
    }
}
