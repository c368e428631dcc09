namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>What a command or an action of a workflow does, as far as its name tells.</summary>
internal enum ActivityKind
{
    /// <summary>It says or looks at something.</summary>
    Prints,

    /// <summary>It prepares, builds or tests on the machine that runs the workflow.</summary>
    Builds,

    /// <summary>It changes files, packages or what runs elsewhere, and trains nothing.</summary>
    Moves,

    /// <summary>It runs a program that .NET has built.</summary>
    Runs,

    /// <summary>It calls a script that the repository does not hold.</summary>
    Missing,

    /// <summary>What it does cannot be told.</summary>
    Other,
}

/// <summary>One thing that a step does.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="What">The command, script or action.</param>
/// <param name="Command">The command; null for an action.</param>
/// <param name="Folder">The folder in which it runs; empty for the repository's own, null where it is not known.</param>
internal sealed record StepActivity(ActivityKind Kind, string What, ShellCommand? Command, string? Folder);

/// <summary>A script that a workflow calls.</summary>
/// <param name="IsThere">Whether the repository holds it.</param>
/// <param name="Text">What it says; null where it cannot be read.</param>
internal readonly record struct CalledScript(bool IsThere, string? Text);
