using System.Diagnostics;
using System.Text;

namespace MlGuard.Package.Tests;

/// <summary>Runs the dotnet command as a person would, in a folder, without the environment of the test run.</summary>
internal static class DotNet
{
    /// <summary>What shows that a build runs on a server, as <c>MlGuard.Gate.targets</c> knows it.</summary>
    public static readonly ImmutableArray<string> BuildServers =
    [
        "ContinuousIntegrationBuild", "CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI", "TEAMCITY_VERSION", "JENKINS_URL", "BUILDKITE",
        "CIRCLECI", "TRAVIS", "APPVEYOR", "BITBUCKET_BUILD_NUMBER", "CODEBUILD_BUILD_ID", "DRONE",
    ];

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    public static DotNetRun Run(string folder, params ReadOnlySpan<string> arguments) =>
        Run(folder, ImmutableDictionary<string, string>.Empty, arguments);

    /// <summary>Runs a line in a terminal, as far as the program can tell; null where the machine has none to lend.</summary>
    public static DotNetRun? RunInTerminal(string folder, string line) => File.Exists("/usr/bin/script")
        ? Run("/usr/bin/script", folder, ImmutableDictionary<string, string>.Empty.Add("TERM", "xterm"), "-qec", line, "/dev/null")
        : null;

    public static DotNetRun Run(
        string folder, ImmutableDictionary<string, string> environment, params ReadOnlySpan<string> arguments) =>
        Run("dotnet", folder, environment, arguments);

    private static DotNetRun Run(
        string program, string folder, ImmutableDictionary<string, string> environment, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var inherited in start.Environment.Keys.Where(IsOfTheTestRun).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // What the command would send and look up at its end belongs to no test.
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true";
        // A build ends before a profile of it pays.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var server = new WarmBuildServer();
        foreach (var (name, value) in server.Environment.Concat(environment))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', start.ArgumentList)} took longer than {s_limit}.");
        }

        return new DotNetRun(process.ExitCode, output.Result + error.Result);
    }

    private static bool IsOfTheTestRun(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || BuildServers.Contains(variable)
        // Without the compiler's server, which is on where nobody says otherwise, each compilation starts cold.
        || variable.Equals("UseSharedCompilation", StringComparison.OrdinalIgnoreCase)
        || variable is "DOTNET_HOST_PATH" or "DOTNET_CLI_TELEMETRY_SESSIONID" or "MLGUARD_UPDATE";
}
