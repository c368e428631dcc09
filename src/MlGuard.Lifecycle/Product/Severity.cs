namespace MlGuard.Lifecycle.Product;

/// <summary>How loud a finding is, in the three levels that MSBuild has.</summary>
internal enum Severity
{
    /// <summary>Said, and nothing else.</summary>
    Message,

    /// <summary>Said loudly; the build goes on.</summary>
    Warning,

    /// <summary>The build fails.</summary>
    Error,
}
