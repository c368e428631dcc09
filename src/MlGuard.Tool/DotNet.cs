using System.Diagnostics;
using System.Text;

namespace MlGuard.Tool;

/// <summary>Runs the dotnet command.</summary>
internal static class DotNet
{
    /// <summary>Runs it and keeps what it says.</summary>
    public static (int ExitCode, string Output) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    /// <summary>A target of MlGuard, for the whole product.</summary>
    public static (int ExitCode, string Output) Target(
        ProductPlace product, string buildFile, string target, string configuration, params string[] properties) =>
        Run(
            product.Folder,
            [
                "build", buildFile, $"-t:{target}", $"-p:Configuration={configuration}", "-v:q", "-nologo", "-tl:off",
                "-p:MlGuardHint=false", .. properties,
            ]);

    /// <summary>Why a build failed: its errors, or all that it says where there are none.</summary>
    public static ImmutableArray<string> Errors(string output)
    {
        ImmutableArray<string> findings = [.. Findings(output)];
        ImmutableArray<string> errors = [.. findings.Where(line => line.Contains(": error ", StringComparison.Ordinal))];
        return errors.IsEmpty ? findings : errors;
    }

    /// <summary>The lines of a build's output that say what is wrong, each once.</summary>
    public static IEnumerable<string> Findings(string output) =>
        output.Split('\n').Select(line => line.Trim())
            .Where(line => line.Contains(": error ", StringComparison.Ordinal) || line.Contains(": warning ", StringComparison.Ordinal))
            .Select(line => line.LastIndexOf(" [", StringComparison.Ordinal) is > 0 and var end && line.EndsWith(']') ? line[..end] : line)
            .Distinct();
}
