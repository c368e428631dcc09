namespace MlGuard.Package.Tests;

/// <summary>One error or warning of a build, with the name of its file.</summary>
internal sealed record BuildFinding(bool IsError, string Code, string File, int Line, int Column, string Message);
