using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>Lists what the steps of a job do, in their order; scripts of the repository are read, and what they call as well.</summary>
/// <param name="find">A script by its path and the folder from which it is called, which is null where nobody knows it.</param>
internal sealed class StepActivities(Func<string, string?, CalledScript> find)
{
    private const int MaxDepth = 3;
    private const int MaxActivities = 5_000;

    private static readonly ImmutableHashSet<string> s_prints = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "echo", "printf", "ls", "dir", "set", "export", "unset", "cat", "true", ":", "test", "[", "[[", "exit", "date", "sleep", "pwd",
        "Write-Host", "Write-Output", "Write-Error", "Start-Sleep", "for", "case", "esac", "fi", "done", "}", ")", "return", "function",
        "head", "tail", "grep", "wc", "sort", "jq", "trap", "shopt", "read", "find", "which", "type", "tree", "env", "printenv", "umask");

    private static readonly ImmutableHashSet<string> s_folders =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "cd", "pushd", "popd", "Set-Location");

    private static readonly ImmutableHashSet<string> s_builds = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "mkdir", "chmod", "apt", "apt-get", "apk", "brew", "choco", "pip", "pip3", "npm", "yarn", "pnpm", "nuget", "mlguard", "tee", "sed",
        "awk", "tar", "zip", "unzip", "sha256sum", "touch");

    private static readonly ImmutableHashSet<string> s_moves = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "cp", "mv", "ln", "rm", "rsync", "scp", "helm", "terraform");

    private static readonly ImmutableHashSet<string> s_fetching = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "curl", "wget", "Invoke-WebRequest", "iwr", "gh", "unzip", "tar", "az", "aws", "gsutil", "dvc");

    private static readonly ImmutableHashSet<string> s_shells = ["bash", "sh", "zsh", "pwsh", "powershell", "source", "."];

    private static readonly ImmutableHashSet<string> s_interpreters = ["python", "python3", "node", "ruby", "perl"];

    private static readonly ImmutableArray<string> s_shellEndings = [".sh", ".bash", ".ps1", ".cmd", ".bat"];

    private static readonly ImmutableArray<string> s_scriptEndings = [.. s_shellEndings, ".py", ".js", ".rb", ".pl"];

    private static readonly ImmutableHashSet<string> s_dotnetBuilds =
        [
            "build", "test", "restore", "clean", "format", "tool", "workload", "sln", "list", "vstest", "msbuild", "--info", "--version",
            "--list-sdks", "dev-certs", "new", "add",
        ];

    private static readonly Regex s_preparing = new(
        @"^(actions/(checkout|setup-|cache)|UseDotNet@|NuGet(ToolInstaller|Authenticate)@|Cache@|PublishTestResults@|"
            + @"PublishCodeCoverageResults@|codecov/|github/codeql-action|docker/(setup-|login-)|nuget/setup|dorny/test-reporter|"
            + @"actions/(upload|download)-artifact|(Publish|Download)(Build|Pipeline)Artifacts?@)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    private readonly List<StepActivity> _activities = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private bool _hasFetched;

    public static ImmutableArray<StepActivity> Of(IEnumerable<WorkflowStep> steps, Func<string, string?, CalledScript> find)
    {
        var activities = new StepActivities(find);
        foreach (var step in steps)
            activities.Add(step);
        return [.. activities._activities];
    }

    private void Add(WorkflowStep step)
    {
        if (step.Uses.Length == 0)
        {
            AddText(step.Text, step.Folder ?? "", MaxDepth);
            return;
        }

        _hasFetched |= step.Uses.IndexOf("download", StringComparison.OrdinalIgnoreCase) >= 0;
        _activities.Add(new(KindOf(step), step.Uses.Split(' ')[0], null, null));
    }

    private static ActivityKind KindOf(WorkflowStep action)
    {
        if (s_preparing.IsMatch(action.Uses))
            return ActivityKind.Builds;
        return Shipping.In(action) is null ? ActivityKind.Other : ActivityKind.Moves;
    }

    private void AddText(string text, string? folder, int depth)
    {
        foreach (var command in ShellCommand.In(text))
        {
            if (_activities.Count >= MaxActivities)
                return;
            if (s_folders.Contains(command.Name))
                folder = Moved(folder, command.Argument(0));
            else if (ScriptOf(command) is { } script)
                AddScript(command, script, folder, depth);
            else
                Add(command, folder);
        }
    }

    private void Add(ShellCommand command, string? folder)
    {
        _hasFetched |= s_fetching.Contains(command.Name) || (command.Name == "git" && command.Argument(0) == "clone");
        _activities.Add(new(KindOf(command), string.Join(" ", command.Words.Take(3)), command, folder));
    }

    private void AddScript(ShellCommand command, string script, string? folder, int depth)
    {
        var called = find(script, folder);
        if (called is { IsThere: true, Text: { } text } && depth > 0 && IsOfShell(command, script))
        {
            // What has been listed once is known; a script that calls itself has no end.
            if (_read.Add(script))
                AddText(text, folder, depth - 1);
        }
        else
            _activities.Add(new(called.IsThere || _hasFetched ? ActivityKind.Other : ActivityKind.Missing, script, command, folder));
    }

    private static string? Moved(string? folder, string? target)
    {
        if (folder is null
            || target is null
            || target.IndexOfAny(['$', '~', '-']) == 0
            || target.IndexOf("..", StringComparison.Ordinal) >= 0)
            return null;
        return target is "." ? folder : $"{folder.TrimEnd('/')}/{target.Trim('/', '.')}".TrimStart('/');
    }

    private static bool IsOfShell(ShellCommand command, string script) =>
        s_shells.Contains(command.Name) || s_shellEndings.Any(ending => script.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The script that a command runs; null where it runs none that has a name.</summary>
    private static string? ScriptOf(ShellCommand command)
    {
        var named = s_shells.Contains(command.Name) || s_interpreters.Contains(command.Name)
            ? command.Option("-File", "-f") ?? command.Words.Skip(1).FirstOrDefault(word => word.Length > 0 && word[0] != '-')
            : command.Words[0];
        return named is not null
            && !command.Words.Contains("-c")
            && !command.Words.Contains("-Command")
            && named.IndexOf('$') < 0
            && s_scriptEndings.Any(ending => named.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ? named.Replace('\\', '/')
            : null;
    }

    private static ActivityKind KindOf(ShellCommand command)
    {
        if (command.Substitutes || command.Name.Length == 0)
            return ActivityKind.Other;
        if (s_prints.Contains(command.Name))
            return ActivityKind.Prints;
        if (s_builds.Contains(command.Name))
            return command.Argument(0) is "run" or "start" or "exec" ? ActivityKind.Other : ActivityKind.Builds;
        if (command.Name == "git")
            return command.Argument(0) == "push" ? ActivityKind.Moves : ActivityKind.Builds;
        if (command.Name == "docker")
            return OfDocker(command.Argument(0) ?? "");
        if (s_moves.Contains(command.Name))
            return ActivityKind.Moves;
        return command.Name == "dotnet" ? OfDotNet(command) : ActivityKind.Other;
    }

    private static ActivityKind OfDocker(string verb) => verb switch
    {
        "build" or "login" or "tag" => ActivityKind.Builds,
        "push" => ActivityKind.Moves,
        _ => ActivityKind.Other,
    };

    private static ActivityKind OfDotNet(ShellCommand command)
    {
        var verb = command.Argument(0) ?? "";
        if (verb is "run" or "exec" || verb.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return ActivityKind.Runs;
        if (verb is "publish" or "pack" or "nuget")
            return ActivityKind.Moves;
        if (verb == "mlguard")
            return ActivityKind.Builds;
        var isOwnTarget = command.Words.Any(word =>
            word.IndexOf("t:", StringComparison.Ordinal) is 1 && word.IndexOf("MlGuard", StringComparison.Ordinal) < 0);
        return s_dotnetBuilds.Contains(verb) && !isOwnTarget && command.Argument(1) != "run" ? ActivityKind.Builds : ActivityKind.Other;
    }
}
