using System.Diagnostics;
using System.Text;

namespace MlGuard.Tool;

/// <summary>Asks git for a file as a revision has it.</summary>
internal static class Git
{
    /// <summary>The text of a file below a folder at a revision; null where there is none, or no git.</summary>
    public static string? Show(string folder, string revision, string path)
    {
        // What begins with a dash would be an option.
        if (revision.StartsWith('-'))
            return null;
        var start = new ProcessStartInfo("git", ["show", $"{revision}:./{path}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            _ = error.GetAwaiter().GetResult();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
