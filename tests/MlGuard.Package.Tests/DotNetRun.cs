namespace MlGuard.Package.Tests;

/// <summary>How a run of the dotnet command ended, and what it printed.</summary>
internal sealed record DotNetRun(int ExitCode, string Output);
