namespace MlGuard.Lifecycle.Api;

/// <summary>How loud a finding is, in the three levels that MSBuild has.</summary>
public enum FindingSeverity
{
    /// <summary>Said, and nothing else.</summary>
    Message,

    /// <summary>Said loudly; the build goes on.</summary>
    Warning,

    /// <summary>The build fails.</summary>
    Error,
}
