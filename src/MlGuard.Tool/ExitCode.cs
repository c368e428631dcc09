namespace MlGuard.Tool;

/// <summary>The exit codes of a verdict, and one for what came to none.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int NotEarned = 1;
    public const int Invalid = 3;
    public const int BuildFailed = 4;
}
