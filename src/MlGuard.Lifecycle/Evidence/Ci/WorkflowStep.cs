using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>One step.</summary>
/// <param name="Text">The command lines, or the arguments of a task.</param>
/// <param name="MayFail">Whether the pipeline goes on when it fails.</param>
/// <param name="Uses">The action or task that does it, and its verb; empty for a command.</param>
/// <param name="RunsAnyway">Whether it runs also when a step before it has failed.</param>
internal sealed record WorkflowStep(string Text, bool MayFail, string Uses, bool RunsAnyway)
{
    private static readonly ImmutableArray<string> s_commands = ["run", "script", "bash", "powershell", "pwsh"];

    private static readonly ImmutableArray<string> s_anyway = ["always()", "failure()", "failed()", "succeededOrFailed()", "!cancelled()"];

    private static readonly ImmutableArray<string> s_muting =
        ["MlGuardMode=report", "MlGuardMode=warn", "MlGuardManifest= ", "MlGuardManifest=\"\"", "MlGuardManifest=;"];

    /// <summary>What asks the gate for itself.</summary>
    private static readonly ImmutableArray<string> s_naming = ["MlGuardGate", "MlGuardReport", "mlguard check"];

    private static readonly ImmutableArray<string> s_asking = [.. s_naming, "dotnet publish", "dotnet pack"];

    public bool RunsGate => GateAt < int.MaxValue;

    /// <summary>Where in the step the gate is asked: by its own target, or by publish and pack.</summary>
    public int GateAt => Text.IndexOf("MlGuardGateBeforePublish=false", StringComparison.Ordinal) >= 0
        ? int.MaxValue
        : s_asking.Select(word => Text.IndexOf(word, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>Whether tests run here, or may run out of sight.</summary>
    public bool RunsTests => TestRun.At(this) < int.MaxValue;

    /// <summary>Whether the step itself runs the tests before it asks the gate.</summary>
    public bool TestsFirst => TestRun.At(this) < GateAt;

    /// <summary>Whether the gate is asked for itself, and not because publish and pack ask it.</summary>
    public bool NamesGate => Says(Text);

    /// <summary>What the step says to the gate so that it fails nothing; null when it says nothing of the kind.</summary>
    public string? Muted => s_muting.FirstOrDefault(word => Text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>The folder in which it runs; null where it does not say.</summary>
    public string? Folder { get; private init; }

    /// <summary>When it runs; empty where it does not say.</summary>
    public string Condition { get; private init; } = "";

    public static WorkflowStep? Of(MapNode map)
    {
        if (EventCondition.IsNever(map))
            return null;
        var command = s_commands.Select(name => map.TextAt(name)).FirstOrDefault(text => text is not null);
        var task = map.TextAt("task") is { } name && name.StartsWith("DotNetCoreCLI", StringComparison.OrdinalIgnoreCase)
            ? $"dotnet {map.TextAt("inputs", "command")} {map.TextAt("inputs", "arguments")} {map.TextAt("inputs", "custom")}"
            : null;
        var uses = map.TextAt("uses") ?? map.TextAt("task") ?? (map.TextAt("template") is { } template ? $"./{template}" : null);
        if ((command ?? task ?? (uses is null ? null : "")) is not { } text)
            return null;
        var goesOn = map.TextAt("continue-on-error") ?? map.TextAt("continueOnError");
        text = WithoutRemarks(text);
        return new(
            text, goesOn is not null and not ("false" or "") || IgnoresFailure(text),
            uses is null || task is not null ? "" : $"{uses} {map.TextAt("inputs", "command")}{PushOf(map)}", IsAlways(map))
        {
            Folder = map.TextAt("working-directory") ?? map.TextAt("workingDirectory"),
            Condition = EventCondition.Of(map),
        };
    }

    /// <summary>A line of a script that is a step by itself.</summary>
    public static WorkflowStep OfLine(string line, bool mayFail, bool runsAnyway)
    {
        var text = WithoutRemarks(line);
        return new(text, mayFail || IgnoresFailure(text), "", runsAnyway);
    }

    /// <summary>Whether a step, a job or a stage runs also when something before it has failed.</summary>
    public static bool IsAlways(Node map) =>
        (map.TextAt("if") ?? map.TextAt("condition")) is { } condition
        && condition.IndexOf("success", StringComparison.OrdinalIgnoreCase) < 0
        && s_anyway.Any(word => condition.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>An expression may push, unless it is a constant that does not.</summary>
    private static string PushOf(MapNode map) =>
        map.TextAt("with", "push") is { } push && (push is "true" || CanHold(push)) ? " push" : "";

    private static bool CanHold(string expression) =>
        expression.TrimStart().StartsWith("${{", StringComparison.Ordinal)
        && expression.Trim().Trim('$', '{', '}', ' ') is not ("false" or "''" or "0" or "null" or "");

    private static string WithoutRemarks(string text) =>
        text.IndexOf('#') < 0
            ? text
            : string.Join("\n", text.Split('\n').Where(line => !line.TrimStart().StartsWith("#", StringComparison.Ordinal)));

    private static bool IgnoresFailure(string text) =>
        text.Split('\n')
            .Any(line => Says(line) && line.IndexOf("||", StringComparison.Ordinal) >= 0);

    private static bool Says(string text) => s_naming.Any(word => text.IndexOf(word, StringComparison.Ordinal) >= 0);
}
